import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewChange } from "../../../src/app/review-change";
import { ALL_CALLS } from "../../../src/change/calls/all-calls";
import type { BackupEnvironment } from "../../../src/organization/backup-environment";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Organization } from "../../../src/organization/organization";
import type { Review } from "../../../src/review/review";
import { readOrganizationText } from "../../../src/sources/organization-text";
import { planFileOf } from "../../../src/sources/terraform-plan/plan-file";
import { terraformPlanOf } from "../../../src/sources/terraform-plan/terraform-plan";
import { canonicalJson, sameJson } from "../../../src/text/json";
import type { JsonValue } from "../../../src/text/json";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import { possibleOutcomes } from "./outcomes";
import type { Outcome } from "./outcomes";
import { environmentDifferences, fileOfDouble, pictureOf, pictureOfDouble } from "./picture";
import type { Picture } from "./picture";

/** What the review of one plan, or of the plans of several workspaces, said before they were applied. */
export interface Prediction {
  readonly before: Organization | undefined;
  readonly environment: BackupEnvironment;
  /** Undefined if too much is open to list it. */
  readonly outcomes: readonly Outcome[] | undefined;
  readonly review: Review;
}

export function predict(plans: readonly string[], double: AwsDouble, at: Date): Prediction {
  const before =
    double.state.organizations.current === undefined
      ? undefined
      : readOrganizationText("organization.json", JSON.stringify(fileOfDouble(double)));
  const folder = mkdtempSync(join(tmpdir(), "predicted-"));
  const files = plans.map((plan, index) => {
    const file = join(folder, `plan${index}.json`);
    writeFileSync(file, plan);
    return file;
  });
  const planned = terraformPlanOf(files.map((file, index) => planFileOf(file, plans[index] ?? ""))).over(
    before,
  );
  const { review } = reviewChange({ plans: files, organization: before, at, guardrails: false });
  rmSync(folder, { recursive: true });
  return {
    before,
    environment: planned.environment,
    outcomes: possibleOutcomes(planned, planned.change, at),
    review,
  };
}

/** Calls that AWS refused since then, as `OPERATION EXCEPTION`; those that the provider takes for success are not. */
export function refusedSince(double: AwsDouble, callNumber: number): readonly string[] {
  const refused = double.calls
    .filter(
      ({ number, operation, error }) => number > callNumber && error !== undefined && isChange(operation),
    )
    .map(({ operation, error }) => `${operation} ${WIRE_NAMES[error ?? ""] ?? error ?? ""}`)
    .filter((each) => !TOLERATED.some((tolerated) => tolerated.test(each)));
  return [...new Set(refused)].toSorted();
}

const WIRE_NAMES: Readonly<Record<string, string>> = { EntityAlreadyExists: "EntityAlreadyExistsException" };

const TOLERATED = [
  /^DetachPolicy (?:PolicyNotAttached|PolicyNotFound|TargetNotFound)Exception$/,
  /^DeletePolicy PolicyNotFoundException$/,
  /^DeleteOrganizationalUnit OrganizationalUnitNotFoundException$/,
  /^DeregisterDelegatedAdministrator AccountNotRegisteredException$/,
];

function isChange(operation: string): boolean {
  return Object.hasOwn(ALL_CALLS, operation) || operation === "CreateLogicallyAirGappedBackupVault";
}

/** What is wrong with a prediction, now that it is applied; nothing if one of its outcomes came true. */
export function misjudged(
  { before, environment, outcomes, review }: Prediction,
  double: AwsDouble,
  refused: readonly string[],
  at: Date,
): readonly string[] {
  const actual = pictureOfDouble(double);
  const problems: string[] = [];
  if (outcomes !== undefined) {
    const differences = outcomes.map((outcome) => [
      ...pictureDifferences(
        ordered(pictureOf(outcome.organization), outcome),
        ordered(actual, outcome),
        // The plan that creates an organization shows no account that is in it from the start.
        before === undefined ? ["accounts"] : [],
      ),
      ...(JSON.stringify(outcome.refused) === JSON.stringify(refused)
        ? []
        : [`refused: ${outcome.refused.join(", ")} was expected, ${refused.join(", ")} came`]),
      ...environmentDifferences(environment, outcome.environment, double),
    ]);
    const [closest = []] = differences.toSorted((one, other) => one.length - other.length);
    if (closest.length > 0) {
      problems.push(`None of ${outcomes.length} outcomes came true; the closest differs:`, ...closest);
    }
  }
  const errors = review.findings.filter(({ severity }) => severity === "error");
  for (const each of refused) {
    const [operation = "", exception = ""] = each.split(" ");
    const isNamed = errors.some(
      ({ message, rule }) =>
        message.includes(operation) ||
        message.includes(exception) ||
        rule === "policy-refused" ||
        rule === "attachment-replaced",
    );
    if (!isNamed) {
      problems.push(`AWS refused ${each}; no error of the review names it.`);
    }
  }
  if (before !== undefined && double.state.organizations.current !== undefined && isQuiet(review)) {
    const after = readOrganizationText("organization.json", JSON.stringify(fileOfDouble(double)));
    const changed = changedAccounts(before, after, at);
    if (changed.length > 0) {
      problems.push(`The review sees no change; these accounts changed: ${changed.join(", ")}`);
    }
  }
  return problems;
}

/** As `--detailed-exitcode` counts. */
function isQuiet({ changes, summary, findings }: Review): boolean {
  return (
    changes.length === 0 &&
    summary.mayChange === 0 &&
    summary.notKnowable === 0 &&
    !findings.some(({ severity }) => severity !== "notice")
  );
}

function changedAccounts(before: Organization, after: Organization, at: Date): readonly string[] {
  const [old, now] = [EffectivePolicies.compute(before, at), EffectivePolicies.compute(after, at)];
  return after.accounts
    .filter(({ id }) => JSON.stringify(old.of(id)?.policy) !== JSON.stringify(now.of(id)?.policy))
    .map(({ name }) => name);
}

/** Policies by name and a sum of their text; they are long. */
function short(part: JsonValue): string {
  return JSON.stringify(part, (key, value: JsonValue) =>
    key === "plans" ? createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 8) : value,
  );
}

/** Attachments of a target without a decided order are compared as a set. */
function ordered(picture: Picture, { organization, unordered }: Outcome): Picture {
  const paths = new Set([...unordered].map((id) => organization.path(id)));
  return {
    ...picture,
    attachments: Object.fromEntries(
      Object.entries(picture.attachments).map(([path, names]) => [
        path,
        paths.has(path) ? names.toSorted() : names,
      ]),
    ),
  };
}

function pictureDifferences(
  expected: Picture,
  actual: Picture,
  without: readonly (keyof Picture)[],
): readonly string[] {
  const parts = (Object.keys(expected) as (keyof Picture)[]).filter((part) => !without.includes(part));
  return parts.flatMap((part) => {
    const [one, other] = [expected[part] as JsonValue, actual[part] as JsonValue];
    return sameJson(one, other) ? [] : [`${part}: ${short(one)} was expected, ${short(other)} is there`];
  });
}
