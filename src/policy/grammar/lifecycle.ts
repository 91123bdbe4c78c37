import { ARCHIVE_GAP_DAYS, COLD_STORAGE_DAYS } from "../limits";
import type { FixedContainer } from "./node";
import { boolean, days } from "./value-spec";

/** When a recovery point, or a copy of it, moves to cold storage and when it is deleted. */
export const lifecycle = {
  kind: "fixed",
  concept: "lifecycle",
  title: "a lifecycle",
  doc: "When a recovery point moves to cold storage and when it is deleted; without it, it is kept forever.",
  evidence: "captured",
  keys: {
    move_to_cold_storage_after_days: {
      kind: "single",
      value: days,
      doc: `Days after which the recovery point moves to cold storage, where it must stay for at least ${COLD_STORAGE_DAYS} days.`,
      evidence: "captured",
      aliases: [
        "to_move_to_cold_storage_after_days",
        "move_to_cold_storage_after",
        "cold_storage_after",
        "cold_storage_after_days",
      ],
    },
    delete_after_days: {
      kind: "single",
      value: days,
      doc: `Days after which the recovery point is deleted; with cold storage at least ${COLD_STORAGE_DAYS} more than the move.`,
      evidence: "captured",
      aliases: ["to_delete_after_days", "delete_after", "retention_days", "retention", "expire_after_days"],
    },
    opt_in_to_archive_for_supported_resources: {
      kind: "single",
      value: boolean,
      doc: `Moves resources to the archive tier that only archive on request (Amazon EBS snapshots); needs both other settings and runs at least ${ARCHIVE_GAP_DAYS} days apart.`,
      evidence: "captured",
      aliases: ["opt_in_to_archive", "opt_in_to_archive_for_supported_resource"],
    },
  },
} as const satisfies FixedContainer;
