import type { Organization } from "../organization/organization";
import { readOrganizationText } from "./organization-text";
import { readText } from "./read-text";

/**
 * Reads an organization file, JSON or YAML.
 *
 * @throws OrgBackupError (`input`) that names every mistake with file, line and column
 */
export function readOrganizationFile(file: string): Organization {
  return readOrganizationText(file, readText(file));
}
