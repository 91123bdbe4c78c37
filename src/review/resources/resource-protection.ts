import type { BackupPlan } from "../../effective/backup-plan";
import type { SelectedBy } from "./compiled-plan";

/** How long the recovery points of a resource are kept, and where copies of them go. */
export interface ResourceProtection {
  /** Of the rule that keeps them longest; Infinity if forever. */
  readonly retentionDays: number;
  /** The ARNs of the vaults that receive copies. */
  readonly copies: ReadonlySet<string>;
}

const known = new WeakMap<BackupPlan, ResourceProtection>();

/** What the plans that select a resource do for it, taken together. */
export function protectionOf(by: readonly SelectedBy[]): ResourceProtection {
  const plans = [...new Set(by.map(({ plan }) => plan))];
  const [first, ...others] = plans.map(ofPlan);
  return first === undefined
    ? { retentionDays: 0, copies: new Set() }
    : others.reduce(
        (all, each) => ({
          retentionDays: Math.max(all.retentionDays, each.retentionDays),
          copies: new Set([...all.copies, ...each.copies]),
        }),
        first,
      );
}

function ofPlan(plan: BackupPlan): ResourceProtection {
  const found = known.get(plan) ?? {
    retentionDays: Math.max(0, ...plan.rules.map(({ retentionDays }) => retentionDays ?? Infinity)),
    copies: new Set(plan.rules.flatMap(({ copies }) => copies.map(({ arn }) => arn))),
  };
  known.set(plan, found);
  return found;
}
