import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const continuousBackupOff: Risk = {
  id: "continuous-backup-off",
  severity: "error",
  sentence:
    "Continuous backup is switched off: a restore can only go back to a backup, no longer to any point in time.",
  hint: "Keep enable_continuous_backup where point-in-time recovery is relied on.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) =>
        before.continuous && !after.continuous
          ? [
              {
                message: `Rule ${JSON.stringify(after.name)} no longer makes continuous backups.`,
                path: `${after.path}/enable_continuous_backup`,
              },
            ]
          : [],
      ),
    ),
};
