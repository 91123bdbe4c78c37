import {
  LONGEST_LIFECYCLE_DAYS,
  LONGEST_TAG_KEY,
  LONGEST_TAG_VALUE,
  LONGEST_VAULT_NAME,
  LONGEST_WINDOW_MINUTES,
  SHORTEST_WINDOW_MINUTES,
} from "../limits";
import { PARTITIONS } from "../regions";
import type { Partition, Region } from "../regions";
import type { ResourceType } from "../resource-types";

/** What one scalar of a setting may be. Scalars are compared as text: `60` and `"60"` are the same. */
export type ValueSpec =
  | {
      readonly type: "integer";
      readonly minimum: number;
      /** AWS Backup's own maximum, which AWS Organizations does not check. */
      readonly laterMaximum: number;
      readonly unit: "minutes" | "days";
    }
  | { readonly type: "boolean" }
  | { readonly type: "enumeration"; readonly values: readonly string[] }
  | { readonly type: "text"; readonly shortest: number; readonly longest: number; readonly means: string }
  | {
      readonly type: "pattern";
      readonly id: PatternId;
      /** Source of a regular expression, anchored. */
      readonly pattern: string;
      readonly means: string;
      readonly example: string;
      /** Whether no recording shows what AWS says to other texts: they are accepted, with a note. */
      readonly othersUnrecorded?: true;
    }
  | { readonly type: "region" }
  | { readonly type: "resource-type" }
  | { readonly type: "schedule" };

export type PatternId =
  "vault-name" | "copy-vault-arn" | "air-gapped-vault-arn" | "role-arn" | "condition-key";

export const windowMinutes = {
  type: "integer",
  minimum: SHORTEST_WINDOW_MINUTES,
  laterMaximum: LONGEST_WINDOW_MINUTES,
  unit: "minutes",
} as const;
export const days = {
  type: "integer",
  minimum: 1,
  laterMaximum: LONGEST_LIFECYCLE_DAYS,
  unit: "days",
} as const;
export const boolean = { type: "boolean" } as const;
export const enabledOrDisabled = { type: "enumeration", values: ["enabled", "disabled"] } as const;
export const region = { type: "region" } as const;
export const schedule = { type: "schedule" } as const;
export const resourceType = { type: "resource-type" } as const;
export const tagKey = {
  type: "text",
  shortest: 1,
  longest: LONGEST_TAG_KEY,
  means: "the key of a tag",
} as const;
export const tagValue = {
  type: "text",
  shortest: 0,
  longest: LONGEST_TAG_VALUE,
  means: "the value of a tag",
} as const;

const arnStart = `arn:(?:${PARTITIONS.join("|")})`;
const vaultNamePattern = `[A-Za-z0-9_-]{1,${LONGEST_VAULT_NAME}}`;

export const vaultName = {
  type: "pattern",
  id: "vault-name",
  pattern: `^${vaultNamePattern}$`,
  means: `1 to ${LONGEST_VAULT_NAME} letters, digits, hyphens and underscores`,
  example: "Default",
} as const;

export const copyVaultArn = {
  type: "pattern",
  id: "copy-vault-arn",
  pattern: `^${arnStart}:backup:[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}:(?:\\$account|[0-9]{12}):backup-vault:${vaultNamePattern}$`,
  means:
    "the ARN of a vault that names its Region; the account is $account for the same account or 12 digits for another",
  example: "arn:aws:backup:us-west-2:$account:backup-vault:Default",
} as const;

export const airGappedVaultArn = {
  type: "pattern",
  id: "air-gapped-vault-arn",
  pattern: `^${arnStart}:backup:\\$region:\\$account:backup-vault:${vaultNamePattern}$`,
  means: "the ARN of a logically air-gapped vault with $region for the Region and $account for the account",
  example: "arn:aws:backup:$region:$account:backup-vault:AirGapped",
} as const;

export const roleArn = {
  type: "pattern",
  id: "role-arn",
  pattern: `^${arnStart}:iam::\\$account:role/[!-~]{1,576}$`,
  means: "the ARN of an IAM role with $account for the account",
  example: "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
} as const;

export const conditionKey = {
  type: "pattern",
  id: "condition-key",
  pattern: `^aws:ResourceTag/.{1,${LONGEST_TAG_KEY}}$`,
  means: "aws:ResourceTag/ followed by the key of a tag",
  example: "aws:ResourceTag/backup",
  othersUnrecorded: true,
} as const;

/** The TypeScript type of a value, as a document may write it. */
export type ScalarOf<Spec> = Spec extends { readonly type: "integer" }
  ? number | string
  : Spec extends { readonly type: "boolean" }
    ? boolean | "true" | "false"
    : Spec extends { readonly type: "enumeration"; readonly values: readonly (infer Value)[] }
      ? Value
      : Spec extends { readonly type: "region" }
        ? Region
        : Spec extends { readonly type: "resource-type" }
          ? ResourceType
          : Spec extends { readonly type: "pattern"; readonly id: "role-arn" }
            ? `arn:${Partition}:iam::$account:role/${string}`
            : Spec extends { readonly type: "pattern"; readonly id: "air-gapped-vault-arn" }
              ? `arn:${Partition}:backup:$region:$account:backup-vault:${string}`
              : Spec extends { readonly type: "pattern"; readonly id: "copy-vault-arn" }
                ? `arn:${Partition}:backup:${string}:${string}:backup-vault:${string}`
                : Spec extends { readonly type: "pattern"; readonly id: "condition-key" }
                  ? `aws:ResourceTag/${string}`
                  : string;
