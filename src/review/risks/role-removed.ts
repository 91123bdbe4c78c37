import { roleKey, roleNameWithPath } from "../../organization/backup-environment";
import { stillUsed } from "../still-used";
import type { Risk } from "./risk";

export const roleRemoved: Risk = {
  id: "role-removed",
  severity: "error",
  sentence: "A role is deleted that policies still use: their backups fail from then on.",
  hint: "Point the selections to another role first.",
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    const left = new Set(after?.roles.map(roleKey));
    const gone = before?.roles.filter((role) => !left.has(roleKey(role))) ?? [];
    return stillUsed(
      context,
      "role",
      gone.map((role) => ({ name: roleNameWithPath(role), place: role.place })),
    );
  },
};
