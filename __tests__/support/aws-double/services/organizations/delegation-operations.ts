import type { Input } from "../../input";
import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findAccount, showAccount } from "./context";
import { constraint, invalidInput, organizationsError } from "./errors";
import type { Organization, ResourcePolicy } from "./organization";
import { ORGANIZATION_LIMITS } from "./policy-types";
import { applyTags } from "./tag-operations";

/** Trusted access, delegated administrators and the resource policy. */
export function delegationOperations(context: OrganizationsContext): OrganizationOperations {
  return {
    EnableAWSServiceAccess: (organization, input, call) => {
      const principal = servicePrincipal(input);
      if (!organization.trustedServices.has(principal)) {
        organization.trustedServices.set(principal, call.now);
      }
      return {};
    },

    DisableAWSServiceAccess: (organization, input) => {
      organization.trustedServices.delete(servicePrincipal(input));
      return {};
    },

    ListAWSServiceAccessForOrganization: (organization, input) =>
      context.page(
        input,
        "ListAWSServiceAccessForOrganization",
        "EnabledServicePrincipals",
        [...organization.trustedServices],
        ([ServicePrincipal, DateEnabled]) => ({ ServicePrincipal, DateEnabled }),
      ),

    RegisterDelegatedAdministrator: (organization, input, call) => {
      const principal = servicePrincipal(input);
      const account = findAccount(organization, input.text("AccountId"));
      if (!organization.trustedServices.has(principal)) {
        throw constraint(
          "SERVICE_ACCESS_NOT_ENABLED",
          "You must enable service access before you register a delegated administrator.",
        );
      }
      if (account.id === organization.identity.managementAccountId) {
        throw constraint(
          "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
          "You cannot register the management account as a delegated administrator.",
        );
      }
      if (account.state !== "ACTIVE") {
        throw constraint(
          "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
          "You cannot register a suspended account as a delegated administrator.",
        );
      }
      const administrator = organization.delegatedAdministrators.get(account.id);
      if (administrator?.services.has(principal) === true) {
        throw organizationsError("AccountAlreadyRegisteredException");
      }
      const others = administratorsOf(organization, principal).length;
      if (
        principal === "backup.amazonaws.com" &&
        others >= ORGANIZATION_LIMITS.delegatedAdministratorsForBackup
      ) {
        throw constraint(
          "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED",
          "You have exceeded the number of delegated administrators for this service.",
        );
      }
      if (administrator === undefined) {
        const services = new Map([[principal, call.now]]);
        organization.delegatedAdministrators.set(account.id, { enabledAt: call.now, services });
      } else {
        administrator.services.set(principal, call.now);
      }
      return {};
    },

    DeregisterDelegatedAdministrator: (organization, input) => {
      const principal = servicePrincipal(input);
      const account = findAccount(organization, input.text("AccountId"));
      const administrator = organization.delegatedAdministrators.get(account.id);
      if (administrator?.services.delete(principal) !== true) {
        throw organizationsError("AccountNotRegisteredException");
      }
      if (administrator.services.size === 0) {
        organization.delegatedAdministrators.delete(account.id);
      }
      return {};
    },

    ListDelegatedAdministrators: (organization, input) => {
      const principal = input.optionalText("ServicePrincipal");
      const ids = administratorsOf(organization, principal);
      const list = `ListDelegatedAdministrators/${principal ?? ""}`;
      return context.page(input, list, "DelegatedAdministrators", ids, (id) => ({
        ...showAccount({ ...context, entityPaths: false }, organization, findAccount(organization, id)),
        DelegationEnabledDate: organization.delegatedAdministrators.get(id)?.enabledAt,
      }));
    },

    ListDelegatedServicesForAccount: (organization, input) => {
      const account = findAccount(organization, input.text("AccountId"));
      const administrator = organization.delegatedAdministrators.get(account.id);
      if (administrator === undefined) {
        throw organizationsError("AccountNotRegisteredException");
      }
      const list = `ListDelegatedServicesForAccount/${account.id}`;
      return context.page(
        input,
        list,
        "DelegatedServices",
        [...administrator.services],
        ([ServicePrincipal, DelegationEnabledDate]) => ({ ServicePrincipal, DelegationEnabledDate }),
      );
    },

    PutResourcePolicy: (organization, input) => {
      const content = input.text("Content");
      if (content.length > ORGANIZATION_LIMITS.resourcePolicyLength) {
        throw constraint(
          "POLICY_CONTENT_LIMIT_EXCEEDED",
          "You have exceeded the allowed size of a resource policy.",
        );
      }
      requireStatements(content);
      const existing = organization.resourcePolicy;
      if (existing !== undefined) {
        existing.content = content;
        return show(existing);
      }
      const id = `rp-${context.identifiers.text(8)}`;
      const created: ResourcePolicy = {
        id,
        arn: organization.arnOf("resourcepolicy", id),
        content,
        tags: new Map(),
      };
      applyTags(created.tags, input.tags());
      organization.resourcePolicy = created;
      return show(created);
    },

    DescribeResourcePolicy: (organization) => show(requireResourcePolicy(organization)),

    DeleteResourcePolicy: (organization) => {
      requireResourcePolicy(organization);
      organization.resourcePolicy = undefined;
      return {};
    },
  };
}

function servicePrincipal(input: Input): string {
  const principal = input.text("ServicePrincipal");
  if (!/^[\w+=,.@-]{1,128}$/.test(principal)) {
    throw invalidInput("INVALID_PATTERN", "You provided a value that does not match the required pattern.");
  }
  if (!/\.amazonaws\.com(\.cn)?$/.test(principal)) {
    throw invalidInput(
      "UNRECOGNIZED_SERVICE_PRINCIPAL",
      "You specified a service principal that isn't recognized.",
    );
  }
  return principal;
}

function administratorsOf(organization: Organization, principal: string | undefined): readonly string[] {
  return [...organization.delegatedAdministrators]
    .filter(([, { services }]) => principal === undefined || services.has(principal))
    .map(([id]) => id);
}

function requireResourcePolicy(organization: Organization): ResourcePolicy {
  if (organization.resourcePolicy === undefined) {
    throw organizationsError("ResourcePolicyNotFoundException");
  }
  return organization.resourcePolicy;
}

function requireStatements(content: string): void {
  try {
    const document = JSON.parse(content) as { readonly Statement?: unknown };
    if (Array.isArray(document.Statement)) {
      return;
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw invalidInput("INVALID_RESOURCE_POLICY_JSON", "You provided a resource policy that is not valid.");
}

function show(policy: ResourcePolicy): object {
  return {
    ResourcePolicy: { ResourcePolicySummary: { Id: policy.id, Arn: policy.arn }, Content: policy.content },
  };
}
