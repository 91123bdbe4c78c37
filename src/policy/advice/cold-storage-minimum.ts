import { COLD_STORAGE_DAYS } from "../limits";
import { leavesColdStorageEarly } from "../grammar/cross-field-rules";
import { archiveOptIn } from "../validate/check-archive";
import { wholeNumber } from "../whole-number";
import type { AdviceRule } from "./advice-rule";

/** AWS Organizations checks this with the archive opt-in only; AWS Backup always does. */
export const coldStorageMinimum: AdviceRule = {
  id: "cold-storage-minimum",
  severity: "warning",
  sentence: `Recovery points stay in cold storage for at least ${COLD_STORAGE_DAYS} days; AWS Backup refuses an earlier deletion, AWS Organizations does not.`,
  hint: `Set delete_after_days to at least ${COLD_STORAGE_DAYS} more than move_to_cold_storage_after_days.`,
  concepts: ["lifecycle"],
  check: (lifecycle) => {
    const cold = wholeNumber(lifecycle.text("move_to_cold_storage_after_days"));
    if (cold === undefined) {
      return undefined;
    }
    const deletion = lifecycle.setting("delete_after_days");
    const deleted = wholeNumber(deletion?.text);
    if (deletion === undefined || deleted === undefined || archiveOptIn(lifecycle) !== undefined) {
      return undefined;
    }
    return !leavesColdStorageEarly(deleted, cold)
      ? undefined
      : [
          {
            message: `Deletion after ${deleted} days comes less than ${COLD_STORAGE_DAYS} days after the move to cold storage (${cold}): AWS Organizations accepts it, AWS Backup does not.`,
            path: lifecycle.path(),
            offset: deletion.valueOffset,
            hint: `Set delete_after_days to at least ${cold + COLD_STORAGE_DAYS}.`,
          },
        ];
  },
};
