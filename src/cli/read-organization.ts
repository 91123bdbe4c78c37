import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { readOrganizationFile } from "../sources/organization-file";

/** Reads the organization that `--org` names. */
export function organizationOf({ org }: { readonly org?: string }): Organization {
  if (org === undefined) {
    throw new OrgBackupError("usage", "The organization is missing: --org FILE.", {
      hint: "Write one with `org-backup snapshot --out organization.yaml`, or see `org-backup help organization-file`.",
    });
  }
  return readOrganizationFile(org);
}
