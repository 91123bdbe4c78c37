import { ruleOverlaps, runsKept } from "../../../src/capabilities/lifecycle/rule-overlaps";
import type { JsonObject } from "../../../src/text/json";
import { planOf } from "../support/plan-of";

const AT = new Date("2026-11-26T00:00:00Z");
const rule = (schedule: string, retention: string | undefined, window?: string): JsonObject => ({
  schedule_expression: `cron(${schedule})`,
  ...(window === undefined ? {} : { start_backup_window_minutes: window }),
  ...(retention === undefined ? {} : { lifecycle: { delete_after_days: retention } }),
});
const overlaps = (rules: JsonObject): readonly string[] =>
  ruleOverlaps(planOf(rules), AT).map(
    ({ kept, skipped, first, isAlways, isTie }) =>
      `${kept.name} over ${skipped.name} on ${first.toISOString()}${isAlways ? " always" : ""}${isTie ? " tie" : ""}`,
  );

describe("Overlapping rules of a plan", () => {
  it("make one backup, under the longer retention, on days that coincide", () => {
    expect(overlaps({ daily: rule("0 5 ? * * *", "35"), weekly: rule("0 5 ? * SUN *", "90") })).toEqual([
      "weekly over daily on 2026-11-29T05:00:00.000Z",
    ]);
  });

  it("of four generations meet pair by pair", () => {
    const found = overlaps({
      daily: rule("0 5 ? * * *", "30"),
      weekly: rule("0 5 ? * SUN *", "90"),
      monthly: rule("0 5 1 * ? *", "365"),
      yearly: rule("0 5 1 1 ? *", "730"),
    });
    expect(found).toEqual([
      "weekly over daily on 2026-11-29T05:00:00.000Z",
      "monthly over daily on 2026-12-01T05:00:00.000Z",
      "yearly over daily on 2027-01-01T05:00:00.000Z",
      "monthly over weekly on 2027-08-01T05:00:00.000Z",
      "yearly over weekly on 2034-01-01T05:00:00.000Z",
      "yearly over monthly on 2027-01-01T05:00:00.000Z",
    ]);
  });

  it("leave two and eight backups a day in AWS's own example", () => {
    const plan = planOf({
      long: rule("0 0/12 * * ? *", "7", "480"),
      short: rule("0 0/1 * * ? *", "1", "60"),
    });
    const [long, short] = plan.rules;
    const midnight = new Date(AT.getTime() - 60_000);
    expect(runsKept(plan, long!, midnight, 2)).toHaveLength(2);
    const hours = runsKept(plan, short!, midnight, 24).map((run) => run.getUTCHours());
    expect(hours).toEqual([8, 9, 10, 11, 20, 21, 22, 23]);
  });

  it("do not overlap if one starts at the end of the other's window", () => {
    const rules = { early: rule("0 1 ? * * *", "7", "60"), late: rule("0 2 ? * * *", "35", "60") };
    expect(overlaps(rules)).toEqual([]);
    expect(overlaps({ ...rules, early: rule("0 1 ? * * *", "7", "61") })).toEqual([
      "late over early on 2026-11-26T01:00:00.000Z always",
    ]);
  });

  it("overlap within eight hours if they name no window", () => {
    expect(overlaps({ one: rule("0 1 ? * * *", "7"), two: rule("0 8 ? * * *", undefined) })).toEqual([
      "two over one on 2026-11-26T01:00:00.000Z always",
    ]);
    expect(overlaps({ one: rule("0 1 ? * * *", "7"), two: rule("0 9 ? * * *", "8") })).toEqual([]);
  });

  it("are those of the windows and the time that are asked for, though the schedules are the same", () => {
    const of = (window: string): JsonObject => ({
      one: rule("0 1 ? * * *", "7", window),
      two: rule("0 3 ? * * *", "8", "60"),
    });
    expect(overlaps(of("60"))).toEqual([]);
    expect(overlaps(of("180"))).toEqual(["two over one on 2026-11-26T01:00:00.000Z always"]);
    expect(overlaps(of("60"))).toEqual([]);
    const [later] = ruleOverlaps(planOf(of("180")), new Date("2027-02-01T00:00:00Z"));
    expect(later?.first.toISOString()).toBe("2027-02-01T01:00:00.000Z");
  });

  it("of equal retention leave open which one runs", () => {
    expect(overlaps({ one: rule("0 5 ? * * *", "7"), two: rule("0 5 ? * * *", "7") })).toEqual([
      "one over two on 2026-11-26T05:00:00.000Z always tie",
    ]);
  });
});
