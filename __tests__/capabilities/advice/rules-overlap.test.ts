import { rulesOverlap } from "../../../src/capabilities/advice/rules-overlap";
import type { JsonObject } from "../../../src/text/json";
import { byTag, byType, planOf } from "../support/plan-of";

const AT = new Date("2026-11-26T00:00:00Z");
const DATABASES = "arn:aws:rds:*:*:db:*";
const VOLUMES = "arn:aws:ec2:*:*:volume/*";

interface Rule {
  readonly hour?: number;
  readonly vault?: string;
  readonly days?: number;
  readonly continuous?: boolean;
}

function rule({ hour = 5, vault = "main", days, continuous = false }: Rule): JsonObject {
  return {
    schedule_expression: `cron(0 ${hour} ? * * *)`,
    target_backup_vault_name: vault,
    ...(continuous ? { enable_continuous_backup: "true" } : {}),
    ...(days === undefined ? {} : { lifecycle: { delete_after_days: String(days) } }),
  };
}

function said(first: Rule, second: Rule, selections = byTag()): readonly string[] {
  const plan = planOf({ a: rule(first), b: rule(second) }, { selections });
  return rulesOverlap.advise(plan, AT).map(({ path, message }) => `${path}: ${message}`);
}

describe("Overlapping rules", () => {
  it("with equal retention lose what the other does not do, whichever makes the backup", () => {
    expect(said({ days: 30, vault: "first" }, { days: 30, vault: "second" })).toEqual([
      'plans/p/rules/b: "b" and "a" start within the same window, first at 2026-11-26 05:00 UTC: AWS Backup makes one backup, and no page says under which of two rules with equal retention. Under "a": The backup goes to the vault "first" instead of "second". Under "b": The backup goes to the vault "second" instead of "first".',
    ]);
  });

  it("of which one keeps backups forever are judged under a named assumption", () => {
    expect(said({ days: 36_500, vault: "first" }, { vault: "second" })).toEqual([
      'plans/p/rules/a: "b" takes over every run of "a", first at 2026-11-26 05:00 UTC: their start windows overlap, and AWS Backup makes one backup under the longer retention. The backup goes to the vault "second" instead of "first". Assumed: Indefinite retention counts as longer than any number of days, including the maximum of a vault; no page says so.',
    ]);
  });

  it("are reported only if something is lost", () => {
    expect(said({ days: 30 }, { days: 60 })).toEqual([]);
    expect(said({ hour: 5, days: 30, vault: "first" }, { hour: 17, days: 60, vault: "second" })).toEqual([]);
  });
});

describe("Continuous rules in different vaults", () => {
  const first = { hour: 5, days: 30, continuous: true, vault: "first" };
  const second = { hour: 17, days: 35, continuous: true, vault: "second" };
  const message =
    'plans/p/rules/b/enable_continuous_backup: "a" and "b" are continuous in different vaults: a resource has one continuous recovery point, that of the rule that AWS Backup processes first. The other rule takes snapshots only; an older page calls such a plan invalid.';

  it("are reported whatever their schedules", () => {
    expect(said(first, second, byType(DATABASES))).toEqual([message]);
    expect(said(first, second)).toEqual([message]);
  });

  it("are no matter in one vault, nor for types without continuous backup", () => {
    expect(said(first, { ...second, vault: "first" }, byType(DATABASES))).toEqual([]);
    expect(said(first, second, byType(VOLUMES))).toEqual([]);
  });
});
