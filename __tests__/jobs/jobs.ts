import type { Job } from "../../src/jobs/job";
import { isJsonObject } from "../../src/text/json";
import type { JsonObject } from "../../src/text/json";

export const REGION = "eu-central-1";

let count = 0;

/** A backup job of the plan `daily`, rule `nightly`, complete without issues. */
export function job(changes: Partial<Job> = {}): Job {
  count += 1;
  return {
    kind: "backup",
    id: `job-${count}`,
    accountId: "000000000002",
    region: REGION,
    state: "COMPLETED",
    resourceType: "EBS",
    resourceArn: "arn:aws:ec2:eu-central-1:000000000002:volume/vol-0123456789abcdef0",
    vault: "main",
    destinationVaultArn: undefined,
    createdAt: new Date("2026-01-15T02:05:00Z"),
    completedAt: new Date("2026-01-15T02:30:00Z"),
    startBy: undefined,
    message: "",
    messageCategory: "SUCCESS",
    createdBy: { plan: "daily", rule: "nightly", schedule: undefined },
    continuous: false,
    retentionDays: 35,
    ...changes,
  };
}

export interface PlanSettings {
  readonly schedule?: string;
  readonly continuous?: boolean;
  readonly retention?: string;
  readonly startWindow?: string;
  readonly vault?: string;
  readonly resourceTypes?: readonly string[];
  /** Of the selection by `resourceTypes`, without operators. */
  readonly conditions?: JsonObject;
  readonly regions?: readonly string[];
  readonly copyTo?: string;
  readonly selections?: boolean;
}

/** The same with the operator that assigns each value. */
function assigned(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isJsonObject(member) ? assigned(member) : { "@@assign": member },
    ]),
  );
}

/** A policy document with the plan `Daily` and its rule `Nightly`, at 02:00 UTC unless said otherwise. */
export function dailyPlan(settings: PlanSettings = {}): JsonObject {
  const assign = (value: string | readonly string[]): JsonObject => ({ "@@assign": value });
  const {
    schedule = "cron(0 2 ? * * *)",
    vault = "main",
    regions = [REGION],
    resourceTypes,
    copyTo,
  } = settings;
  const iamRole = { iam_role_arn: assign("arn:aws:iam::$account:role/backup/worker") };
  return {
    plans: {
      Daily: {
        regions: assign(regions),
        rules: {
          Nightly: {
            schedule_expression: assign(schedule),
            target_backup_vault_name: assign(vault),
            start_backup_window_minutes: assign(settings.startWindow ?? "120"),
            ...(settings.continuous === true ? { enable_continuous_backup: assign("true") } : {}),
            lifecycle: { delete_after_days: assign(settings.retention ?? "35") },
            ...(copyTo === undefined
              ? {}
              : {
                  copy_actions: {
                    [copyTo]: {
                      target_backup_vault_arn: assign(copyTo),
                      lifecycle: { delete_after_days: assign("100") },
                    },
                  },
                }),
          },
        },
        ...(settings.selections === false
          ? {}
          : {
              selections:
                resourceTypes === undefined
                  ? {
                      tags: {
                        tagged: { ...iamRole, tag_key: assign("backup"), tag_value: assign(["daily"]) },
                      },
                    }
                  : {
                      resources: {
                        chosen: {
                          ...iamRole,
                          resource_types: assign(resourceTypes),
                          ...(settings.conditions === undefined
                            ? {}
                            : { conditions: assigned(settings.conditions) }),
                        },
                      },
                    },
            }),
      },
    },
  };
}
