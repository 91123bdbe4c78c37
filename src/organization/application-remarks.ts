import type { Organization } from "./organization";

/** The service principal of AWS Backup. */
export const BACKUP_SERVICE = "backup.amazonaws.com";

/** What is known to keep backup policies from being applied anywhere, or may: sentences for the head of a report. */
export function applicationRemarks(organization: Organization): readonly string[] {
  if (!organization.backupPoliciesEnabled) {
    return [
      "The policy type BACKUP_POLICY is not enabled in the organization: no backup policy is applied until it is.",
    ];
  }
  return hasTrustedAccess(organization)
    ? []
    : [
        "AWS Backup has no trusted access to the organization: AWS does not document whether backup policies are applied without it.",
      ];
}

/** False only if it is known. */
export function hasTrustedAccess({ settings }: Organization): boolean {
  return settings.trustedServices?.includes(BACKUP_SERVICE) ?? true;
}
