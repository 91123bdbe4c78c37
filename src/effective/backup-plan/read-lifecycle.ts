import type { Lifecycle } from "./backup-rule";
import type { PlanSource } from "./plan-source";
import { isOn, numeric } from "./read-value";

/** Without a lifecycle recovery points are kept forever. */
export function readLifecycle<Node>(source: PlanSource<Node>, lifecycle: Node | undefined): Lifecycle {
  return {
    retentionDays: numeric(source, lifecycle, "delete_after_days"),
    coldAfterDays: numeric(source, lifecycle, "move_to_cold_storage_after_days"),
    optsInToArchive: isOn(source, lifecycle, "opt_in_to_archive_for_supported_resources"),
  };
}
