import type { BackupCopy } from "../../effective/backup-plan/backup-rule";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const copyNoLongerCrossAccount: Risk = {
  id: "copy-no-longer-cross-account",
  severity: "error",
  sentence: "Recovery points are still copied, but no longer to another account than their own.",
  hint: "Add a copy to a vault of another account: anyone who takes over an account can delete its backups and the copies in it.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) =>
        after.copies.length > 0 && isCopiedOut(before.copies) && !isCopiedOut(after.copies)
          ? [
              {
                message: "Recovery points are no longer copied to another account.",
                path: `${after.path}/copy_actions`,
              },
            ]
          : [],
      ),
    ),
};

function isCopiedOut(copies: readonly BackupCopy[]): boolean {
  return copies.some(({ account }) => account !== undefined && account !== "$account");
}
