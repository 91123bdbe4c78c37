import type { Organization } from "../organization/organization";
import { accountMatcher } from "../review/account-filter";
import type { Requirement } from "../review/guardrails/guardrails";
import type { Finding } from "../text/finding";
import { getOrAdd } from "../text/get-or-add";
import type { Measure, Required } from "./page-model";

/** The measures that requirements speak of: what they demand, and the finding where it is lacking. */
const MEASURES: Readonly<
  Record<
    Measure,
    { readonly rules: readonly string[]; readonly isDemanded: (requirement: Requirement) => boolean }
  >
> = {
  covered: { rules: ["guardrail-published", "guardrail-protection"], isDemanded: () => true },
  gap: { rules: ["guardrail-gap"], isDemanded: ({ require }) => require.maximumGapHours !== undefined },
  kept: {
    rules: ["guardrail-retention"],
    isDemanded: ({ require }) => require.minimumRetentionDays !== undefined,
  },
  copied: {
    rules: ["guardrail-copy-account"],
    isDemanded: ({ require }) => require.copyToAnotherAccount === true,
  },
};

/**
 * What requirements say of accounts, by measure: whether it is met. What no one requires is not there; nor is what
 * is open, accepted, or met for some plans or types only.
 */
export function requiredOf(
  requirements: readonly Requirement[],
  findings: readonly Finding[],
  organization: Organization,
): ReadonlyMap<string, Required> {
  const required = new Map<string, Partial<Record<Measure, boolean>>>();
  const active = organization.accounts.filter(({ state }) => state === "ACTIVE");
  for (const requirement of requirements) {
    const isMeant = accountMatcher(organization, requirement.accounts);
    const own = findings.filter(
      ({ rule, requirement: named }) =>
        rule !== "guardrail-note" && named?.id === requirement.id && named.where === requirement.where,
    );
    const lacking = new Map<string, Finding[]>();
    for (const finding of own) {
      finding.accounts.forEach((id) => getOrAdd(lacking, id, () => []).push(finding));
    }
    const isOpen = own.some(({ accounts }) => accounts.length === 0);
    const isPartial = requirement.plans !== undefined || requirement.require.resourceTypes !== undefined;
    for (const { id } of active) {
      if (isMeant(id)) {
        const lacks = lacking.get(id) ?? [];
        const measures = getOrAdd(required, id, () => ({}));
        for (const [measure, { rules, isDemanded }] of Object.entries(MEASURES)) {
          if (isDemanded(requirement)) {
            judge(measures, measure as Measure, {
              isMissed: lacks.some((one) => one.acknowledged === undefined && rules.includes(one.rule)),
              isMet: !isOpen && !isPartial && lacks.length === 0,
            });
          }
        }
      }
    }
  }
  return required;
}

/** One requirement that is not met outweighs any that are. */
function judge(
  measures: Partial<Record<Measure, boolean>>,
  measure: Measure,
  { isMissed, isMet }: { readonly isMissed: boolean; readonly isMet: boolean },
): void {
  if (isMissed) {
    measures[measure] = false;
  } else if (isMet) {
    measures[measure] ??= true;
  }
}
