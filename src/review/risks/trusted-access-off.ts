import { hasTrustedAccess } from "../../organization/application-remarks";
import { settingsPosition } from "../settings-position";
import type { Risk } from "./risk";

export const trustedAccessOff: Risk = {
  id: "trusted-access-off",
  severity: "warning",
  sentence: "AWS Backup has no trusted access to the organization that the code is for.",
  hint: 'Set trustedAccess: "on" in OrganizationBackupAccess to keep the organization-wide view.',
  find: ({ before, after, change }) =>
    // `trusted-access-removed` reports access that the change switches off.
    change.declared !== undefined &&
    !hasTrustedAccess(after.organization) &&
    !hasTrustedAccess(before.organization)
      ? [
          {
            message:
              "Trusted access for AWS Backup is off: the management account sees no jobs of other accounts. Enabling trusted access restores the view.",
            accounts: [],
            policies: [],
            path: "",
            ...settingsPosition(change),
          },
        ]
      : [],
};
