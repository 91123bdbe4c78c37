import type { EffectivePolicies } from "../../organization/effective-policies";
import { policyInForce } from "../../organization/policy-in-force";
import type { EffectivePolicy } from "../../effective/effective-policy";
import { isKnowable } from "../../effective/effective-policy";
import { backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import { splitPath } from "../../text/policy-path";
import { compilePlans } from "./compiled-plan";
import type { CompiledPlan } from "./compiled-plan";
import { MatchKey } from "./match-key";
import { reason } from "./resource-reason";
import type { ResourceReason } from "./resource-reason";

/** What selects resources in an account. */
export type AccountProtection =
  | {
      readonly kind: "plans";
      readonly plans: readonly CompiledPlan[];
      /** The plans of which an unknown attachment order decides what they select, by name in small letters; `all` of them. */
      readonly undecided: ReadonlySet<string> | "all";
      /** The plans of a policy that AWS withholds, if there is one: what they select is not selected. */
      readonly withheld: readonly CompiledPlan[];
      /** Why nothing is selected, if there are no plans. */
      readonly none: ResourceReason;
      readonly keys: MatchKey;
    }
  /** The same for every resource of the account. */
  | { readonly kind: "settled"; readonly selected: "no" | "unknown"; readonly reason: ResourceReason };

const NOT_IN_ORGANIZATION = reason("account-not-in-organization", "account not in the organization");
const NOT_ACTIVE = reason("account-not-active", "account not active: AWS Backup does nothing there");
const NO_POLICY = reason("no-policy", "no backup policy applies to the account");
const NO_PLAN = reason("no-policy", "no plan with Regions, rules and selections");
export const WITHHELD = reason(
  "policy-withheld",
  "policy withheld",
  "selected by the new policy, but AWS withholds that policy",
);
const WITHHELD_UNKNOWN = reason(
  "policy-withheld",
  "policy withheld",
  "AWS withholds the policy, and the policy that stays in force is not recorded here",
);
const NOT_KNOWN = reason("policy-not-known", "the policy is known only after apply");

/** @param previous the organization before a change, if there is one */
export function accountProtection(
  accountId: string,
  policies: EffectivePolicies,
  previous: EffectivePolicies | undefined,
): AccountProtection {
  const account = policies.organization.account(accountId);
  const effective = policies.of(accountId);
  if (account === undefined || effective === undefined) {
    return settled("no", NOT_IN_ORGANIZATION);
  }
  if (account.state !== "ACTIVE") {
    return settled("no", NOT_ACTIVE);
  }
  if (!isKnowable(effective.status)) {
    return settled("unknown", NOT_KNOWN);
  }
  const force = policyInForce(accountId, policies, previous);
  if (force.source === "unknown") {
    return settled("unknown", WITHHELD_UNKNOWN);
  }
  // Accounts share what AWS computes for them; what stays in force is each account's own.
  const shared = force.source === "computed" ? known.get(effective) : undefined;
  if (shared !== undefined) {
    return shared;
  }
  const plans = compilePlans(backupPlansOf(force.policy));
  const withheld = force.source === "computed" ? [] : compilePlans(backupPlansOf(effective.policy));
  const protection: AccountProtection = {
    kind: "plans",
    plans,
    undecided: force.source === "computed" ? undecidedPlans(effective) : NONE,
    withheld,
    none: effective.status === "empty" ? NO_POLICY : NO_PLAN,
    keys: new MatchKey([...plans, ...withheld]),
  };
  if (force.source === "computed") {
    known.set(effective, protection);
  }
  return protection;
}

const known = new WeakMap<EffectivePolicy, AccountProtection>();

const NONE: ReadonlySet<string> = new Set();

function settled(selected: "no" | "unknown", why: ResourceReason): AccountProtection {
  return { kind: "settled", selected, reason: why };
}

/** An order that decides about a Region or a selection decides about resources; one that makes an error does so too. */
function undecidedPlans({ orderDependent, possibleErrors }: EffectivePolicy): ReadonlySet<string> | "all" {
  if (possibleErrors.length > 0) {
    return "all";
  }
  const names = orderDependent.flatMap(({ path }) => {
    const [, plan = "", part = ""] = splitPath(path);
    return part === "regions" || part === "selections" ? [plan.toLowerCase()] : [];
  });
  return names.length === 0 ? NONE : new Set(names);
}
