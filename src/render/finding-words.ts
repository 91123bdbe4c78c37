import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { counted } from "../text/counted";
import { escapeControl } from "../text/escape-control";
import { grouped } from "../text/grouped";

/** Puts a finding into words for formats that know nothing but text; everything unsafe in it is escaped. */
export interface FindingWords {
  /** What was found: one or two sentences. */
  readonly message: string;
  /** `for 3 accounts: Root/Production/*`; undefined if the finding is about no account. */
  readonly accounts: string | undefined;
  /** `from org-baseline, production-retention`; undefined if no policy is to blame. */
  readonly policies: string | undefined;
  /** `at plans/daily/regions`; undefined for the whole. */
  readonly path: string | undefined;
  /** `required by keep-35-days, backup-guardrails.yaml:3:5`; undefined for rules of the tool's own. */
  readonly requirement: string | undefined;
  /** `Acknowledged: the vault is locked (until 2027-01-01)`; undefined if no one accepted it. */
  readonly acknowledged: string | undefined;
  readonly hint: string;
}

/** More names than this tell no one anything; the rest is counted. */
const MAX_NAMES = 5;

/** A function for all findings of a review. */
export function findingWords({ policyNames }: Review): (finding: Finding) => FindingWords {
  return ({ message, accounts, scope, policies, path, hint, requirement, acknowledged }) => ({
    message: escapeControl(message),
    accounts:
      accounts.length === 0
        ? undefined
        : `for ${counted(accounts.length, "account")}: ${scope === undefined ? listed(accounts) : escapeControl(scope)}`,
    policies:
      policies.length === 0
        ? undefined
        : `from ${listed(policies.map((id) => escapeControl(policyNames.get(id) ?? id)))}`,
    path: path === "" ? undefined : `at ${escapeControl(path)}`,
    requirement:
      requirement === undefined
        ? undefined
        : `required by ${escapeControl(requirement.id)}, ${escapeControl(requirement.where)}`,
    acknowledged:
      acknowledged === undefined
        ? undefined
        : `Acknowledged: ${escapeControl(acknowledged.reason)}${acknowledged.expires === undefined ? "" : ` (until ${escapeControl(acknowledged.expires)})`}`,
    hint: escapeControl(hint),
  });
}

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(", ")}${more > 0 ? ` and ${grouped(more)} more` : ""}`;
}

/** All of it in one paragraph. */
export function inOneParagraph({ message, acknowledged, hint, ...words }: FindingWords): string {
  const details = [words.path, words.accounts, words.policies, words.requirement]
    .filter((part) => part !== undefined)
    .join("; ");
  return [
    message,
    details === "" ? "" : `${details.charAt(0).toUpperCase()}${details.slice(1)}.`,
    acknowledged ?? "",
    hint,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
