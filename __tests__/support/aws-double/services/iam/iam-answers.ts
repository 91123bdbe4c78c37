import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import { tagList } from "../../input";
import { pager } from "../../paging";
import type { Call } from "../../service";
import type { IamStore, ManagedPolicy, PolicyVersion, Role } from "./iam-store";

export const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntity", message, 404);
export const alreadyExists = (message: string): AwsError => new AwsError("EntityAlreadyExists", message, 409);
export const deleteConflict = (message: string): AwsError => new AwsError("DeleteConflict", message, 409);

export const iamPage = pager({
  token: ["Marker"],
  size: ["MaxItems"],
  defaultSize: 100,
  next: (token) => ({ IsTruncated: token !== undefined, Marker: token }),
  invalidToken: () => new AwsError("ValidationError", "Invalid Marker."),
});

/** IAM percent-encodes the documents that it answers with. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function requireDocument(document: string): string {
  try {
    JSON.parse(document);
    return document;
  } catch {
    throw new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

export function findRole(store: IamStore, input: Input, call: Call): Role {
  const name = input.text("RoleName");
  const role = store.account(call.caller.accountId).roles.get(name);
  if (role === undefined) {
    throw noSuchEntity(`The role with name ${name} cannot be found.`);
  }
  return role;
}

export function findPolicy(store: IamStore, input: Input, call: Call): ManagedPolicy {
  const arn = input.text("PolicyArn");
  const policy = store.policy(call.caller.accountId, arn);
  if (policy === undefined) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
  return policy;
}

export function showRole(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: role.permissionsBoundary },
    Tags: role.tags.size === 0 ? undefined : tagList(role.tags),
    RoleLastUsed: {},
  };
}

export function showPolicy(store: IamStore, accountId: string, policy: ManagedPolicy): object {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: store.rolesWith(accountId, policy.arn).length,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions.at(-1)?.createdAt,
    Tags: policy.tags.size === 0 ? undefined : tagList(policy.tags),
  };
}

export function showVersion(policy: ManagedPolicy, version: PolicyVersion, withDocument: boolean): object {
  return {
    ...(withDocument ? { Document: encodeDocument(version.document) } : {}),
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersion,
    CreateDate: version.createdAt,
  };
}
