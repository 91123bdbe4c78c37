import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organizationFrom } from "../app/organization-source";
import { organizationRules, reviewChange } from "../app/review-change";
import type { ReviewedChange } from "../app/review-change";
import { OrgBackupError } from "../org-backup-error";
import { EffectivePolicies } from "../organization/effective-policies";
import type { OrganizationData } from "../organization/model";
import { Organization } from "../organization/organization";
import { AuthoredPolicy } from "../policy/author/authored-policy";
import { backupPolicyFromJson } from "../policy/author/backup-policy";
import type { ChangeOutcome } from "../review/change-outcome";
import { review } from "../review/review";
import type { Review } from "../review/review";
import { readReviewedCode } from "../sources/review-file";
import { isJsonObject, objectOf } from "../text/json";
import type { JsonValue } from "../text/json";
import type { FindingOptions, SubjectOptions } from "./matcher-options";

/** What a matcher is about: an organization, or a change of one. */
export interface Subject {
  readonly before: EffectivePolicies;
  readonly change: ChangeOutcome;
}

/** What `expect()` may hold. */
const SUBJECTS =
  "an Organization, the result of reviewChange(), the text of Testing.synth(), the folder of Testing.fullSynth() or of cdktf synth, an organization file, or a backup policy";

/**
 * The organization that a matcher judges.
 *
 * @throws OrgBackupError (`usage`) if the value is none of the kinds that matchers know, (`input`) if it cannot be read
 */
export function subjectOf(received: unknown, options: SubjectOptions): Subject {
  const { at = new Date() } = options;
  const kind = kindOf(received);
  switch (kind.kind) {
    case "organization":
      refuse(options, ["organization"], "expect() holds the organization already");
      return unchanged(kind.organization, at);
    case "reviewed":
      refuse(options, ["organization"], "a review has its own organization");
      return reviewedSubject(kind.reviewed);
    case "policy":
      refuse(options, ["organization"], "a single policy is judged alone");
      return unchanged(organizationOfOne(acceptedPolicy(kind.policy, at)), at);
    case "text":
      return reviewedSubject(reviewText(kind.text, { ...options, guardrails: false }));
    case "folder":
      return reviewedSubject(reviewFolder(kind.folder, { ...options, guardrails: false }));
    case "review":
      throw notASubject("a Review alone has no policies; pass the whole result of reviewChange()");
  }
}

/**
 * The review of what a matcher is about: of code the one that `org-backup plan` prints, of an organization the one
 * of attaching all its policies, since a review of no change finds nothing.
 *
 * @throws OrgBackupError as {@link subjectOf}
 */
export function reviewOf(
  received: unknown,
  options: FindingOptions,
): Pick<Review, "findings"> & Partial<Review> {
  const { at = new Date() } = options;
  const kind = kindOf(received);
  switch (kind.kind) {
    case "review":
    case "reviewed":
      refuse(
        options,
        ["organization", "at", "resourceTypes", "guardrails"],
        "the review is made; give it to reviewChange()",
      );
      return kind.kind === "review" ? kind.review : kind.reviewed.review;
    case "policy":
      refuse(options, ["organization", "resourceTypes", "guardrails"], "a single policy is validated alone");
      return { findings: kind.policy.validate({ at }).issues };
    case "text":
      return reviewText(kind.text, options).review;
    case "folder":
      return reviewFolder(kind.folder, options).review;
    case "organization": {
      refuse(options, ["organization"], "expect() holds the organization already");
      const [before, after] = [withoutPolicies(kind.organization), kind.organization].map((each) =>
        EffectivePolicies.compute(each, at),
      ) as [EffectivePolicies, EffectivePolicies];
      return review(before, { after }, { at, ...organizationRules(options) });
    }
  }
}

/** An option without an effect would seem to be met. */
function refuse(options: FindingOptions, names: readonly (keyof FindingOptions)[], why: string): void {
  const given = names.filter((name) => options[name] !== undefined && options[name] !== false);
  if (given.length > 0) {
    throw new OrgBackupError("usage", `These options have no effect here: ${given.join(", ")}.`, {
      hint: `Leave them out: ${why}.`,
    });
  }
}

type Kind =
  | { readonly kind: "organization"; readonly organization: Organization }
  | { readonly kind: "reviewed"; readonly reviewed: ReviewedChange }
  | { readonly kind: "review"; readonly review: Review }
  | { readonly kind: "policy"; readonly policy: AuthoredPolicy }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "folder"; readonly folder: string };

function kindOf(received: unknown): Kind {
  if (received instanceof Organization) {
    return { kind: "organization", organization: received };
  }
  if (received instanceof AuthoredPolicy) {
    return { kind: "policy", policy: received };
  }
  if (typeof received === "string") {
    return kindOfText(received);
  }
  if (isReviewedChange(received)) {
    return { kind: "reviewed", reviewed: received };
  }
  if (isReview(received)) {
    return { kind: "review", review: received };
  }
  if (isPolicyJson(received)) {
    return { kind: "policy", policy: backupPolicyFromJson(received) };
  }
  throw notASubject(`found ${received === null ? "null" : typeof received}`);
}

