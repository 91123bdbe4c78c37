import type { PlanAdviceRule } from "../../capabilities/advice/plan-advice";
import { surroundingsOf } from "../known-vaults";
import { changedPlans } from "./changed-plans";
import type { ChangedPlan } from "./changed-plans";
import type { Risk, RiskContext, RiskFinding } from "./risk";

/** A rule about plans, in a review: said of what the change adds or alters, never of what stays as it is. */
export function planAdviceRisk(rule: PlanAdviceRule): Risk {
  const { id, severity, sentence, hint } = rule;
  return {
    id,
    severity,
    sentence,
    hint,
    find: (context) => changedOnce(context).flatMap((changed) => found(rule, changed, context)),
  };
}

function found(
  rule: PlanAdviceRule,
  { plan, accounts, change }: ChangedPlan,
  context: RiskContext,
): readonly RiskFinding[] {
  const advice = rule.advise(plan, context.at, surroundingsOf(context, accounts));
  const changed = advice.length === 0 ? undefined : change();
  return changed === undefined
    ? []
    : advice
        .filter(({ ruleNames }) => ruleNames?.some((name) => changed.rules.has(name)) ?? changed.isWhole)
        .map(({ message, path, severity }) => ({
          message,
          path,
          accounts,
          policies: policiesAt(context, accounts, path),
          ...(severity === undefined ? {} : { severity }),
        }));
}

const known = new WeakMap<RiskContext, readonly ChangedPlan[]>();

/** Several rules look at the same plans. */
function changedOnce(context: RiskContext): readonly ChangedPlan[] {
  const found = known.get(context) ?? changedPlans(context);
  known.set(context, found);
  return found;
}

/** The policies behind the edits at, above or below a path. */
function policiesAt({ groups }: RiskContext, accounts: readonly string[], wanted: string): readonly string[] {
  const [first] = accounts;
  const group = groups.find((each) => first !== undefined && each.accounts.includes(first));
  const ids = (group?.edits ?? [])
    .filter(({ path }) => path === wanted || path.startsWith(`${wanted}/`) || wanted.startsWith(`${path}/`))
    .flatMap(({ policies }) => policies);
  return [...new Set(ids)];
}
