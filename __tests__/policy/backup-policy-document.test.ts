import type {
  BackupPolicyDocument,
  PlanDocument,
  RuleDocument,
  ValueOf,
} from "../../src/policy/backup-policy-document";
import type { Grammar } from "../../src/policy/grammar";
import type { JsonObject } from "../../src/text/json";
import { ROLE, validate, VAULT_ARN } from "./support/fragments";

/** The compiler checks these documents; the lines that it must refuse are marked. */
const policy: BackupPolicyDocument = {
  plans: {
    "@@operators_allowed_for_child_policies": ["@@append"],
    daily: {
      regions: { "@@assign": ["us-east-1"], "@@remove": ["cn-north-1"] },
      rules: {
        nightly: {
          schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
          start_backup_window_minutes: { "@@assign": 60 },
          enable_continuous_backup: { "@@assign": "false" },
          target_backup_vault_name: {
            "@@assign": "Vault",
            "@@operators_allowed_for_child_policies": ["@@none"],
          },
          target_logically_air_gapped_backup_vault_arn: {
            "@@assign": "arn:aws:backup:$region:$account:backup-vault:V",
          },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
          copy_actions: { [VAULT_ARN]: { target_backup_vault_arn: { "@@assign": VAULT_ARN } } },
          scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } },
        },
      },
      selections: {
        tags: {
          all: {
            iam_role_arn: { "@@assign": ROLE },
            tag_key: { "@@assign": "backup" },
            tag_value: { "@@assign": ["daily"] },
          },
        },
      },
      scan_settings: { GUARDDUTY: { resource_types: { "@@append": ["ALL"] } } },
    },
  },
};

const refusedByTheCompiler: readonly (PlanDocument | RuleDocument)[] = [
  // @ts-expect-error a value needs its operator
  { regions: ["us-east-1"] },
  { regions: { "@@assign": ["us-nowhere-1"] } },
  // @ts-expect-error a single value takes no @@append
  { target_backup_vault_name: { "@@append": ["Vault"] } },
  // @ts-expect-error a list takes a list
  { regions: { "@@assign": "us-east-1" } },
  // @ts-expect-error no such key
  { start_window_minutes: { "@@assign": 60 } },
  // @ts-expect-error no such mode
  { scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "QUICK_SCAN" } } } },
  // @ts-expect-error no such control
  { "@@operators_allowed_for_child_policies": ["@@some"] },
];

const effective: ValueOf<Grammar> = {
  plans: { daily: { regions: ["us-east-1"], rules: { nightly: { target_backup_vault_name: "Vault" } } } },
};

describe("The type of a backup policy", () => {
  it("takes documents that AWS accepts, as JSON", () => {
    const json: JsonObject = policy;
    expect(validate(json).accepted).toBe(true);
  });

  it("refuses what AWS refuses", () => {
    expect(
      refusedByTheCompiler.map(
        (node) => validate({ plans: { p: { ...node, rules: { r: node } } } }).accepted,
      ),
    ).toEqual(refusedByTheCompiler.map(() => false));
  });

  it("describes plain values as well, without operators", () => {
    expect(Object.keys(effective.plans ?? {})).toEqual(["daily"]);
  });
});
