import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import type { EffectivePolicy } from "../effective/effective-policy";
import { possibleStates } from "../effective/possible-states";

/** The backup plans that a policy has in some attachment order, each once where orders do not matter. */
export function possiblePlans(policy: EffectivePolicy): readonly BackupPlan[] {
  const { states } = possibleStates(policy);
  const plans = states.flatMap(({ state }) => backupPlansIn(state));
  return states.length === 1 ? plans : [...new Set(plans)];
}
