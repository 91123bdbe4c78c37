import { setOwn } from "../../../text/json";
import type { BackupTag } from "../authored-nodes";

/** Tags by key, for `recoveryPointTags` and `backupPlanTags`: `tags({ Owner: "platform" })`. */
export function tags(values: Readonly<Record<string, string>>): Readonly<Record<string, BackupTag>> {
  const named: Record<string, BackupTag> = {};
  for (const [tagKey, tagValue] of Object.entries(values)) {
    setOwn(named, tagKey, { tagKey, tagValue });
  }
  return named;
}