function kindOfText(text: string): Kind {
  if (!text.trimStart().startsWith("{")) {
    return kindOfPath(text);
  }
  const value = parsed(text);
  if (isPolicyJson(value)) {
    return { kind: "policy", policy: backupPolicyFromJson(text) };
  }
  if (!isStack(value)) {
    throw notASubject("the JSON is neither a backup policy nor a synthesized stack");
  }
  return { kind: "text", text };
}

/** Any other JSON would be a stack that declares nothing, and seem to change nothing. */
function isStack(value: JsonValue): boolean {
  return (
    isJsonObject(value) &&
    ["//", "terraform", "provider", "resource"].some((key) => Object.hasOwn(value, key))
  );
}

function kindOfPath(path: string): Kind {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw notASubject(`there is no file or folder ${JSON.stringify(path)}`);
  }
  return found.isDirectory()
    ? { kind: "folder", folder: path }
    : { kind: "organization", organization: organizationFrom(path) };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new OrgBackupError("input", "The text is not valid JSON.", { cause });
  }
}

function isReviewedChange(value: unknown): value is ReviewedChange {
  return (
    isObject(value) &&
    value.before instanceof EffectivePolicies &&
    value.after instanceof EffectivePolicies &&
    isReview(value.review)
  );
}

function isReview(value: unknown): value is Review {
  return isObject(value) && Array.isArray(value.findings) && isObject(value.summary);
}

function isPolicyJson(value: unknown): value is { readonly plans: JsonValue } {
  return isJsonObject(value as JsonValue) && Object.hasOwn(value as object, "plans");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function notASubject(found: string): OrgBackupError {
  return new OrgBackupError("usage", `The matchers of cdktf-org-backup expect ${SUBJECTS}: ${found}.`);
}

function unchanged(organization: Organization, at: Date): Subject {
  const policies = EffectivePolicies.compute(organization, at);
  return { before: policies, change: { after: policies } };
}

function reviewedSubject({ before, after, facts }: ReviewedChange): Subject {
  return { before, change: { ...facts, after } };
}

/** @throws OrgBackupError (`input`) if AWS would refuse the policy: it would protect no account, whatever it says */
function acceptedPolicy(policy: AuthoredPolicy, at: Date): AuthoredPolicy {
  const { accepted, issues } = policy.validate({ at });
  if (!accepted) {
    throw new OrgBackupError("input", "AWS would refuse the policy.", {
      problems: issues
        .filter(({ severity }) => severity === "error")
        .map(({ path, message }) => ({ where: path === "" ? "the policy" : path, message })),
    });
  }
  return policy;
}

function withoutPolicies({ data }: Organization): Organization {
  return fitting({ ...data, policies: [], attachments: [] });
}

/** An organization of a root and one account, the policy attached to the root. */
function organizationOfOne(policy: AuthoredPolicy): Organization {
  return fitting({
    settings: { id: "" },
    root: { id: "r-none", name: "Root" },
    organizationalUnits: [],
    accounts: [{ id: "000000000000", name: "any-account", parentId: "r-none", state: "ACTIVE" }],
    policies: [
      {
        id: "policy",
        name: "the policy",
        content: { kind: "known", value: policy.document, text: policy.text },
      },
    ],
    attachments: [{ targetId: "r-none", policyIds: ["policy"], order: "known" }],
    publishedPolicies: new Map(),
  });
}

function fitting(data: OrganizationData): Organization {
  const result = Organization.create(data);
  if (!result.ok) {
    throw new RangeError("what is left of an organization fits together");
  }
  return result.organization;
}

function reviewFolder(
  directory: string,
  { organization, at = new Date(), guardrails, ...options }: FindingOptions,
): ReviewedChange {
  if (organization === undefined && readReviewedCode(directory)?.organization === undefined) {
    throw new OrgBackupError("usage", `${directory} does not say for which organization it is.`, {
      hint: 'Declare a BackupOrganization in the app, or name the organization: { organization: "organization.yaml" }.',
    });
  }
  return reviewChange({ directory, organization, at, guardrails, resourceTypes: options.resourceTypes });
}

/** `Testing.synth` gives the JSON of one stack: the same as an app of that stack alone. */
function reviewText(text: string, options: FindingOptions): ReviewedChange {
  if (options.organization === undefined) {
    throw new OrgBackupError(
      "usage",
      "The text of Testing.synth() does not say for which organization it is.",
      {
        hint: 'Name it: { organization: "organization.yaml" }; or pass the folder of Testing.fullSynth(app).',
      },
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "org-backup-synth-"));
  try {
    const name = stackName(text);
    const path = join("stacks", "stack", "cdk.tf.json");
    mkdirSync(join(folder, "cdktf.out", "stacks", "stack"), { recursive: true });
    writeFileSync(join(folder, "cdktf.out", path), text);
    writeFileSync(
      join(folder, "cdktf.out", "manifest.json"),
      JSON.stringify({ stacks: { [name]: { name, synthesizedStackPath: path, dependencies: [] } } }),
    );
    return reviewFolder(join(folder, "cdktf.out"), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CDKTF writes it into the stack. */
function stackName(text: string): string {
  const { stackName: name } = objectOf(objectOf(objectOf(parsed(text))["//"]).metadata);
  return typeof name === "string" ? name : "stack";
}
