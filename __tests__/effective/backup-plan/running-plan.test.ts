import type { BackupPlan } from "../../../src/effective/backup-plan";
import { backupPlansIn, backupPlansOf } from "../../../src/effective/backup-plan/read-backup-plans";
import {
  planRuns,
  ruleRuns,
  runningPlan,
  surelyRunningPlan,
} from "../../../src/effective/backup-plan/running-plan";
import { mergeLevels } from "../../../src/effective/inherit";
import type { MergedNode } from "../../../src/effective/merged-node";
import { daily } from "../../review/support/policy-documents";
import type { RuleDocument } from "../../review/support/policy-documents";
import { level } from "../../support/policies";
import { WHOLE_POLICY } from "../../support/whole-plan";

const AT = new Date("2026-01-15T10:00:00Z");
const PAST = "cron(0 5 ? * * 2020-2025)";

function stateOf(rules: Readonly<Record<string, RuleDocument>>): MergedNode {
  return mergeLevels([level("root", [daily({}, { rules })])]);
}

function planOf(rules: Readonly<Record<string, RuleDocument>>): BackupPlan {
  return backupPlansIn(stateOf(rules))[0]!;
}

describe("a rule", () => {
  it.each([
    ["cron(0 5 ? * * *)", "yes"],
    ["cron(0 5 31 2 ? *)", "no"],
    ["cron(0 5 30 2 ? *)", "no"],
    [PAST, "no"],
    ["cron(0 5 ? * * 2020-2026)", "yes"],
    ["cron(0 5 15 1 ? 2026)", "no"],
    ["cron(0 10 15 1 ? 2026)", "no"],
    ["cron(1 10 15 1 ? 2026)", "yes"],
    ["cron(0 5 29 2 ? *)", "yes"],
    ["cron(0 5 29 2 ? 2026-2027)", "no"],
    ["rate(1 day)", "unknown"],
    ["", "unknown"],
  ] as const)("with the schedule %s has runs ahead: %s", (schedule, runs) => {
    expect(ruleRuns({ schedule }, AT)).toBe(runs);
  });

  it("without a schedule runs by AWS Backup's default", () => {
    const { rules } = backupPlansOf(WHOLE_POLICY)[0]!;
    expect(
      rules.filter(({ usesDefaultSchedule }) => usesDefaultSchedule).map((rule) => ruleRuns(rule, AT)),
    ).toEqual(["yes"]);
  });

  it("of which the years end next month still runs, until they end", () => {
    const plan = planOf({ nightly: { schedule: "cron(0 5 ? * * 2020-2026)" } });
    expect(planRuns(plan, new Date("2026-11-27T00:00:00Z"))).toBe("yes");
    expect(planRuns(plan, new Date("2026-12-31T05:00:00Z"))).toBe("no");
    // The answer for one time is not kept for another.
    expect(planRuns(plan, new Date("2026-12-31T04:59:00Z"))).toBe("yes");
  });
});

describe("a plan as it runs", () => {
  it("is the plan itself if all rules run", () => {
    const plan = planOf({ nightly: {}, weekly: { schedule: "cron(0 3 ? * SUN *)" } });
    expect(runningPlan(plan, AT)).toBe(plan);
    expect(surelyRunningPlan(plan, AT)).toBe(plan);
  });

  it("has no rules that have ended, and is one object as long as the same rules run", () => {
    const plan = planOf({ nightly: {}, old: { schedule: PAST, days: 365 } });
    const running = runningPlan(plan, AT);
    expect(running.rules.map(({ name }) => name)).toEqual(["nightly"]);
    expect(running.leftOut?.map(({ name }) => name)).toEqual(["old"]);
    expect(runningPlan(plan, new Date(AT.getTime() + 60_000))).toBe(running);
    expect(runningPlan(plan, new Date("2024-01-01T00:00:00Z"))).toBe(plan);
  });

  it("keeps a rule whose schedule cannot be read, unless only what is certain counts", () => {
    const plan = planOf({ nightly: {}, odd: { schedule: "rate(1 day)" } });
    expect(runningPlan(plan, AT)).toBe(plan);
    expect(surelyRunningPlan(plan, AT).rules.map(({ name }) => name)).toEqual(["nightly"]);
  });
});
