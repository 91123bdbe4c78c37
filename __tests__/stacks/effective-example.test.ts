import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import { readChange } from "../../src/app/read-change";
import { decidingEvents } from "../../src/effective/explain";
import { traceProvenance } from "../../src/effective/provenance";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { inheritanceLevels } from "../../src/organization/inheritance-levels";

const outdir = mkdtempSync(join(tmpdir(), "example-"));
buildApp({ ...stacksConfig({}), outdir }).synth();
const organization = readChange({
  directory: outdir,
  organization: "stacks/organization.yaml",
  at: new Date("2026-01-15T10:00:00Z"),
}).after;
const policies = EffectivePolicies.compute(organization, new Date("2026-01-15T10:00:00Z"));

const VAULT = "arn:aws:backup:eu-central-1:222222222222:backup-vault:CentralVault";

/** The plan that the root's policy gives to every account: each value is there as `org-baseline` assigns it. */
function dailyPlan(scheduleExpression: string, days: string): object {
  return {
    // @@assign of two Regions.
    regions: ["eu-central-1", "eu-west-1"],
    rules: {
      orgdailybackuprule: {
        schedule_expression: scheduleExpression,
        // Numbers are assigned as numbers and shown as strings.
        start_backup_window_minutes: "60",
        complete_backup_window_minutes: "1200",
        lifecycle: { delete_after_days: days },
        target_backup_vault_name: "AWSBackupSolutionVault",
        recovery_point_tags: { project: { tag_key: "project", tag_value: "aws-backup" } },
        copy_actions: {
          // The name is a key, and keys are shown in lower case; the setting below keeps its case.
          [VAULT.toLowerCase()]: { target_backup_vault_arn: VAULT, lifecycle: { delete_after_days: "35" } },
        },
      },
    },
    selections: {
      tags: {
        orgdailybackupselection: {
          iam_role_arn: "arn:aws:iam::$account:role/AWSBackupSolutionRole",
          tag_key: "backup",
          // A list stays a list, of one member too.
          tag_value: ["daily"],
        },
      },
    },
    backup_plan_tags: { project: { tag_key: "project", tag_value: "aws-backup" } },
  };
}

const RULE = "plans/orgbackupplandaily/rules/orgdailybackuprule";

/** Who decides each value: the policy and the level; of those that the root's policy does not decide. */
function decidedBelowTheRoot(accountId: string): Readonly<Record<string, string>> {
  const { events } = traceProvenance(inheritanceLevels(organization, accountId));
  return Object.fromEntries(
    [...events].flatMap(([path, history]) => {
      const [decides] = decidingEvents(history);
      const by = `${organization.policy(decides?.policyId ?? "")?.name ?? ""} on ${organization.path(decides?.targetId ?? "")}`;
      return by === "org-baseline on Root" ? [] : [[path, by] as const];
    }),
  );
}

describe("the effective policies of the example, checked by hand", () => {
  it("of log-archive: only the root's policy reaches it", () => {
    expect(policies.of("100000000001")).toMatchObject({ status: "published", errors: [] });
    expect(policies.of("100000000001")?.policy).toEqual({
      plans: { orgbackupplandaily: dailyPlan("cron(0 5 ? * * *)", "30") },
    });
    expect(decidedBelowTheRoot("100000000001")).toEqual({});
  });

  it("of a sandbox: its OU's policy assigns the schedule and the retention anew, all else is inherited", () => {
    const sandbox = organization.accounts.find(({ parentId }) => parentId === "ou-nw01-sandbox0");
    expect(policies.of(sandbox?.id ?? "")?.policy).toEqual({
      plans: { orgbackupplandaily: dailyPlan("cron(0 5 ? * SUN *)", "7") },
    });
    expect(decidedBelowTheRoot(sandbox?.id ?? "")).toEqual({
      [`${RULE}/schedule_expression`]: "sandbox-weekly on Root/Sandbox",
      [`${RULE}/lifecycle/delete_after_days`]: "sandbox-weekly on Root/Sandbox",
    });
  });

  it("of payments-api-prod: Production locks 90 days, and Payments adds a plan of its own", () => {
    expect(policies.of("200000000001")?.policy).toEqual({
      plans: {
        orgbackupplandaily: dailyPlan("cron(0 5 ? * * *)", "90"),
        paymentsarchive: {
          regions: ["eu-central-1"],
          rules: {
            monthly: {
              schedule_expression: "cron(0 2 1 * ? *)",
              target_backup_vault_name: "AWSBackupSolutionVault",
              lifecycle: { move_to_cold_storage_after_days: "30", delete_after_days: "2555" },
            },
            everyfourhours: {
              schedule_expression: "cron(0 0/4 ? * * *)",
              target_backup_vault_name: "AWSBackupSolutionVault",
              lifecycle: { delete_after_days: "14" },
            },
          },
          selections: {
            tags: {
              ledgers: {
                iam_role_arn: "arn:aws:iam::$account:role/AWSBackupSolutionRole",
                tag_key: "backup-archive",
                tag_value: ["true"],
              },
            },
          },
        },
      },
    });
    const decided = decidedBelowTheRoot("200000000001");
    expect(decided[`${RULE}/lifecycle/delete_after_days`]).toBe(
      "production-retention on Root/Workloads/Production",
    );
    const others = Object.entries(decided).filter(([path]) => !path.startsWith(RULE));
    expect(others).toHaveLength(11);
    expect(new Set(others.map(([, by]) => by))).toEqual(
      new Set(["payments-archive on Root/Workloads/Production/Payments"]),
    );
  });
});
