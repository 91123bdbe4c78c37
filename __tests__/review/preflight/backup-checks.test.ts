import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { OrganizationData } from "../../../src/organization/model";
import type { BackupNeeds } from "../../../src/effective/backup-plan/backup-needs";
import {
  globalSettingChecks,
  needsOfAll,
  plansOfAll,
  quotaChecks,
  scheduleChecks,
} from "../../../src/review/preflight/backup-checks";
import type { PreflightCheck } from "../../../src/review/preflight/preflight-check";
import { daily } from "../support/policy-documents";
import { attached, completePlan, organization, policy, ROOT, unit } from "../../support/organizations";

const NOTHING: BackupNeeds = { regions: [], roles: [], vaults: [], resourceTypes: [], selectsByTag: false };

function copyTo(accountId: string | undefined): BackupNeeds {
  return {
    ...NOTHING,
    vaults: [{ vault: "v", region: "eu-central-1", accountId, use: "copy", path: "p", retentionDays: 35 }],
  };
}

describe("what the policies of all accounts need", () => {
  test("is what the effective policies name together, each Region once", () => {
    const needs = needsOfAll(
      EffectivePolicies.compute(
        organization({
          policies: [policy("p-1", completePlan("one")), policy("p-2", completePlan("two"))],
          attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")],
        }),
        new Date("2026-01-15T10:00:00Z"),
      ),
    );
    expect(needs).toMatchObject({ regions: ["eu-central-1"], resourceTypes: [], selectsByTag: true });
    expect(new Set(needs.roles.map(({ role }) => role))).toEqual(new Set(["backup"]));
    expect(new Set(needs.vaults.map(({ vault }) => vault))).toEqual(new Set(["Default"]));
  });
});

describe("the schedules of rules", () => {
  const AT = new Date("2026-01-15T10:00:00Z");
  const checks = (schedule?: string): readonly PreflightCheck[] => {
    const org = organization({
      policies: [policy("p-1", daily(schedule === undefined ? {} : { schedule }))],
      attachments: [attached(ROOT, "p-1")],
    });
    return scheduleChecks(plansOfAll(EffectivePolicies.compute(org, AT)), AT);
  };

  test.each([
    [undefined, "ok", "1 rule with future runs."],
    ["cron(0 5 ? * * 2020-2025)", "failed", "No future runs: plans/daily/rules/nightly."],
    ["rate(1 day)", "unknown", "The schedules of plans/daily/rules/nightly cannot be read."],
  ])("%s: %s", (schedule, status, seen) => {
    expect(checks(schedule)).toMatchObject([{ id: "schedule", status, seen }]);
  });

  test("are not checked without plans", () => {
    expect(scheduleChecks([], AT)).toEqual([]);
  });
});

describe("cross-account backup", () => {
  const setting = (value: string | undefined, needs: BackupNeeds): PreflightCheck | undefined =>
    globalSettingChecks(
      {
        known: true,
        value: new Map(value === undefined ? [] : [["isCrossAccountBackupEnabled", value]]),
      },
      needs,
    )[0];

  test.each<[string | undefined, BackupNeeds, string]>([
    ["true", copyTo("222222222222"), "ok"],
    ["false", copyTo("222222222222"), "failed"],
    [undefined, copyTo("222222222222"), "failed"],
    ["false", copyTo(undefined), "ok"],
    ["false", NOTHING, "ok"],
  ])("%s, needs %j: %s", (value, needs, status) => {
    expect(setting(value, needs)).toMatchObject({ id: "cross-account-backup", status });
  });

  test("may not be read", () => {
    expect(globalSettingChecks({ known: false, why: "Denied." }, copyTo("222222222222"))).toMatchObject([
      { status: "unknown", seen: "Denied." },
    ]);
  });
});

describe("quotas", () => {
  function quotas(changes: Partial<OrganizationData>): ReadonlyMap<string, PreflightCheck> {
    return new Map(quotaChecks(organization(changes)).map((check) => [check.id, check]));
  }
  const policies = (count: number): OrganizationData["policies"] =>
    Array.from({ length: count }, (_, index) => policy(`p-${index}`, completePlan()));

  test.each([
    [899, "ok"],
    [900, "warning"],
    [1000, "warning"],
    [1001, "failed"],
  ])("%d backup policies of 1,000: %s", (count, status) => {
    expect(quotas({ policies: policies(count) }).get("quota-policies")).toMatchObject({ status });
  });

  test.each([
    [8, "ok"],
    [9, "warning"],
    [11, "failed"],
  ])("%d policies on the fullest target, of 10: %s", (count, status) => {
    const ids = policies(count).map(({ id }) => id);
    const check = quotas({
      policies: policies(count),
      attachments: [attached(ROOT, "p-0"), attached("ou-b", ...ids)],
    }).get("quota-policies-per-target");
    expect(check).toMatchObject({ status });
    expect(check?.seen).toContain("policies on Root/a/b; room for ");
  });

  test("the longest policy counts as AWS stores it, white space included", () => {
    const content = { kind: "known", value: completePlan(), text: " ".repeat(9_500) } as const;
    expect(
      quotas({ policies: [...policies(1), { id: "p-long", name: "long", content }] }).get(
        "quota-document-size",
      ),
    ).toMatchObject({
      status: "warning",
      seen: "9,500 of 10,000 characters in long, the longest; room for 500.",
    });
  });

  test("OUs, and an organization without any policy", () => {
    const organizationalUnits = [unit("ou-a", ROOT), unit("ou-b", "ou-a")];
    const found = quotas({ organizationalUnits });
    expect(found.get("quota-organizational-units")?.seen).toBe("2 of 2,000 OUs; room for 1,998.");
    expect([...found.values()].every(({ status }) => status === "ok")).toBe(true);
  });
});
