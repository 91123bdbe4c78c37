import { settingsRemoved } from "../settings-removed";
import { list } from "../words";
import type { Risk } from "./risk";
import { BACKUP_SERVICE } from "../../organization/application-remarks";

export const otherPrincipalsRemoved: Risk = {
  id: "other-principals-removed",
  severity: "error",
  sentence:
    "Other services than AWS Backup lose their trusted access: the organization resource's list is exhaustive.",
  hint: 'Write aws_service_access_principals = setunion(data.aws_organizations_organization.now.aws_service_access_principals, ["backup.amazonaws.com"]), or name every service that is to keep its access: an empty list switches every service off.',
  find: ({ before, after }) => {
    const removed = settingsRemoved(
      before.organization.settings.trustedServices,
      after.organization.settings.trustedServices,
    ).filter((principal) => principal !== BACKUP_SERVICE);
    return removed.length === 0
      ? []
      : [
          {
            message: `Trusted access of ${list(removed)} is switched off.`,
            accounts: after.organization.accounts.map(({ id }) => id),
            policies: [],
            path: "",
          },
        ];
  },
};
