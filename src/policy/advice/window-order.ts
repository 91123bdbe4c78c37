import { wholeNumber } from "../whole-number";
import type { AdviceRule } from "./advice-rule";

/** A backup that may start later than it must be complete is cancelled for nothing. */
export const windowOrder: AdviceRule = {
  id: "window-order",
  severity: "warning",
  sentence: "The completion window is not shorter than the start window.",
  hint: "Make complete_backup_window_minutes larger than start_backup_window_minutes.",
  concepts: ["rule"],
  check: (rule) => {
    const complete = rule.setting("complete_backup_window_minutes");
    const start = wholeNumber(rule.text("start_backup_window_minutes"));
    const end = wholeNumber(complete?.text);
    if (complete === undefined || start === undefined || end === undefined || end >= start) {
      return undefined;
    }
    return [
      {
        message: `The completion window (${end} minutes) is shorter than the start window (${start} minutes): AWS Organizations accepts it, AWS Backup may not.`,
        path: complete.path(),
        offset: complete.valueOffset,
        hint: `Set complete_backup_window_minutes to more than ${start}.`,
      },
    ];
  },
};
