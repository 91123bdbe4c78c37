import { AwsError } from "../../aws-error";
import { tagList } from "../../input";
import type { Operations } from "../../service";
import {
  alreadyExists,
  deleteConflict,
  encodeDocument,
  findPolicy,
  findRole,
  iamPage,
  noSuchEntity,
  requireDocument,
  showRole,
} from "./iam-answers";
import type { IamStore } from "./iam-store";

/** Roles, their inline policies and their attachments. */
export function roleOperations(store: IamStore): Operations {
  return {
    CreateRole: (input, call) => {
      const name = input.text("RoleName");
      if (store.account(call.caller.accountId).roles.has(name)) {
        throw alreadyExists(`Role with name ${name} already exists.`);
      }
      const trustPolicy = requireDocument(input.text("AssumeRolePolicyDocument"));
      const role = store.addRole(call.caller.accountId, name, trustPolicy, input.optionalText("Path") ?? "/");
      role.description = input.optionalText("Description");
      role.maxSessionDuration = input.number("MaxSessionDuration") ?? role.maxSessionDuration;
      role.permissionsBoundary = input.optionalText("PermissionsBoundary");
      for (const [key, value] of input.tags()) {
        role.tags.set(key, value);
      }
      return { Role: showRole(role) };
    },

    CreateServiceLinkedRole: (input, call) => {
      const service = input.text("AWSServiceName");
      const name = `AWSServiceRoleFor${service.split(".")[0] ?? ""}`;
      if (store.account(call.caller.accountId).roles.has(name)) {
        throw new AwsError(
          "InvalidInput",
          `Service role name ${name} has been taken in this account, please try a different suffix.`,
        );
      }
      const trust = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      };
      const role = store.addRole(
        call.caller.accountId,
        name,
        JSON.stringify(trust),
        `/aws-service-role/${service}/`,
      );
      return { Role: showRole(role) };
    },

    GetRole: (input, call) => ({ Role: showRole(findRole(store, input, call)) }),

    ListRoles: (input, call) => {
      const prefix = input.optionalText("PathPrefix") ?? "/";
      const roles = [...store.account(call.caller.accountId).roles.values()].filter(({ path }) =>
        path.startsWith(prefix),
      );
      return iamPage(input, "ListRoles", "Roles", roles, showRole);
    },

    UpdateRole: (input, call) => {
      const role = findRole(store, input, call);
      role.description = input.optionalText("Description") ?? role.description;
      role.maxSessionDuration = input.number("MaxSessionDuration") ?? role.maxSessionDuration;
      return {};
    },

    UpdateRoleDescription: (input, call) => {
      const role = findRole(store, input, call);
      role.description = input.optionalText("Description");
      return { Role: showRole(role) };
    },

    UpdateAssumeRolePolicy: (input, call) => {
      findRole(store, input, call).trustPolicy = requireDocument(input.text("PolicyDocument"));
    },

    PutRolePermissionsBoundary: (input, call) => {
      findRole(store, input, call).permissionsBoundary = input.text("PermissionsBoundary");
    },

    DeleteRolePermissionsBoundary: (input, call) => {
      findRole(store, input, call).permissionsBoundary = undefined;
    },

    DeleteRole: (input, call) => {
      const role = findRole(store, input, call);
      if (role.attachedPolicies.length > 0) {
        throw deleteConflict("Cannot delete entity, must detach all policies first.");
      }
      if (role.inlinePolicies.size > 0) {
        throw deleteConflict("Cannot delete entity, must delete policies first.");
      }
      store.account(call.caller.accountId).roles.delete(role.name);
    },

    TagRole: (input, call) => {
      const { tags } = findRole(store, input, call);
      for (const [key, value] of input.tags()) {
        tags.set(key, value);
      }
    },

    UntagRole: (input, call) => {
      const { tags } = findRole(store, input, call);
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
    },

    ListRoleTags: (input, call) =>
      iamPage(input, "ListRoleTags", "Tags", tagList(findRole(store, input, call).tags), (tag) => tag),

    PutRolePolicy: (input, call) => {
      const document = requireDocument(input.text("PolicyDocument"));
      findRole(store, input, call).inlinePolicies.set(input.text("PolicyName"), document);
    },

    GetRolePolicy: (input, call) => {
      const role = findRole(store, input, call);
      const name = input.text("PolicyName");
      const document = role.inlinePolicies.get(name);
      if (document === undefined) {
        throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
      }
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(document) };
    },

    DeleteRolePolicy: (input, call) => {
      const name = input.text("PolicyName");
      if (!findRole(store, input, call).inlinePolicies.delete(name)) {
        throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
      }
    },

    ListRolePolicies: (input, call) => {
      const names = [...findRole(store, input, call).inlinePolicies.keys()];
      return iamPage(input, "ListRolePolicies", "PolicyNames", names, (name) => name);
    },

    AttachRolePolicy: (input, call) => {
      const role = findRole(store, input, call);
      const policy = findPolicy(store, input, call);
      if (!role.attachedPolicies.includes(policy.arn)) {
        role.attachedPolicies.push(policy.arn);
      }
    },

    DetachRolePolicy: (input, call) => {
      const role = findRole(store, input, call);
      const arn = input.text("PolicyArn");
      const index = role.attachedPolicies.indexOf(arn);
      if (index === -1) {
        throw noSuchEntity(`Policy ${arn} was not found.`);
      }
      role.attachedPolicies.splice(index, 1);
    },

    ListAttachedRolePolicies: (input, call) => {
      const { attachedPolicies } = findRole(store, input, call);
      return iamPage(input, "ListAttachedRolePolicies", "AttachedPolicies", attachedPolicies, (arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
        PolicyArn: arn,
      }));
    },

    ListInstanceProfilesForRole: (input, call) => {
      findRole(store, input, call);
      return iamPage(input, "ListInstanceProfilesForRole", "InstanceProfiles", [], (profile) => profile);
    },
  };
}
