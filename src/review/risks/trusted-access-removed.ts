import { hasTrustedAccess } from "../../organization/application-remarks";
import { settingsPosition } from "../settings-position";
import type { Risk } from "./risk";

export const trustedAccessRemoved: Risk = {
  id: "trusted-access-removed",
  severity: "error",
  sentence: "AWS Backup loses its trusted access to the organization.",
  hint: "Keep backup.amazonaws.com among the service principals: without it, jobs of other accounts can no longer be seen.",
  find: ({ before, after, change }) =>
    hasTrustedAccess(after.organization) || !hasTrustedAccess(before.organization)
      ? []
      : [
          {
            message: `Trusted access of backup.amazonaws.com ${before.organization.settings.trustedServices === undefined ? "is off after the change, and it is not known whether it is on now" : "is switched off"}: the management account no longer sees jobs of other accounts. AWS Backup's service role remains, and enabling trusted access again restores everything.`,
            accounts: after.organization.accounts.map(({ id }) => id),
            policies: [],
            path: "",
            ...settingsPosition(change),
          },
        ],
};
