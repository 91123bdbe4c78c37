import { organizationRules } from "../app/review-change";
import { OrgBackupError } from "../org-backup-error";
import type { Demands, Guardrails } from "../review/guardrails/guardrails";
import { accountMatcher } from "../review/account-filter";
import { review } from "../review/review";
import type { Review } from "../review/review";
import { guardrailsOfOne, readGuardrails } from "../sources/guardrails/guardrails-file";
import type { Finding } from "../text/finding";
import type { RequirementOptions } from "./matcher-options";
import { subjectOf } from "./subject";

/** What guardrails say of a subject. */
export interface Judgement {
  readonly review: Review;
  /** What is violated for certain. */
  readonly violations: readonly Finding[];
  /** What is not known: neither met nor violated. */
  readonly doubts: readonly Finding[];
  /** What matches no account: a mistake in the test, whatever else is violated. */
  readonly mistakes: readonly Finding[];
}

/** Judges as a review with the guardrails does: the same engine, no other one. */
export function judge(received: unknown, guardrails: Guardrails, options: RequirementOptions): Judgement {
  const { at = new Date(), resourceTypes } = options;
  const rules = organizationRules({ guardrails: false, resourceTypes });
  const { before, change } = subjectOf(received, options);
  const result = review(before, change, { at, ...rules, guardrails });
  const isMeant = guardrails.requirements.map(({ accounts }) =>
    accountMatcher(change.after.organization, accounts),
  );
  const open = result.findings.filter(({ acknowledged }) => acknowledged === undefined);
  const found = open.filter(
    ({ requirement, rule }) => requirement !== undefined && rule !== "guardrail-note",
  );
  return {
    review: result,
    violations: found.filter(({ rule }) => rule !== NOT_KNOWN && rule !== NO_ACCOUNT),
    doubts: [
      ...found.filter(({ rule }) => rule === NOT_KNOWN),
      ...open.filter(
        ({ rule, accounts }) =>
          UNCERTAIN.has(rule) &&
          (accounts.length === 0 || accounts.some((id) => isMeant.some((means) => means(id)))),
      ),
    ],
    mistakes: found.filter(({ rule }) => rule === NO_ACCOUNT),
  };
}

const NOT_KNOWN = "guardrail-not-known";
const NO_ACCOUNT = "guardrail-matches-nothing";

/** What a review says beside its guardrails if the organization after the change may be another one. */
const UNCERTAIN: ReadonlySet<string> = new Set([
  "apply-refused",
  "code-outdated",
  "not-knowable",
  "organization-outdated",
  "policy-refused",
  "value-assumed",
]);

/**
 * What a matcher demands, as one requirement of a guardrails file.
 *
 * @param where the file of the test
 */
export function requirementOf(
  name: string,
  require: Demands,
  { under, names, except, plans }: RequirementOptions,
  where: string,
): Guardrails {
  return guardrailsOfOne({ id: name, accounts: { under, names, except }, plans, require }, where);
}

/**
 * The requirements of a guardrails file.
 *
 * @throws OrgBackupError (`usage`) for options that a file has itself, (`input`) for mistakes in the file
 */
export function requirementsIn(file: string, options: RequirementOptions): Guardrails {
  const own = (["under", "names", "except", "plans"] as const).filter((key) => options[key] !== undefined);
  if (own.length > 0) {
    throw new OrgBackupError("usage", `The requirements of a file have their own accounts and plans.`, {
      where: "toMeetGuardrails",
      hint: `Leave out ${own.join(", ")}, or demand an object.`,
    });
  }
  const guardrails = readGuardrails(file);
  if (guardrails.requirements.length === 0) {
    throw new OrgBackupError("input", "The file has no requirements: there is nothing to meet.", {
      where: file,
    });
  }
  return guardrails;
}
