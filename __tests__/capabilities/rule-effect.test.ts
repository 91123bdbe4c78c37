import { resourceKind } from "../../src/capabilities/resource-kinds";
import { copyRoute, ruleEffect, scanCapability } from "../../src/capabilities/rule-effect";
import type { RuleEffect } from "../../src/capabilities/rule-effect";
import type { JsonObject } from "../../src/text/json";
import { planOf } from "./support/plan-of";

const REGION = "eu-central-1";
const RULE = { schedule_expression: "cron(0 5 ? * * *)", target_backup_vault_name: "Main" };

function effectOf(kind: string, rule: JsonObject, parts: JsonObject = {}): RuleEffect {
  const plan = planOf({ r: { ...RULE, ...rule } }, parts);
  return ruleEffect(plan, plan.rules[0]!, resourceKind(kind)!, REGION, "000000000001");
}

/** `yes`, `no` ... of each setting that the rule uses. */
function answers(effect: RuleEffect): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(effect).flatMap(([name, verdict]) =>
      verdict === undefined || name === "copies"
        ? []
        : [[name, (verdict as { readonly answer: string }).answer]],
    ),
  );
}

const scans = { scan_actions: { guardduty: { scan_mode: "FULL_SCAN" } } };
const scanSettings = (...types: readonly (readonly string[])[]): JsonObject => ({
  scan_settings: Object.fromEntries(
    types.map((resource_types, index) => [`scanner-${index}`, { resource_types }]),
  ),
});

describe("what a rule does for a type of resource", () => {
  it("says nothing of settings that the rule does not use", () => {
    const effect = effectOf("ec2-instance", {});
    expect(answers(effect)).toEqual({ backup: "yes" });
    expect(effect.copies).toEqual([]);
  });

  it.each<[setting: string, kind: string, rule: JsonObject, parts: JsonObject, answer: string | undefined]>([
    ["continuous", "s3", { enable_continuous_backup: "true" }, {}, "depends"],
    ["continuous", "ebs", { enable_continuous_backup: "true" }, {}, "no"],
    ["continuous", "s3", { enable_continuous_backup: "false" }, {}, undefined],
    [
      "coldStorage",
      "efs",
      { lifecycle: { move_to_cold_storage_after_days: "30", delete_after_days: "365" } },
      {},
      "yes",
    ],
    [
      "coldStorage",
      "rds-instance",
      { lifecycle: { move_to_cold_storage_after_days: "30", delete_after_days: "365" } },
      {},
      "no",
    ],
    ["index", "ebs", { index_actions: { resource_types: ["EBS"] } }, {}, "depends"],
    ["index", "s3", { index_actions: { resource_types: ["EBS"] } }, {}, undefined],
    ["index", "ebs", {}, {}, undefined],
    ["scan", "ebs", scans, scanSettings(["ALL"]), "depends"],
    ["scan", "ebs", scans, scanSettings(["EBS"]), "depends"],
    ["scan", "ebs", scans, scanSettings(["S3"], ["ebs"]), "depends"],
    ["scan", "ebs", scans, scanSettings(["S3"]), "no"],
    ["scan", "ebs", scans, {}, "no"],
    ["scan", "ebs", {}, scanSettings(["ALL"]), undefined],
    [
      "windowsVss",
      "ec2-instance",
      {},
      { advanced_backup_settings: { ec2: { windows_vss: "enabled" } } },
      "depends",
    ],
    [
      "windowsVss",
      "ec2-instance",
      {},
      { advanced_backup_settings: { ec2: { windows_vss: "disabled" } } },
      undefined,
    ],
    ["windowsVss", "ec2-instance", {}, { advanced_backup_settings: { s3: { other: "enabled" } } }, undefined],
    ["windowsVss", "ebs", {}, { advanced_backup_settings: { ec2: { windows_vss: "enabled" } } }, undefined],
  ])("%s of %s", (setting, kind, rule, parts, answer) => {
    expect(answers(effectOf(kind, rule, parts))[setting]).toBe(answer);
  });

  it("names the settings that a scan needs, unless the type cannot be scanned at all", () => {
    const plan = planOf({ r: { ...RULE, ...scans } });
    expect(scanCapability(plan, resourceKind("ebs")!)).toMatchObject({
      answer: "no",
      reason: "EBS volumes are not scanned: scan_settings does not name them.",
    });
    expect(scanCapability(plan, resourceKind("fsx-windows")!).reason).not.toContain("scan_settings");
  });

  it("knows which copies leave the account", () => {
    const leaves = (accountId: string | undefined, own?: string): boolean =>
      copyRoute(REGION, { region: "us-east-1", vault: "Copies", accountId }, { accountId: own })
        .isOtherAccount;
    expect(leaves(undefined, "000000000001")).toBe(false);
    expect(leaves("000000000001", "000000000001")).toBe(false);
    expect(leaves("000000000002", "000000000001")).toBe(true);
    expect(leaves("000000000002")).toBe(true);
  });

  it("has an effect for each destination of a copy", () => {
    const copy = (arn: string): JsonObject => ({
      [arn]: { target_backup_vault_arn: arn, lifecycle: { delete_after_days: "90" } },
    });
    const { copies } = effectOf("ebs", {
      copy_actions: copy("arn:aws:backup:us-east-1:$account:backup-vault:Copies"),
    });
    expect(
      copies.map(({ destination, retention, possible }) => [
        destination.region,
        retention.days,
        possible.answer,
      ]),
    ).toEqual([["us-east-1", 90, "yes"]]);
  });
});
