import type { Input } from "../../input";
import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findAccount, findTarget, policyType, showAccount } from "./context";
import { invalidInput, organizationsError } from "./errors";
import type { Organization } from "./organization";
import { POLICY_TYPES } from "./policy-types";

/** What AWS made of the policies above an account, and why it made nothing of them. */
export function effectiveOperations(context: OrganizationsContext): OrganizationOperations {
  return {
    DescribeEffectivePolicy: (organization, input, call) => {
      const type = effectiveType(organization, input);
      const targetId = input.optionalText("TargetId") ?? call.caller.accountId;
      const target = findTarget(organization, targetId, () => organizationsError("TargetNotFoundException"));
      if (target.kind !== "ACCOUNT") {
        throw invalidInput("TARGET_NOT_SUPPORTED", "The effective policy exists for accounts only.");
      }
      const published = organization.timeline.publishedFor(target.id, type);
      return {
        EffectivePolicy: {
          PolicyContent: JSON.stringify(published.policy),
          LastUpdatedTimestamp: new Date(published.evaluatedAt),
          TargetId: target.id,
          PolicyType: type,
        },
      };
    },

    ListAccountsWithInvalidEffectivePolicy: (organization, input) => {
      const type = effectiveType(organization, input);
      const invalid = [...organization.accounts.values()].filter(
        ({ id }) => organization.timeline.errorsOf(id, type).length > 0,
      );
      const list = `ListAccountsWithInvalidEffectivePolicy/${type}`;
      const page = context.page(input, list, "Accounts", invalid, (account) =>
        showAccount(context, organization, account),
      );
      return { ...page, PolicyType: type };
    },

    ListEffectivePolicyValidationErrors: (organization, input) => {
      const type = effectiveType(organization, input);
      const account = findAccount(organization, input.text("AccountId"));
      const { errors, evaluatedAt } = organization.timeline.publishedFor(account.id, type);
      const list = `ListEffectivePolicyValidationErrors/${type}/${account.id}`;
      const page = context.page(input, list, "EffectivePolicyValidationErrors", errors, (error) => ({
        ErrorCode: error.code,
        ErrorMessage: error.message,
        PathToError: error.path,
        ContributingPolicies: error.policies,
      }));
      return {
        ...page,
        AccountId: account.id,
        PolicyType: type,
        Path: organization.path(account),
        EvaluationTimestamp: new Date(evaluatedAt),
      };
    },
  };
}

function effectiveType(organization: Organization, input: Input): string {
  const type = policyType(input, "PolicyType");
  if (POLICY_TYPES.get(type)?.hasEffectivePolicy !== true) {
    throw invalidInput("INVALID_ENUM_POLICY_TYPE", "You specified an invalid policy type.");
  }
  if (!organization.enabledPolicyTypes.has(type)) {
    throw organizationsError("EffectivePolicyNotFoundException");
  }
  return type;
}
