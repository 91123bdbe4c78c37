import type { AccountChange } from "../../review/account-change";

/** What a change of status means for the accounts, where it means more than that settings differ. */
export interface StatusWords {
  /** A word or two, for a heading. */
  readonly label: string;
  readonly sentence: string;
  readonly tone: "bad" | "doubtful" | "good" | "plain";
}

export function statusWords({
  before,
  after,
  edits,
}: Pick<AccountChange, "before" | "after" | "edits">): StatusWords | undefined {
  const changed = before.status !== after.status;
  switch (after.status) {
    case "withheld":
      return {
        label: changed ? "withheld" : "still withheld",
        sentence: `${before.status === "absent" ? "AWS publishes nothing: the account gets no backups." : "AWS publishes nothing new; the policy in force stays."}${edits.length > 0 ? " Withheld is:" : ""}`,
        tone: "bad",
      };
    case "may-change":
      return {
        label: "may change",
        sentence: "Apply decides which of several policies they get.",
        tone: "doubtful",
      };
    case "not-knowable":
      return {
        label: "not knowable",
        sentence: `What applies is decided only during apply.${edits.length > 0 ? " Without it:" : ""}`,
        tone: "doubtful",
      };
    case "empty":
      return changed && before.status !== "absent"
        ? { label: "nothing left", sentence: "No backup plan is left.", tone: "bad" }
        : newAccount(before.status);
    case "absent":
      return { label: "leaves", sentence: "No longer in the organization.", tone: "plain" };
    case "published":
      return published(before.status);
  }
}

function published(before: AccountChange["before"]["status"]): StatusWords | undefined {
  switch (before) {
    case "withheld":
      return { label: "valid again", sentence: "AWS no longer withholds the policy.", tone: "good" };
    case "empty":
      return { label: "first plan", sentence: "There was no backup plan before.", tone: "good" };
    case "may-change":
    case "not-knowable":
      return { label: "known now", sentence: "What the policy was before is not known.", tone: "plain" };
    default:
      return newAccount(before);
  }
}

function newAccount(before: AccountChange["before"]["status"]): StatusWords | undefined {
  return before === "absent"
    ? { label: "new", sentence: "New in the organization.", tone: "plain" }
    : undefined;
}
