import type { StacksConfig } from "../../stacks/config";
import type { StackPolicy } from "../../stacks/policies/stack-policy";

type Configuration = Omit<StacksConfig, "backend" | "awsProviderVersion">;

/** A policy with one plan that names the role and the vault of {@link fromNothing}. */
export function policy(
  name: string,
  targets: readonly string[],
  days = "35",
  tagValue = "daily",
): StackPolicy {
  return {
    name,
    description: `The policy ${name}`,
    targets,
    content: {
      plans: {
        [name]: {
          regions: { "@@assign": ["eu-west-1", "eu-central-1"] },
          rules: {
            nightly: {
              schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
              target_backup_vault_name: { "@@assign": "Vault" },
              lifecycle: { delete_after_days: { "@@assign": days } },
            },
          },
          selections: {
            tags: {
              all: {
                iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupRole" },
                tag_key: { "@@assign": "backup" },
                tag_value: { "@@assign": [tagValue] },
              },
            },
          },
        },
      },
    },
  };
}

/** All stacks for an organization that does not exist yet. */
export function fromNothing(policies: readonly StackPolicy[]): Configuration {
  return {
    access: { mode: "create", allowDestroy: true },
    organizationalUnits: { Workloads: { units: { Production: {}, Staging: {} } }, Sandbox: {} },
    settings: { global: { crossAccountBackup: true } },
    homeRegion: "eu-central-1",
    otherRegions: ["eu-west-1"],
    memberAccounts: {
      role: { roleName: "BackupRole" },
      vaults: [{ name: "Vault", lock: { mode: "governance", minRetentionDays: 7 } }],
      onRemoval: "delete",
    },
    policies,
    reporting: { bucketName: "example-backup-reports", allowDestroy: true },
  };
}
