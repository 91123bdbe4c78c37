import { ATTACHMENT_EDITS } from "./edits/attachment-edits";
import type { Edit } from "./edits/edit";
import { POLICY_EDITS } from "./edits/policy-edits";
import { SETTING_EDITS } from "./edits/setting-edits";
import { STATE_EDITS } from "./edits/state-edits";
import { TREE_EDITS } from "./edits/tree-edits";

/** Every kind of edit, by its name in the log. */
const EDITS: Readonly<Record<string, Edit>> = {
  ...POLICY_EDITS,
  ...ATTACHMENT_EDITS,
  ...TREE_EDITS,
  ...SETTING_EDITS,
  ...STATE_EDITS,
};

/** What goes wrong most easily: long runs try it this many times as often as the rest. */
const FREQUENT: ReadonlySet<string> = new Set([
  "change the type of policies",
  "change the enabled policy types",
  "move an OU",
  "delete an OU",
  "replace on request",
  "plan a part only",
]);
const TIMES = 4;

/** The kinds of edits of a workspace that has policies and attachments only. */
export const POLICY_CHOICES: readonly (readonly [string, Edit])[] = Object.entries({
  ...POLICY_EDITS,
  ...ATTACHMENT_EDITS,
});

/** The kinds of edits to choose from, in long runs the frequent ones more than once. */
export function editChoices(isLong: boolean): readonly (readonly [string, Edit])[] {
  return Object.entries(EDITS).flatMap((edit) =>
    Array.from({ length: isLong && FREQUENT.has(edit[0]) ? TIMES : 1 }, () => edit),
  );
}
