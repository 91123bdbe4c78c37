import type { AccountChange } from "../../review/account-change";
import { splitPath } from "../../text/policy-path";

/** How bad a change is for the accounts, by what it does to their protection; 0 is the worst. */
export function rankOf({ edits, before, after }: AccountChange): number {
  if (after.status === "withheld") {
    return before.status === "withheld" ? 2 : 0;
  }
  if (after.status === "empty") {
    return 1;
  }
  if (after.status === "absent" || before.status === "absent") {
    return 6;
  }
  if (edits.some((edit) => edit.after === undefined || keepsLess(edit))) {
    return 3;
  }
  return after.status === "not-knowable" || after.status === "may-change" ? 4 : 5;
}

/** The worst first; then the one with most accounts, as in the review. */
export function worstFirst(changes: readonly AccountChange[]): readonly AccountChange[] {
  return changes
    .map((change) => ({ change, rank: rankOf(change) }))
    .sort(
      (first, second) =>
        first.rank - second.rank || second.change.accounts.length - first.change.accounts.length,
    )
    .map(({ change }) => change);
}

function keepsLess({ path, before, after }: AccountChange["edits"][number]): boolean {
  return splitPath(path).at(-1) === "delete_after_days" && Number(after) < Number(before);
}
