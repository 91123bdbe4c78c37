import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const continuousBackupOff: Risk = {
  id: "continuous-backup-off",
  severity: "error",
  sentence: "Continuous backup ends: a restore can only go back to a backup, no longer to any point in time.",
  hint: "Keep enable_continuous_backup where point-in-time recovery is relied on.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) =>
        before.continuous && !after.continuous
          ? [
              {
                message: `Continuous backup of the rule ${JSON.stringify(after.name)} ends.`,
                path: `${after.path}/enable_continuous_backup`,
              },
            ]
          : [],
      ),
    ),
};
