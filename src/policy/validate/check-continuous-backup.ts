import type { Check } from "./check";
import { wholeNumber } from "../whole-number";

import { CONTINUOUS_BACKUP_DAYS } from "../limits";

/** Continuous backup needs a short retention and excludes cold storage, both within the same document. */
export const checkContinuousBackup: Check = (rule, { findings }) => {
  const enabled = rule.setting("enable_continuous_backup");
  if (enabled?.text !== "true") {
    return;
  }
  const lifecycle = rule.container("lifecycle");
  const retention = lifecycle?.setting("delete_after_days");
  const readable = lifecycle !== undefined || !rule.children.has("lifecycle");
  if (readable && retention?.hasValue !== true && !isBroken(lifecycle, "delete_after_days")) {
    findings.refuse("continuous-retention", {
      message: `Continuous backup needs delete_after_days of at most ${CONTINUOUS_BACKUP_DAYS} in the same document; it is missing.`,
      path: rule.path(),
      offset: enabled.valueOffset,
      hint: `Add "lifecycle": {"delete_after_days": {"@@assign": "${CONTINUOUS_BACKUP_DAYS}"}}.`,
    });
  } else if ((wholeNumber(retention?.text) ?? 0) > CONTINUOUS_BACKUP_DAYS) {
    findings.refuse("continuous-retention", {
      message: `Continuous backups are kept for at most ${CONTINUOUS_BACKUP_DAYS} days; delete_after_days is ${retention?.text ?? ""}.`,
      path: rule.path(),
      offset: retention?.valueOffset ?? enabled.valueOffset,
      hint: "Lower delete_after_days, or keep long-term backups in a rule of its own.",
    });
  }
  const cold = lifecycle?.setting("move_to_cold_storage_after_days");
  if (cold?.hasValue === true) {
    findings.refuse("continuous-cold-storage", {
      message: "Continuous backups cannot move to cold storage, but move_to_cold_storage_after_days is set.",
      path: rule.path(),
      offset: cold.offset,
      hint: "Remove move_to_cold_storage_after_days, or enable_continuous_backup.",
    });
  }
};

function isBroken(
  view: { readonly children: ReadonlyMap<string, unknown> } | undefined,
  key: string,
): boolean {
  return view?.children.has(key) === true && view.children.get(key) === undefined;
}
