import { reviewJson } from "../../../src/render/review-json";
import type { Review } from "../../../src/review/review";

/** Rules of what only a plan shows, or only code leaves open. */
const RULES_OF_ONE_SOURCE = [
  "ownership-unknown",
  "apply-refused",
  "attachment-replaced",
  "delegated-administrator-removed",
  "deletion-not-certain",
  // A plan knows the account and Region of a vault, code the name alone.
  "prerequisite-missing",
  "role-removed",
  "vault-lock-loosened",
  "vault-removed",
];

const OF_ONE_SOURCE = ["findings", "undeclaredPolicies"];

/**
 * A review in a form in which reviews of one change are equal whatever the source: policies by name, and
 * without what only one of the sources can know.
 */
export function normalizedReview(review: Review): unknown {
  const json = JSON.parse(reviewJson(review)) as {
    readonly findings: readonly { readonly rule: string }[];
    readonly changes: readonly unknown[];
    readonly summary: Readonly<Record<string, unknown>>;
  };
  const named = (value: unknown): unknown => {
    if (typeof value === "string") {
      return review.policyNames.get(value) ?? value;
    }
    if (Array.isArray(value)) {
      return value.map(named);
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, named(member)]))
      : value;
  };
  const summary = Object.fromEntries(
    Object.entries(json.summary).filter(([key]) => !OF_ONE_SOURCE.includes(key)),
  );
  return {
    summary,
    changes: sorted(json.changes.map(named)),
    findings: sorted(
      json.findings
        .filter(({ rule }) => !RULES_OF_ONE_SOURCE.includes(rule))
        .map(withoutPosition)
        .map(named),
    ),
  };
}

/** A plan gives Terraform addresses, code construct paths. */
function withoutPosition(finding: object): object {
  return Object.fromEntries(Object.entries(finding).filter(([key]) => key !== "position"));
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  return items.toSorted((first, second) => (JSON.stringify(first) < JSON.stringify(second) ? -1 : 1));
}
