import type { Input } from "../../input";
import type { Call } from "../../service";
import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findPolicy, findTarget, policyType, showPolicySummary } from "./context";
import { constraint, invalidInput, malformed, organizationsError } from "./errors";
import type { Organization, Policy, Target } from "./organization";
import { ORGANIZATION_LIMITS, POLICY_TYPES } from "./policy-types";
import { applyTags } from "./tag-operations";

/** Policies and where they are attached. */
export function policyOperations(context: OrganizationsContext): OrganizationOperations {
  const checkContent = (type: string, content: string, call: Call): void => {
    if (content.length > (POLICY_TYPES.get(type)?.maxContentLength ?? 0)) {
      throw constraint(
        "POLICY_CONTENT_LIMIT_EXCEEDED",
        "You have exceeded the allowed size of a policy document.",
      );
    }
    const refusal = context.admitPolicy(type, content, call.now);
    if (refusal !== undefined) {
      throw malformed(refusal);
    }
  };

  return {
    CreatePolicy: (organization, input, call) => {
      const type = policyType(input, "Type");
      const [name, content] = [input.text("Name"), input.text("Content")];
      checkContent(type, content, call);
      requireFreeName(organization, type, name);
      const existing = [...organization.policies.values()].filter((policy) => policy.type === type);
      if (existing.length >= ORGANIZATION_LIMITS.policiesPerType) {
        throw constraint(
          "POLICY_NUMBER_LIMIT_EXCEEDED",
          "You have exceeded the number of policies that you can have in an organization.",
        );
      }
      const policy = organization.addPolicy({
        type,
        name,
        content,
        description: input.optionalText("Description") ?? "",
      });
      applyTags(policy.tags, input.tags());
      return show(policy);
    },

    UpdatePolicy: (organization, input, call) => {
      const policy = requireOwn(findPolicy(organization, input.text("PolicyId")));
      const name = input.optionalText("Name");
      const content = input.optionalText("Content");
      const description = input.optionalText("Description");
      if (content !== undefined) {
        checkContent(policy.type, content, call);
      }
      if (name !== undefined && name !== policy.name) {
        requireFreeName(organization, policy.type, name);
      }
      organization.updatePolicy(policy, {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(content === undefined ? {} : { content }),
      });
      return show(policy);
    },

    DeletePolicy: (organization, input) => {
      const policy = requireOwn(findPolicy(organization, input.text("PolicyId")));
      if (policy.targetIds.size > 0) {
        throw organizationsError("PolicyInUseException");
      }
      organization.removePolicy(policy);
      return {};
    },

    DescribePolicy: (organization, input) => show(findPolicy(organization, input.text("PolicyId"))),

    ListPolicies: (organization, input) => {
      const type = policyType(input, "Filter");
      const policies = [...organization.policies.values()].filter((policy) => policy.type === type);
      return context.page(input, `ListPolicies/${type}`, "Policies", policies, showPolicySummary);
    },

    ListPoliciesForTarget: (organization, input) => {
      const type = policyType(input, "Filter");
      const target = requireTarget(organization, input);
      // AWS documents no order for this list. By identifier it cannot be taken for the attachment order.
      const policies = [...organization.attachedOfType(target, type)].sort((left, right) =>
        left.id < right.id ? -1 : 1,
      );
      const list = `ListPoliciesForTarget/${type}/${target.id}`;
      return context.page(input, list, "Policies", policies, showPolicySummary);
    },

    ListTargetsForPolicy: (organization, input) => {
      const policy = findPolicy(organization, input.text("PolicyId"));
      const ids = [...policy.targetIds];
      return context.page(input, `ListTargetsForPolicy/${policy.id}`, "Targets", ids, (id) => {
        const target = organization.targets.get(id);
        return { TargetId: id, Arn: target?.arn, Name: target?.name, Type: target?.kind };
      });
    },

    AttachPolicy: (organization, input) => {
      const policy = findPolicy(organization, input.text("PolicyId"));
      const target = requireTarget(organization, input);
      requireEnabled(organization, policy);
      if (policy.targetIds.has(target.id)) {
        throw organizationsError("DuplicatePolicyAttachmentException");
      }
      const limit = POLICY_TYPES.get(policy.type)?.maxAttachmentsPerTarget ?? 0;
      if (organization.attachedOfType(target, policy.type).length >= limit) {
        throw constraint(
          "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "You have exceeded the number of policies of this type that you can attach to this entity.",
        );
      }
      organization.attach(policy, target);
      return {};
    },

    DetachPolicy: (organization, input) => {
      const policy = findPolicy(organization, input.text("PolicyId"));
      const target = requireTarget(organization, input);
      if (!policy.targetIds.has(target.id)) {
        throw organizationsError("PolicyNotAttachedException");
      }
      const managed = POLICY_TYPES.get(policy.type)?.managedPolicy;
      if (policy.id === "p-RCPFullAWSAccess") {
        throw invalidInput("NON_DETACHABLE_POLICY", "You can't detach this policy.");
      }
      if (managed !== undefined && organization.attachedOfType(target, policy.type).length === 1) {
        throw constraint(
          "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "You cannot remove the last policy of this type from the specified entity.",
        );
      }
      organization.detach(policy.id, target);
      return {};
    },
  };
}

function show(policy: Policy): object {
  return { Policy: { PolicySummary: showPolicySummary(policy), Content: policy.content } };
}

function requireTarget(organization: Organization, input: Input): Target {
  return findTarget(organization, input.text("TargetId"), () =>
    organizationsError("TargetNotFoundException"),
  );
}

function requireEnabled(organization: Organization, policy: Policy): void {
  if (!organization.enabledPolicyTypes.has(policy.type)) {
    throw organizationsError("PolicyTypeNotEnabledException");
  }
}

function requireFreeName(organization: Organization, type: string, name: string): void {
  if (organization.policyNamed(type, name) !== undefined) {
    throw organizationsError("DuplicatePolicyException");
  }
}

function requireOwn(policy: Policy): Policy {
  if (policy.awsManaged) {
    throw invalidInput(
      "IMMUTABLE_POLICY",
      "You specified a policy that is managed by AWS and can't be modified.",
    );
  }
  return policy;
}
