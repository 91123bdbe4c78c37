import { settingsRemoved } from "../settings-removed";
import type { Risk } from "./risk";

export const policyTypeRemoved: Risk = {
  id: "policy-type-removed",
  severity: "error",
  sentence:
    "A policy type is disabled for the organization: every policy of the type is detached everywhere.",
  hint: "Keep the type among enabled_policy_types. Enabling it again later does not bring the attachments back.",
  find: ({ before, after }) =>
    settingsRemoved(
      before.organization.settings.enabledPolicyTypes,
      after.organization.settings.enabledPolicyTypes,
    ).map((type) => ({
      message: `The policy type ${type} is disabled, and all its policies are detached.`,
      accounts: after.organization.accounts.map(({ id }) => id),
      policies: [],
      path: "",
    })),
};
