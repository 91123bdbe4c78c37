import { OrgBackupError } from "../org-backup-error";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/**
 * The objects that a file of another program lists; none if it lists nothing. What cannot be read must not count as
 * absent: a review would say that nothing is there.
 *
 * @throws OrgBackupError (`input`) for anything else than a list of objects
 */
export function objectList(container: JsonObject, key: string, where: string): readonly JsonObject[] {
  const value = container[key] ?? [];
  if (!Array.isArray(value)) {
    throw new OrgBackupError("input", `"${key}" is not a list.`, { where });
  }
  const items = value as readonly JsonValue[];
  const wrong = items.findIndex((item) => !isJsonObject(item));
  if (wrong !== -1) {
    throw new OrgBackupError("input", `"${key}[${wrong}]" is not an object.`, { where });
  }
  return items as readonly JsonObject[];
}
