import type { PlanAdviceRule } from "../../capabilities/advice/plan-advice";
import { surroundingsOf } from "../known-vaults";
import { changedPlans } from "./changed-plans";
import type { ChangedPlan } from "./changed-plans";
import type { Risk, RiskContext } from "./risk";

/** A rule about plans, in a review: said of what the change adds or alters, never of what stays as it is. */
export function planAdviceRisk(rule: PlanAdviceRule): Risk {
  const { id, severity, sentence, hint } = rule;
  return {
    id,
    severity,
    sentence,
    hint,
    find: (context) =>
      changedOnce(context).flatMap(({ plan, rules, isWhole, accounts }) =>
        rule
          .advise(plan, context.at, surroundingsOf(context, accounts))
          .filter(({ ruleNames }) => ruleNames?.some((name) => rules.has(name)) ?? isWhole)
          .map(({ message, path, severity: own }) => ({
            message,
            path,
            accounts,
            policies: policiesAt(context, accounts, path),
            ...(own === undefined ? {} : { severity: own }),
          })),
      ),
  };
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
