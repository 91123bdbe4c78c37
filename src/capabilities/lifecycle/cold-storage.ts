import type { Lifecycle } from "../../effective/backup-plan/backup-rule";
import { capability } from "../capability";
import type { ResourceKind } from "../resource-kinds";
import type { Verdict } from "../verdict";

/** Whether recovery points of a kind move to cold storage under a lifecycle that asks for it. Elsewhere AWS ignores it. */
export function coldStorage(kind: ResourceKind, lifecycle: Lifecycle): Verdict {
  const found = capability(kind, "cold-storage");
  if (kind.id !== "ebs") {
    return found;
  }
  return lifecycle.optsInToArchive
    ? {
        ...found,
        answer: "yes",
        reason: "EBS snapshots move to the archive tier, where each becomes a full snapshot.",
      }
    : {
        ...found,
        answer: "no",
        reason: "EBS snapshots move to cold storage only with opt_in_to_archive_for_supported_resources.",
      };
}
