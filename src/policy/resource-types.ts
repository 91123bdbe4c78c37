import { PARTITIONS } from "./regions";
import type { Partition } from "./regions";

/** What a resource selection may name, without the partition; documented as the supported resource types. */
export const RESOURCE_PATTERNS = [
  "backup-gateway:*:*:vm/*",
  "cloudformation:*:*:stack/*",
  "dsql:*:*:cluster/*",
  "dynamodb:*:*:table/*",
  "ec2:*:*:instance/*",
  "ec2:*:*:volume/*",
  "eks:*:*:cluster/*",
  "elasticfilesystem:*:*:file-system/*",
  "fsx:*:*:file-system/*",
  "fsx:*:*:volume/*",
  "rds:*:*:cluster:*",
  "rds:*:*:db:*",
  "redshift:*:*:cluster:*",
  "redshift-serverless:*:*:namespace/*",
  "s3:::*",
  "ssm-sap:*:*:HANA/*",
  "storagegateway:*:*:gateway/*",
  "timestream:*:*:database/*",
] as const;

export type ResourceType = "*" | `arn:${Partition}:${(typeof RESOURCE_PATTERNS)[number]}`;

/** Every word that `resource_types` and `not_resource_types` may hold: `*` for all, and the patterns of each partition. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  "*",
  ...PARTITIONS.flatMap((partition) =>
    RESOURCE_PATTERNS.map((pattern): ResourceType => `arn:${partition}:${pattern}`),
  ),
];

/**
 * A word of `resource_types` without its partition: `ec2:*:*:volume/*`; `*` stays as it is. Words are patterns,
 * which may be shorter than an ARN (`arn:aws:ec2:*`), so no ARN parser reads them.
 */
export function resourcePattern(word: string): string {
  const [start, , ...pattern] = word.split(":");
  return start === "arn" && pattern.length > 0 ? pattern.join(":") : word;
}
