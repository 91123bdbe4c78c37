import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const roleChanged: Risk = {
  id: "role-changed",
  severity: "warning",
  sentence: "Backups run under another role: without it, or without its permissions, they fail.",
  hint: "Make sure that the role exists in every account with exactly this path and name, trusts backup.amazonaws.com, and may back up what is selected.",
  find: (context) =>
    findInPlans(context, ({ selections }) =>
      selections.flatMap(({ before, after }) =>
        before.role !== undefined && before.role !== after.role
          ? [
              {
                message: `The selection ${JSON.stringify(after.name)} uses ${after.role ?? "no role"} instead of ${before.role}.`,
                path: `${after.path}/iam_role_arn`,
              },
            ]
          : [],
      ),
    ),
};
