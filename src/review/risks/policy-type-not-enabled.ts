import { settingsPosition } from "../settings-position";
import type { Risk } from "./risk";

export const policyTypeNotEnabled: Risk = {
  id: "policy-type-not-enabled",
  severity: "error",
  failsSynthesis: true,
  sentence:
    "The code declares backup policies, and the policy type BACKUP_POLICY is not enabled: none has an effect.",
  hint: 'Let OrganizationBackupAccess enable the policy type with mode "adopt", or enable it and update the organization file.',
  find: ({ before, after, change }) =>
    // `policy-type-removed` reports a type that the change disables.
    change.declared === undefined ||
    change.declared.origins.size === 0 ||
    after.organization.backupPoliciesEnabled ||
    before.organization.backupPoliciesEnabled
      ? []
      : [
          {
            message:
              "The policy type BACKUP_POLICY is not enabled in the organization: no backup policy has an effect.",
            accounts: after.organization.accounts.map(({ id }) => id),
            policies: [],
            path: "",
            ...settingsPosition(change),
          },
        ],
};
