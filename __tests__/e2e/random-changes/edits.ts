import { ATTACHMENT_EDITS } from "./edits/attachment-edits";
import type { Edit } from "./edits/edit";
import { POLICY_EDITS } from "./edits/policy-edits";
import { SETTING_EDITS } from "./edits/setting-edits";
import { TREE_EDITS } from "./edits/tree-edits";

/** Every kind of edit, by its name in the log. */
export const EDITS: Readonly<Record<string, Edit>> = {
  ...POLICY_EDITS,
  ...ATTACHMENT_EDITS,
  ...TREE_EDITS,
  ...SETTING_EDITS,
};
