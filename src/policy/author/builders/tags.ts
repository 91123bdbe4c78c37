import { setOwn } from "../../../text/json";
import { OrgBackupError } from "../../../org-backup-error";
import type { BackupTag } from "../authored-nodes";

/** CDKTF's disguise of a map that only Terraform knows: an object with one key that begins so. */
const MAP_MARKER = "&{TfToken[";

/**
 * Tags by key, for `recoveryPointTags` and `backupPlanTags`: `tags({ Owner: "platform" })`. Values may be tokens.
 *
 * @throws OrgBackupError (`input`) for a map that only Terraform knows: the syntax of policies repeats each key
 */
export function tags(values: Readonly<Record<string, string>>): Readonly<Record<string, BackupTag>> {
  const named: Record<string, BackupTag> = {};
  for (const [tagKey, tagValue] of Object.entries(values)) {
    if (tagKey.startsWith(MAP_MARKER)) {
      throw new OrgBackupError("input", "The tags are a map that only Terraform knows.", {
        hint: 'Name each key, and let Terraform give its value: { Owner: Fn.lookup(map, "Owner", "") }.',
      });
    }
    setOwn(named, tagKey, { tagKey, tagValue });
  }
  return named;
}
