import { OrgBackupError } from "../org-backup-error";
import type { ManagedPolicies } from "../change/ownership";
import { isJsonObject } from "../text/json";
import { readValue } from "./read-document";
import { displayName } from "./read-text";

/**
 * The policies that a configuration file says Terraform manages; undefined if it says nothing of them.
 *
 * @throws OrgBackupError (`input`)
 */
export function managedPoliciesIn(file: string): ManagedPolicies | undefined {
  const value = readValue(file);
  const manages = isJsonObject(value) ? value.manages : undefined;
  if (manages === undefined || manages === "all") {
    return manages;
  }
  const names = [manages].flat().filter((name) => typeof name === "string");
  if (!Array.isArray(manages) || names.length < manages.length) {
    throw new OrgBackupError("input", '"manages" must be "all" or a list of policy names.', {
      where: displayName(file),
    });
  }
  return names;
}
