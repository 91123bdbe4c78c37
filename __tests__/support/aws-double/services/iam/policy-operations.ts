import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import { tagList } from "../../input";
import type { Call, Operations } from "../../service";
import {
  alreadyExists,
  deleteConflict,
  findPolicy,
  iamPage,
  noSuchEntity,
  requireDocument,
  showPolicy,
  showVersion,
} from "./iam-answers";
import type { IamStore, ManagedPolicy, PolicyVersion } from "./iam-store";

const MAX_VERSIONS = 5;

/** Managed policies and their versions. */
export function policyOperations(store: IamStore): Operations {
  return {
    CreatePolicy: (input, call) => {
      const { accountId } = call.caller;
      const pathAndName = `${(input.optionalText("Path") ?? "/").slice(1)}${input.text("PolicyName")}`;
      const document = requireDocument(input.text("PolicyDocument"));
      const policy = store.newPolicy(accountId, pathAndName, document, input.optionalText("Description"));
      const { policies } = store.account(accountId);
      if ([...policies.values()].some(({ name }) => name === policy.name)) {
        throw alreadyExists(
          `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
        );
      }
      for (const [key, value] of input.tags()) {
        policy.tags.set(key, value);
      }
      policies.set(policy.arn, policy);
      return { Policy: showPolicy(store, accountId, policy) };
    },

    GetPolicy: (input, call) => ({
      Policy: showPolicy(store, call.caller.accountId, findPolicy(store, input, call)),
    }),

    ListPolicies: (input, call) => {
      const { accountId } = call.caller;
      const scope = input.optionalText("Scope") ?? "All";
      const policies = [
        ...(scope === "AWS" ? [] : store.account(accountId).policies.values()),
        ...(scope === "Local" ? [] : store.awsManaged.values()),
      ];
      return iamPage(input, `ListPolicies/${scope}`, "Policies", policies, (policy) =>
        showPolicy(store, accountId, policy),
      );
    },

    DeletePolicy: (input, call) => {
      const policy = findOwnPolicy(store, input, call);
      if (store.rolesWith(call.caller.accountId, policy.arn).length > 0) {
        throw deleteConflict("Cannot delete a policy attached to entities.");
      }
      if (policy.versions.length > 1) {
        throw deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions.",
        );
      }
      store.account(call.caller.accountId).policies.delete(policy.arn);
    },

    CreatePolicyVersion: (input, call) => {
      const policy = findOwnPolicy(store, input, call);
      if (policy.versions.length >= MAX_VERSIONS) {
        throw new AwsError("LimitExceeded", "A managed policy can have up to 5 versions.", 409);
      }
      const version = {
        id: `v${String(policy.nextVersion++)}`,
        document: requireDocument(input.text("PolicyDocument")),
        createdAt: call.now,
      };
      policy.versions.push(version);
      if (input.boolean("SetAsDefault") === true) {
        policy.defaultVersion = version.id;
      }
      return { PolicyVersion: showVersion(policy, version, false) };
    },

    GetPolicyVersion: (input, call) => {
      const policy = findPolicy(store, input, call);
      return { PolicyVersion: showVersion(policy, findVersion(policy, input), true) };
    },

    ListPolicyVersions: (input, call) => {
      const policy = findPolicy(store, input, call);
      return iamPage(input, "ListPolicyVersions", "Versions", policy.versions, (version) =>
        showVersion(policy, version, false),
      );
    },

    SetDefaultPolicyVersion: (input, call) => {
      const policy = findOwnPolicy(store, input, call);
      policy.defaultVersion = findVersion(policy, input).id;
    },

    DeletePolicyVersion: (input, call) => {
      const policy = findOwnPolicy(store, input, call);
      const version = findVersion(policy, input);
      if (version.id === policy.defaultVersion) {
        throw deleteConflict("Cannot delete the default version of a policy.");
      }
      policy.versions = policy.versions.filter((other) => other !== version);
    },

    ListEntitiesForPolicy: (input, call) => {
      const roles = store.rolesWith(call.caller.accountId, findPolicy(store, input, call).arn);
      const page = iamPage(input, "ListEntitiesForPolicy", "PolicyRoles", roles, (role) => ({
        RoleName: role.name,
        RoleId: role.id,
      }));
      return { ...page, PolicyGroups: [], PolicyUsers: [] };
    },

    TagPolicy: (input, call) => {
      const { tags } = findOwnPolicy(store, input, call);
      for (const [key, value] of input.tags()) {
        tags.set(key, value);
      }
    },

    UntagPolicy: (input, call) => {
      const { tags } = findOwnPolicy(store, input, call);
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
    },

    ListPolicyTags: (input, call) =>
      iamPage(input, "ListPolicyTags", "Tags", tagList(findPolicy(store, input, call).tags), (tag) => tag),
  };
}

function findOwnPolicy(store: IamStore, input: Input, call: Call): ManagedPolicy {
  const policy = findPolicy(store, input, call);
  if (policy.arn.startsWith("arn:aws:iam::aws:")) {
    throw new AwsError("AccessDenied", "Policies of AWS cannot be changed.", 403);
  }
  return policy;
}

function findVersion(policy: ManagedPolicy, input: Input): PolicyVersion {
  const id = input.text("VersionId");
  const version = policy.versions.find((candidate) => candidate.id === id);
  if (version === undefined) {
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  }
  return version;
}
