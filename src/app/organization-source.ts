import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { readOrganizationFile } from "../sources/organization-file";

/** The organization as it is: one that was read already, or the name of an organization file. */
export type OrganizationSource = Organization | string;

/** @throws OrgBackupError (`usage`) if there is no source, (`input`) for mistakes in the file */
export function organizationFrom(source: OrganizationSource | undefined): Organization {
  if (source === undefined) {
    throw new OrgBackupError("usage", "The organization is missing: --org FILE, or --live.", {
      hint: "Write one with `org-backup snapshot --out organization.yaml`, or see `org-backup help organization-file`.",
    });
  }
  return typeof source === "string" ? readOrganizationFile(source) : source;
}
