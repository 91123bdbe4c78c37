import { sha256 } from "../../app/sha256";
import type { PropRules } from "../props/prop-rules";
import type { JsonObject, JsonValue } from "../../text/json";
import { iamDocument } from "../iam-document";
import type { IamStatement } from "../iam-document";
import type { ServiceRoleDefinition } from "../service-role-definition";
import { accessStatements, KEY_KINDS, keyStatements, VAULT_PROP_RULES } from "../vault-definition";
import type { VaultProps } from "../vault-definition";

/** A vault in every member account. */
export interface MemberVault extends Omit<VaultProps, "encryption"> {
  /** The name of the vault, as policies name it. */
  readonly name: string;

  /**
   * How recovery points are encrypted: with a new key in every account and Region, or with AWS Backup's own
   * key.
   *
   * @default "customer-managed-key"
   */
  readonly encryption?: "customer-managed-key" | "aws-managed-key";

  /**
   * The Regions of the vault, a subset of the Regions of the foundation.
   *
   * @default - all of them
   */
  readonly regions?: readonly string[];
}

/** How the properties of a vault in member accounts are checked. */
export const MEMBER_VAULT_PROP_RULES: PropRules<MemberVault> = {
  ...VAULT_PROP_RULES,
  encryption: KEY_KINDS,
  name: "text",
  regions: "texts",
};

export interface FoundationTemplate {
  readonly role: ServiceRoleDefinition | undefined;
  readonly vaults: readonly MemberVault[];
  /** All Regions that the template is deployed to. */
  readonly regions: readonly string[];
  /** The Region that makes the role, which is global. */
  readonly homeRegion: string;
  readonly organizationId: string | undefined;
  readonly partition: string;
  /** Leave vaults in place when their stack goes. */
  readonly retainVaults: boolean;
  /** A text without the counters of tokens, for ids. */
  readonly stableText: (text: string) => string;
}

const ACCOUNT_ID = { Ref: "AWS::AccountId" };
const HOME_REGION = "IsHomeRegion";

/** The CloudFormation template of what every member account gets; the same input gives the same text. */
export function foundationTemplate(input: FoundationTemplate): JsonObject {
  const conditions: Record<string, JsonValue> = {};
  const resources: Record<string, JsonValue> = {};
  if (input.role !== undefined) {
    conditions[HOME_REGION] = regionIsOneOf([input.homeRegion]);
    resources.BackupRole = roleResource(input.role);
  }
  input.vaults.forEach((vault) => {
    const suffix = logicalName(input.stableText(vault.name));
    const condition = vaultCondition(vault, input, suffix, conditions);
    Object.assign(resources, vaultResources(vault, input, suffix, condition));
  });
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "What the backup policies of the organization need in every account",
    ...(Object.keys(conditions).length === 0 ? {} : { Conditions: conditions }),
    Resources: resources,
  };
}

function roleResource(role: ServiceRoleDefinition): JsonObject {
  const properties: Record<string, JsonValue> = {
    RoleName: role.name,
    Path: role.path,
    Description: role.description,
    AssumeRolePolicyDocument: document([role.trust(ACCOUNT_ID)]),
    ManagedPolicyArns: role.managedPolicyArns,
  };
  if (role.permissionsBoundary !== undefined) {
    properties.PermissionsBoundary = role.permissionsBoundary;
  }
  if (role.statements.length > 0) {
    properties.Policies = [{ PolicyName: "further-permissions", PolicyDocument: document(role.statements) }];
  }
  if (Object.keys(role.tags).length > 0) {
    properties.Tags = tagList(role.tags);
  }
  return { Type: "AWS::IAM::Role", Condition: HOME_REGION, Properties: properties };
}

/** The name of the condition of a vault that not every Region has. */
function vaultCondition(
  vault: MemberVault,
  { regions }: FoundationTemplate,
  suffix: string,
  conditions: Record<string, JsonValue>,
): string | undefined {
  const own = vault.regions ?? regions;
  if (regions.every((region) => own.includes(region))) {
    return undefined;
  }
  const name = `Has${suffix}`;
  conditions[name] = regionIsOneOf([...own].sort());
  return name;
}

