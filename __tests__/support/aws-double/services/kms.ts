import { AwsError } from "../aws-error";
import type { Identifiers } from "../identifiers";
import type { Input } from "../input";
import { pager } from "../paging";
import { Json11Protocol } from "../protocols/json-1-1";
import { Scoped } from "../scoped";
import type { Call, Operations, Service } from "../service";
import { jsonErrors } from "./json-errors";

interface Key {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly usage: string;
  readonly spec: string;
  readonly multiRegion: boolean;
  readonly tags: Map<string, string>;
  description: string;
  policy: string;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  deletionDate: Date | undefined;
  rotationDays: number | undefined;
}

interface Alias {
  readonly name: string;
  readonly arn: string;
  keyId: string;
}

/** The keys and aliases of an account in a Region. */
export interface KmsRegion {
  readonly keys: Map<string, Key>;
  readonly aliases: Map<string, Alias>;
}

export const newKmsState = (): Scoped<KmsRegion> =>
  new Scoped(() => ({ keys: new Map(), aliases: new Map() }));

const kmsPage = pager({
  token: ["Marker"],
  size: ["Limit"],
  defaultSize: 100,
  next: (token) => ({ Truncated: token !== undefined, NextMarker: token }),
  invalidToken: () => new AwsError("InvalidMarkerException", "The marker is not valid."),
});

const DAY = 24 * 60 * 60 * 1000;

/** AWS KMS: keys, policies, rotation, aliases. Nothing is encrypted. */
export function kmsService(state: Scoped<KmsRegion>, identifiers: Identifiers): Service {
  return {
    signingName: "kms",
    actionPrefix: "kms",
    protocol: new Json11Protocol("TrentService"),
    errors: jsonErrors,
    operations: {
      ...keyOperations(state, identifiers),
      ...keySettingOperations(state),
      ...aliasOperations(state),
    },
  };
}

function keyOperations(state: Scoped<KmsRegion>, identifiers: Identifiers): Operations {
  return {
    CreateKey: (input, call) => {
      const { accountId, region } = call.caller;
      const id = identifiers.uuid();
      const key: Key = {
        id,
        arn: `arn:aws:kms:${region}:${accountId}:key/${id}`,
        createdAt: call.now,
        usage: input.optionalText("KeyUsage") ?? "ENCRYPT_DECRYPT",
        spec: input.optionalText("KeySpec") ?? "SYMMETRIC_DEFAULT",
        multiRegion: input.boolean("MultiRegion") ?? false,
        tags: new Map(input.tags("Tags", "TagKey", "TagValue")),
        description: input.optionalText("Description") ?? "",
        policy: input.optionalText("Policy") ?? defaultPolicy(accountId),
        state: "Enabled",
        deletionDate: undefined,
        rotationDays: undefined,
      };
      regionOf(state, call).keys.set(id, key);
      return { KeyMetadata: show(key, accountId) };
    },

    DescribeKey: (input, call) => ({ KeyMetadata: show(findKey(state, input, call), call.caller.accountId) }),

    ListKeys: (input, call) =>
      kmsPage(input, "ListKeys", "Keys", [...regionOf(state, call).keys.values()], (key) => ({
        KeyId: key.id,
        KeyArn: key.arn,
      })),

    UpdateKeyDescription: (input, call) => {
      findKey(state, input, call).description = input.optionalText("Description") ?? "";
    },

    EnableKey: (input, call) => {
      requireUsable(findKey(state, input, call)).state = "Enabled";
    },

    DisableKey: (input, call) => {
      requireUsable(findKey(state, input, call)).state = "Disabled";
    },

    ScheduleKeyDeletion: (input, call) => {
      const key = requireUsable(findKey(state, input, call));
      const days = input.number("PendingWindowInDays") ?? 30;
      key.state = "PendingDeletion";
      key.deletionDate = new Date(call.now.getTime() + days * DAY);
      return {
        KeyId: key.arn,
        DeletionDate: key.deletionDate,
        KeyState: key.state,
        PendingWindowInDays: days,
      };
    },

    CancelKeyDeletion: (input, call) => {
      const key = findKey(state, input, call);
      key.state = "Disabled";
      key.deletionDate = undefined;
      return { KeyId: key.arn };
    },
  };
}

