import { PlannedRuns } from "../../src/jobs/planned-runs";
import type { JsonObject } from "../../src/text/json";

const WEEK = { since: new Date("2026-11-22T12:00:00Z"), until: new Date("2026-11-29T12:00:00Z") };

function due(rules: JsonObject): readonly string[] {
  const policy = { plans: { p: { regions: ["eu-central-1"], rules, selections: {} } } };
  return new PlannedRuns(policy, WEEK).rules.map(
    ({ rule, due: times }) => `${rule.rule}: ${times.map((time) => new Date(time).getUTCDate()).join(" ")}`,
  );
}

const rule = (schedule: string, days: string): JsonObject => ({
  schedule_expression: `cron(${schedule})`,
  target_backup_vault_name: "Main",
  lifecycle: { delete_after_days: days },
});

describe("Runs that are due", () => {
  it("leave out those that a rule with a longer retention takes over", () => {
    expect(due({ daily: rule("0 5 ? * * *", "35"), weekly: rule("0 5 ? * SUN *", "90") })).toEqual([
      "daily: 23 24 25 26 27 28",
      "weekly: 29",
    ]);
  });

  it("are those of both rules if retention is equal: which of them runs is not documented", () => {
    expect(due({ daily: rule("0 5 ? * * *", "35"), weekly: rule("0 5 ? * SUN *", "35") })).toEqual([
      "daily: 23 24 25 26 27 28 29",
      "weekly: 29",
    ]);
  });
});
