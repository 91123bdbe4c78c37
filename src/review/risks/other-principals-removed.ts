import { settingsRemoved } from "../settings-removed";
import { list } from "../words";
import type { Risk } from "./risk";
import { BACKUP_SERVICE } from "./trusted-access-removed";

export const otherPrincipalsRemoved: Risk = {
  id: "other-principals-removed",
  severity: "error",
  sentence:
    "Other services than AWS Backup lose their trusted access: the organization resource's list is exhaustive.",
  hint: "Name every service that is to keep its access, take the union with what the data source reads, or do not manage the organization here.",
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
