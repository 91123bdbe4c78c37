import type { EffectivePolicies } from "../../organization/effective-policies";
import { policyInForce } from "../../organization/policy-in-force";
import type { EffectivePolicy } from "../../effective/effective-policy";
import { isKnowable } from "../../effective/effective-policy";
import { backupPlansIn, backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import { possibleStates } from "../../effective/possible-states";
import { getOrAdd } from "../../text/get-or-add";
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

/**
 * @param previous the organization before a change, if there is one
 * @param at rules that have no run after it select nothing
 */
export function accountProtection(
  accountId: string,
  policies: EffectivePolicies,
  previous: EffectivePolicies | undefined,
  at: Date,
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
  if (force.source === "computed") {
    const byTime = getOrAdd(known, effective, () => new Map<number, AccountProtection>());
    return getOrAdd(byTime, at.getTime(), () => computedProtection(effective, at));
  }
  const plans = compilePlans(backupPlansOf(force.policy), at);
  return plansProtection(plans, {
    withheld: compilePlans(backupPlansOf(effective.policy), at),
    none: NO_PLAN,
  });
}

const known = new WeakMap<EffectivePolicy, Map<number, AccountProtection>>();

function computedProtection(effective: EffectivePolicy, at: Date): AccountProtection {
  const plans = compilePlans(backupPlansOf(effective.policy), at);
  const undecided = undecidedPlans(effective);
  // An order that decides on a schedule may decide whether a plan runs at all.
  const others = schedulesByOrder(effective)
    ? possibleStates(effective).states.flatMap(({ state }) => compilePlans(backupPlansIn(state), at))
    : [];
  const either = plans.map((compiled) => {
    const runs = others.filter(({ plan }) => plan.name === compiled.plan.name).map((other) => other.runs);
    return runs.some((each) => each !== compiled.runs)
      ? { ...compiled, runs: "by-order" as const }
      : compiled;
  });
  return plansProtection(either, { undecided, none: effective.status === "empty" ? NO_POLICY : NO_PLAN });
}

function plansProtection(
  plans: readonly CompiledPlan[],
  {
    undecided = NONE,
    withheld = [],
    none,
  }: Partial<Pick<Plans, "undecided" | "withheld">> & Pick<Plans, "none">,
): AccountProtection {
  return { kind: "plans", plans, undecided, withheld, none, keys: new MatchKey([...plans, ...withheld]) };
}

type Plans = Extract<AccountProtection, { readonly kind: "plans" }>;

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

function schedulesByOrder({ orderDependent }: EffectivePolicy): boolean {
  return orderDependent.some(({ path }) => path.endsWith("/schedule_expression"));
}