function keySettingOperations(state: Scoped<KmsRegion>): Operations {
  return {
    GetKeyPolicy: (input, call) => ({ Policy: findKey(state, input, call).policy, PolicyName: "default" }),

    PutKeyPolicy: (input, call) => {
      const key = findKey(state, input, call);
      const policy = input.text("Policy");
      try {
        JSON.parse(policy);
      } catch {
        throw new AwsError("MalformedPolicyDocumentException", "The policy is not valid JSON.");
      }
      key.policy = policy;
    },

    ListKeyPolicies: (input, call) => {
      findKey(state, input, call);
      return { PolicyNames: ["default"], Truncated: false };
    },

    GetKeyRotationStatus: (input, call) => {
      const key = findKey(state, input, call);
      return {
        KeyId: key.arn,
        KeyRotationEnabled: key.rotationDays !== undefined,
        RotationPeriodInDays: key.rotationDays,
      };
    },

    EnableKeyRotation: (input, call) => {
      requireUsable(findKey(state, input, call)).rotationDays = input.number("RotationPeriodInDays") ?? 365;
    },

    DisableKeyRotation: (input, call) => {
      requireUsable(findKey(state, input, call)).rotationDays = undefined;
    },

    ListResourceTags: (input, call) => {
      const tags = [...findKey(state, input, call).tags];
      return kmsPage(input, "ListResourceTags", "Tags", tags, ([TagKey, TagValue]) => ({ TagKey, TagValue }));
    },

    TagResource: (input, call) => {
      const { tags } = findKey(state, input, call);
      for (const [key, value] of input.tags("Tags", "TagKey", "TagValue")) {
        tags.set(key, value);
      }
    },

    UntagResource: (input, call) => {
      const { tags } = findKey(state, input, call);
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
    },
  };
}

function aliasOperations(state: Scoped<KmsRegion>): Operations {
  const find = (input: Input, call: Call): Alias => {
    const name = input.text("AliasName");
    const alias = regionOf(state, call).aliases.get(name);
    if (alias === undefined) {
      throw new AwsError("NotFoundException", `Alias ${name} is not found.`);
    }
    return alias;
  };
  return {
    CreateAlias: (input, call) => {
      const { accountId, region } = call.caller;
      const name = input.text("AliasName");
      const { aliases } = regionOf(state, call);
      if (aliases.has(name)) {
        throw new AwsError("AlreadyExistsException", `An alias with the name ${name} already exists`);
      }
      const arn = `arn:aws:kms:${region}:${accountId}:${name}`;
      aliases.set(name, { name, arn, keyId: findKey(state, input, call, "TargetKeyId").id });
    },

    UpdateAlias: (input, call) => {
      find(input, call).keyId = findKey(state, input, call, "TargetKeyId").id;
    },

    DeleteAlias: (input, call) => {
      regionOf(state, call).aliases.delete(find(input, call).name);
    },

    ListAliases: (input, call) => {
      const keyId = input.has("KeyId") ? findKey(state, input, call).id : undefined;
      const aliases = [...regionOf(state, call).aliases.values()].filter(
        (alias) => keyId === undefined || alias.keyId === keyId,
      );
      return kmsPage(input, `ListAliases/${keyId ?? ""}`, "Aliases", aliases, (alias) => ({
        AliasName: alias.name,
        AliasArn: alias.arn,
        TargetKeyId: alias.keyId,
      }));
    },
  };
}

function regionOf(state: Scoped<KmsRegion>, call: Call): KmsRegion {
  return state.in(call.caller.accountId, call.caller.region);
}

/** By id, ARN, alias name or alias ARN. */
function findKey(state: Scoped<KmsRegion>, input: Input, call: Call, parameter = "KeyId"): Key {
  const { keys, aliases } = regionOf(state, call);
  const given = input.text(parameter);
  const alias = aliases.get(given.replace(/^arn:.*:alias\//, "alias/"));
  const key = keys.get(alias?.keyId ?? given.replace(/^arn:.*:key\//, ""));
  if (key === undefined) {
    throw new AwsError("NotFoundException", `Key '${given}' does not exist`);
  }
  return key;
}

function requireUsable(key: Key): Key {
  if (key.state === "PendingDeletion") {
    throw new AwsError("KMSInvalidStateException", `${key.arn} is pending deletion.`);
  }
  return key;
}

function show(key: Key, accountId: string): object {
  return {
    AWSAccountId: accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: key.state === "Enabled",
    Description: key.description,
    KeyUsage: key.usage,
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    KeyState: key.state,
    KeyManager: "CUSTOMER",
    Origin: "AWS_KMS",
    MultiRegion: key.multiRegion,
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    DeletionDate: key.deletionDate,
  };
}

function defaultPolicy(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}
