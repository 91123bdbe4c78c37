import type { Partition, Region } from "../../regions";
import { partitionOf } from "../../regions";
import type { CopyVaultArn, RoleArn } from "../authored-nodes";

/** The role that AWS Backup creates when its console is first opened in an account; `service-role/` belongs to it. */
export const DEFAULT_BACKUP_ROLE = "service-role/AWSBackupDefaultServiceRole";

/**
 * The ARN of a role that every account has.
 *
 * @param role path and name, as in `service-role/AWSBackupDefaultServiceRole`; an ARN is returned as it is
 * @param partition defaults to `aws`
 */
export function backupRoleArn(role: string = DEFAULT_BACKUP_ROLE, partition: Partition = "aws"): RoleArn {
  return isRoleArn(role) ? role : `arn:${partition}:iam::$account:role/${role}`;
}

/** A vault by Region, account and name. */
export interface VaultLocation {
  readonly region: Region;
  /** Name of the vault; `Default` unless given. */
  readonly vault?: string;
  /** 12 digits; unless given, the account that is backed up. */
  readonly account?: string;
}

/** The ARN of a vault for copies, in the partition of its Region. */
export function copyVaultArn({
  region,
  vault = "Default",
  account = "$account",
}: VaultLocation): CopyVaultArn {
  return `arn:${partitionOf(region) ?? "aws"}:backup:${region}:${account}:backup-vault:${vault}`;
}

/** The ARN of a logically air-gapped vault in the account and Region of each backup. */
export function airGappedVaultArn<Within extends Partition = "aws">(
  vault: string,
  partition?: Within,
): `arn:${Within}:backup:$region:$account:backup-vault:${string}` {
  return `arn:${partition ?? ("aws" as Within)}:backup:$region:$account:backup-vault:${vault}`;
}

/** What looks like an ARN is never wrapped into one; the validation judges it. */
function isRoleArn(role: string): role is RoleArn {
  return role.startsWith("arn:");
}
