import { coldStorageLimitWords, isAtColdStorageLimit } from "../grammar/cross-field-rules";
import { COLD_STORAGE_DAYS } from "../limits";
import { wholeNumber } from "../whole-number";
import type { AdviceRule } from "./advice-rule";

/** AWS's pages contradict each other on the limit itself. */
export const coldStorageLimit: AdviceRule = {
  id: "cold-storage-limit",
  severity: "notice",
  sentence: `Recovery points are deleted exactly ${COLD_STORAGE_DAYS} days after the move to cold storage: AWS's pages differ on whether that is long enough.`,
  hint: "Set delete_after_days to one day more.",
  concepts: ["lifecycle"],
  check: (lifecycle) => {
    const cold = wholeNumber(lifecycle.text("move_to_cold_storage_after_days"));
    if (cold === undefined) {
      return undefined;
    }
    const deletion = lifecycle.setting("delete_after_days");
    const deleted = wholeNumber(deletion?.text);
    return deletion === undefined || deleted === undefined || !isAtColdStorageLimit(deleted, cold)
      ? undefined
      : [
          {
            ...coldStorageLimitWords(deleted, cold),
            path: lifecycle.path(),
            offset: deletion.valueOffset,
          },
        ];
  },
};
