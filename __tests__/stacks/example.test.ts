import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { EffectivePolicy } from "../../src/effective/effective-policy";
import { propose } from "../../src/sources/declared/propose";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { readSynthesized } from "../../src/sources/synthesized/synthesized";
import type { JsonObject } from "../../src/text/json";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import type { StacksConfig } from "../../stacks/config";

const ORGANIZATION = join(__dirname, "..", "..", "stacks", "organization.yaml");
const AT = new Date("2026-01-15T10:00:00Z");

/** Synthesizes the stacks into a temporary folder and computes what the organization becomes. */
function proposedPolicies(changes: Partial<StacksConfig> = {}): EffectivePolicies {
  const outdir = mkdtempSync(join(tmpdir(), "stacks-"));
  buildApp({ ...stacksConfig({}), ...changes, outdir }).synth();
  const { organization, unresolved } = propose(readOrganizationFile(ORGANIZATION), readSynthesized(outdir));
  expect(unresolved).toEqual([]);
  return EffectivePolicies.compute(organization, AT);
}

function account(policies: EffectivePolicies, name: string): EffectivePolicy {
  const found = policies.organization.accounts.find((candidate) => candidate.name === name);
  const policy = policies.of(found?.id ?? "");
  if (policy === undefined) {
    throw new Error(`no account ${name}`);
  }
  return policy;
}

describe("the embedded example, synthesized and merged", () => {
  const policies = proposedPolicies();

  const role = "arn:aws:iam::$account:role/AWSBackupSolutionRole";
  const central = "arn:aws:backup:eu-central-1:222222222222:backup-vault:CentralVault";
  // Copy keys are folded to lower case like any name; the vault that counts is the setting below the key.
  const centralKey = central.toLowerCase();
  const project = { project: { tag_key: "project", tag_value: "aws-backup" } };
  const dailyRule = {
    schedule_expression: "cron(0 5 ? * * *)",
    start_backup_window_minutes: "60",
    complete_backup_window_minutes: "1200",
    target_backup_vault_name: "AWSBackupSolutionVault",
    recovery_point_tags: project,
    copy_actions: {
      [centralKey]: { target_backup_vault_arn: central, lifecycle: { delete_after_days: "35" } },
    },
  };
  const dailyPlan = {
    regions: ["eu-central-1", "eu-west-1"],
    selections: {
      tags: { orgdailybackupselection: { iam_role_arn: role, tag_key: "backup", tag_value: ["daily"] } },
    },
    backup_plan_tags: project,
  };

  test("log-archive inherits org-baseline alone: what the root says is what it gets, names in lower case", () => {
    expect(account(policies, "log-archive")).toMatchObject({ status: "published", errors: [] });
    expect(account(policies, "log-archive").policy).toEqual({
      plans: {
        orgbackupplandaily: {
          ...dailyPlan,
          rules: { orgdailybackuprule: { ...dailyRule, lifecycle: { delete_after_days: "30" } } },
        },
      },
    });
  });

  test("payments-ledger-prod keeps the daily backup 90 days, since production-retention assigns below the root, and has its own second plan", () => {
    expect(account(policies, "payments-ledger-prod").status).toBe("published");
    expect(account(policies, "payments-ledger-prod").policy).toEqual({
      plans: {
        orgbackupplandaily: {
          ...dailyPlan,
          rules: { orgdailybackuprule: { ...dailyRule, lifecycle: { delete_after_days: "90" } } },
        },
        // Another plan name does not meet org-baseline's plan: the two stand beside each other.
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
            tags: { ledgers: { iam_role_arn: role, tag_key: "backup-archive", tag_value: ["true"] } },
          },
        },
      },
    });
  });

  test("analytics-prod is withheld: its 35 days are blocked by the lock of production-retention, and continuous backup meets 90 days", () => {
    const { status, policy, errors } = account(policies, "analytics-prod");
    expect(status).toBe("withheld");
    expect(policy).toEqual({
      plans: {
        orgbackupplandaily: {
          ...dailyPlan,
          rules: {
            orgdailybackuprule: {
              ...dailyRule,
              enable_continuous_backup: "true",
              lifecycle: { delete_after_days: "90" },
            },
          },
        },
      },
    });
    expect(errors).toMatchObject([
      { code: "CROSS_ATTRIBUTE_VALIDATION", path: "plans/orgbackupplandaily/rules/orgdailybackuprule" },
    ]);
  });

  test("without the deliberate mistake nobody is withheld", () => {
    const mended = proposedPolicies({
      policies: stacksConfig({}).policies.filter(({ name }) => name !== "data-continuous"),
    });
    expect([...mended.distinct().keys()].map(({ status }) => status)).not.toContain("withheld");
  });
});

describe("real documents go the same way", () => {
  const documents = [
    "aws-samples-backup-recovery-daily.json",
    "aws-samples-backup-recovery-monthly.json",
    "lza-4plans.json",
    "lza-best-practices-org.json",
    "superwerker.json",
  ];
  const read = (file: string): JsonObject =>
    JSON.parse(readFileSync(join(__dirname, "..", "fixtures", "policies", file), "utf8")) as JsonObject;

  test("attached to the root and to OUs, each of their plans reaches the accounts below", () => {
    // What the documents name was made by others than this app.
    const prerequisites = {
      roles: [{ role: "Backup-Role" }, { role: "service-role/AWSBackupDefaultServiceRole" }],
      vaults: ["AWSBackupSolutionVault", "CentralVault", "BackupVault", "Default"].map((vaultName) => ({
        vaultName,
      })),
    };
    const targets = [
      "Root",
      "Root/Workloads",
      "Root/Workloads/Production",
      "Root/Workloads/Production/Payments",
      "Root/Sandbox",
    ];
    const policies = proposedPolicies({
      organization: { organization: ORGANIZATION, existing: prerequisites },
      policies: documents.map((file, index) => ({
        name: basename(file, ".json"),
        description: file,
        content: read(file),
        targets: [targets[index] ?? "Root"],
      })),
    });
    const plansOf = (name: string): readonly string[] =>
      Object.keys((account(policies, name).policy.plans ?? {}) as JsonObject).sort();
    const namesIn = (file: string): readonly string[] =>
      Object.keys(read(file).plans as JsonObject).map((name) => name.toLowerCase());
    const [daily = "", monthly = "", four = "", best = "", superwerker = ""] = documents;
    // org-baseline still exists: the code does not name it, so that it stays attached to the root.
    const existing = ["orgbackupplandaily"];
    expect(plansOf("log-archive")).toEqual([...new Set([...existing, ...namesIn(daily)])].sort());
    expect(plansOf("sandbox-anna")).toEqual(
      [...new Set([...existing, ...namesIn(daily), ...namesIn(superwerker)])].sort(),
    );
    expect(plansOf("payments-api-prod")).toEqual(
      [
        ...new Set([
          ...existing,
          ...namesIn(daily),
          ...namesIn(monthly),
          ...namesIn(four),
          ...namesIn(best),
          "paymentsarchive",
        ]),
      ].sort(),
    );
    expect(new Set([...policies.distinct().keys()].map(({ status }) => status))).toEqual(
      new Set(["published"]),
    );
  });
});
