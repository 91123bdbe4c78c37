import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { describeAccounts } from "../../src/review/account-scope";
import { review } from "../../src/review/review";
import type { Review } from "../../src/review/review";
import type { Finding } from "../../src/text/finding";
import { firstBaseline } from "./ten-reviews/first-baseline";
import { hostile, HOSTILE_NAMES } from "./ten-reviews/hostile";
import type { Scenario } from "./ten-reviews/scenario";
import {
  emptyOrganization,
  notKnowable,
  nothingChanges,
  oneNumber,
  orderAndMoves,
  planRemoved,
  withheld,
} from "./ten-reviews/small-changes";
import { tenThousandAccounts } from "./ten-reviews/ten-thousand-accounts";

/**
 * Ten reviews, from empty to 10,000 accounts, that every renderer is tried with. What changes is computed; the
 * findings are written by hand, so that a rule's new wording leaves the golden files alone.
 */
export const TEN_REVIEW_NAMES = [
  "empty-organization",
  "nothing-changes",
  "one-number",
  "first-baseline",
  "plan-removed",
  "withheld",
  "not-knowable",
  "order-and-moves",
  "hostile",
  "ten-thousand-accounts",
] as const;
/** Those short enough to be read: formats for people have golden files of them, with something of everything. */
export const READ_REVIEW_NAMES = [
  "one-number",
  "withheld",
  "order-and-moves",
] as const satisfies readonly TenReviewName[];
export type TenReviewName = (typeof TEN_REVIEW_NAMES)[number];

export interface TenReview {
  /** Kebab-case: the name of its golden files. */
  readonly name: string;
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  readonly review: Review;
  readonly at: Date;
}

/** The clock of all ten. */
export const REVIEWED_AT = new Date("2026-09-14T08:45:00Z");

const scenarios: Readonly<Record<TenReviewName, () => Scenario>> = {
  "empty-organization": emptyOrganization,
  "nothing-changes": nothingChanges,
  "one-number": oneNumber,
  "first-baseline": firstBaseline,
  "plan-removed": planRemoved,
  withheld,
  "not-knowable": notKnowable,
  "order-and-moves": orderAndMoves,
  hostile: () => hostile(HOSTILE_NAMES),
  "ten-thousand-accounts": tenThousandAccounts,
};

const made = new Map<string, TenReview>();

/** One of the ten; made once a test file. */
export function tenReview(name: TenReviewName): TenReview {
  const known = made.get(name) ?? reviewOf(name, scenarios[name]());
  made.set(name, known);
  return known;
}

/**
 * The hostile review with names of letters and digits only: whatever a renderer does to the hostile
 * one, its output must have the same structure as this one's.
 */
export function harmlessTwin(): TenReview {
  return reviewOf(
    "harmless-twin",
    hostile(HOSTILE_NAMES.map((_, index) => `Harmless${String(index).padStart(3, "0")}`)),
  );
}

export function reviewOf(name: string, { before, after, findings }: Scenario): TenReview {
  const first = EffectivePolicies.compute(before, REVIEWED_AT);
  const second = EffectivePolicies.compute(after, REVIEWED_AT);
  const result = review(first, { after: second }, { at: REVIEWED_AT });
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = { error: count("error"), warning: count("warning"), notice: count("notice") };
  return {
    name,
    before: first,
    after: second,
    review: {
      ...result,
      findings: findings.map((found) => withScope(found, after)),
      summary: { ...result.summary, findings: counts },
    },
    at: REVIEWED_AT,
  };
}

function withScope(found: Finding, organization: Organization): Finding {
  return found.accounts.length === 0
    ? found
    : { ...found, scope: describeAccounts(organization, found.accounts) };
}
