import { stillUsed } from "../still-used";
import type { Risk } from "./risk";

export const roleRemoved: Risk = {
  id: "role-removed",
  severity: "error",
  sentence: "A role is deleted that policies still use: their backups fail from then on.",
  hint: "Let the selections use another role first.",
  find: (context) => {
    const { before, after } = context.change.infrastructure ?? {};
    const gone = [...(before?.roles ?? [])].filter((name) => after?.roles.has(name) !== true);
    return gone.flatMap((name) => stillUsed(context, "role", name));
  },
};