function vaultResources(
  vault: MemberVault,
  input: FoundationTemplate,
  suffix: string,
  condition: string | undefined,
): JsonObject {
  const hasKey = (vault.encryption ?? "customer-managed-key") === "customer-managed-key";
  const common = condition === undefined ? {} : { Condition: condition };
  const copiers = vault.allowCopiesFrom === "organization" ? input.organizationId : undefined;
  const access = accessStatements(vault, copiers);
  const tags = vault.tags ?? {};
  const properties: Record<string, JsonValue> = { BackupVaultName: vault.name };
  if (Object.keys(tags).length > 0) {
    properties.BackupVaultTags = tags;
  }
  if (hasKey) {
    properties.EncryptionKeyArn = { "Fn::GetAtt": [`Key${suffix}`, "Arn"] };
  }
  if (access.length > 0) {
    properties.AccessPolicy = document(access);
  }
  if (vault.lock !== undefined) {
    properties.LockConfiguration = lockConfiguration(vault.lock);
  }
  // A stack that could not be created removes what it made; one that is deleted leaves the backups.
  const kept = { DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" };
  const vaultResource = {
    Type: "AWS::Backup::BackupVault",
    ...common,
    ...(input.retainVaults ? kept : { DeletionPolicy: "Delete", UpdateReplacePolicy: "Retain" }),
    Properties: properties,
  };
  return {
    [`Vault${suffix}`]: vaultResource,
    ...(hasKey ? keyResources(vault, input, suffix, { ...common, ...kept }, copiers) : {}),
  };
}

/** The key outlives its stack in any case: without it, recovery points are lost. */
function keyResources(
  vault: MemberVault,
  { partition }: FoundationTemplate,
  suffix: string,
  common: JsonObject,
  copiers: string | undefined,
): JsonObject {
  const { Condition: condition } = common;
  const rootArn = { "Fn::Join": ["", [`arn:${partition}:iam::`, ACCOUNT_ID, ":root"]] };
  const tags = vault.tags ?? {};
  return {
    [`Key${suffix}`]: {
      Type: "AWS::KMS::Key",
      ...common,
      Properties: {
        Description: `Recovery points in the backup vault ${vault.name}`,
        EnableKeyRotation: true,
        KeyPolicy: document(keyStatements(rootArn, copiers)),
        ...(Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) }),
      },
    },
    [`Alias${suffix}`]: {
      Type: "AWS::KMS::Alias",
      ...(condition === undefined ? {} : { Condition: condition }),
      Properties: { AliasName: `alias/backup/${vault.name}`, TargetKeyId: { Ref: `Key${suffix}` } },
    },
  };
}

/** CloudFormation demands a minimum; one day is what a lock without a minimum allows. */
function lockConfiguration(lock: NonNullable<VaultProps["lock"]>): JsonObject {
  return {
    MinRetentionDays: lock.minRetentionDays ?? 1,
    ...(lock.maxRetentionDays === undefined ? {} : { MaxRetentionDays: lock.maxRetentionDays }),
    ...(lock.mode === "compliance" ? { ChangeableForDays: lock.changeableForDays } : {}),
  };
}

/** `Fn::Or` takes two to ten conditions. */
function regionIsOneOf(regions: readonly string[]): JsonValue {
  const tests: readonly JsonValue[] = regions.map((region) => ({
    "Fn::Equals": [{ Ref: "AWS::Region" }, region],
  }));
  return anyOf(tests);
}

function anyOf(tests: readonly JsonValue[]): JsonValue {
  const [first = false] = tests;
  if (tests.length <= 1) {
    return first;
  }
  if (tests.length <= 10) {
    return { "Fn::Or": tests };
  }
  return { "Fn::Or": [...tests.slice(0, 9), anyOf(tests.slice(9))] };
}

function document(statements: readonly IamStatement[]): JsonObject {
  return iamDocument(statements) as unknown as JsonObject;
}

function tagList(tags: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Logical ids are letters and digits only. They depend on the name alone: one that changes would make
 * CloudFormation create the vault a second time, under a name that is taken.
 */
function logicalName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9]/g, "");
  return plain === name ? plain : `${plain}${sha256(name, "hex").slice(0, 8)}`;
}
