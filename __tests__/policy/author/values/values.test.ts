import { AwsCron, days, hours, minutes, weeks, years } from "../../../../src/policy/author";
import type { TimeOfDay } from "../../../../src/policy/author";
import { parseSchedule } from "../../../../src/policy/schedule";

/** The next runs of a schedule after the start of November 2026, which is a Sunday. */
function runs(cron: AwsCron, count: number): readonly string[] {
  const parsed = parseSchedule(cron.scalar);
  if (!parsed.ok) {
    throw new Error(parsed.message);
  }
  return parsed.schedule
    .occurrences(new Date("2026-11-01T00:00:00Z"), count)
    .map((date) => date.toISOString().slice(0, 16));
}

describe("a retention", () => {
  it("counts days, weeks of 7 and years of 365 days", () => {
    expect([days(35), weeks(5), years(7)].map(({ scalar }) => scalar)).toEqual([35, 35, 2555]);
  });
});

describe("a window", () => {
  it("counts minutes", () => {
    expect([minutes(90), hours(8)].map(({ scalar }) => scalar)).toEqual([90, 480]);
  });
});

describe("a schedule", () => {
  it.each([
    ["every day", AwsCron.daily("03:00"), "cron(0 3 * * ? *)", ["2026-11-01T03:00", "2026-11-02T03:00"]],
    [
      "one day of the week",
      AwsCron.weekly("MON", "00:05"),
      "cron(5 0 ? * MON *)",
      ["2026-11-02T00:05", "2026-11-09T00:05"],
    ],
    [
      "several days of the week",
      AwsCron.weekly(["SUN", "WED"], "23:59"),
      "cron(59 23 ? * SUN,WED *)",
      ["2026-11-01T23:59", "2026-11-04T23:59", "2026-11-08T23:59"],
    ],
    [
      "one day of the month",
      AwsCron.monthly(28, "10:00"),
      "cron(0 10 28 * ? *)",
      ["2026-11-28T10:00", "2026-12-28T10:00"],
    ],
    [
      "the last day of the month",
      AwsCron.monthly("last", "10:00"),
      "cron(0 10 L * ? *)",
      ["2026-11-30T10:00", "2026-12-31T10:00"],
    ],
    [
      "one day of the year",
      AwsCron.yearly("JAN", 1, "05:30"),
      "cron(30 5 1 JAN ? *)",
      ["2027-01-01T05:30", "2028-01-01T05:30"],
    ],
    ["every hour", AwsCron.everyHours(1), "cron(0 * * * ? *)", ["2026-11-01T01:00", "2026-11-01T02:00"]],
    [
      "every twelve hours",
      AwsCron.everyHours(12),
      "cron(0 0/12 * * ? *)",
      ["2026-11-01T12:00", "2026-11-02T00:00"],
    ],
    [
      "any fields",
      AwsCron.of({ minute: "0", hour: "3", weekDay: "MON#1", month: "12", year: "2026-2030" }),
      "cron(0 3 ? 12 MON#1 2026-2030)",
      ["2026-12-07T03:00", "2027-12-06T03:00"],
    ],
  ])("runs on %s", (_, cron, expression, expected) => {
    expect(cron.scalar).toBe(expression);
    expect(runs(cron, expected.length)).toEqual(expected);
  });

  it("keeps what is no time, for the validation to name", () => {
    expect(AwsCron.daily("25:99" as TimeOfDay).scalar).toBe("cron(99 25 * * ? *)");
    expect(AwsCron.daily("noon" as TimeOfDay).scalar).toBe("cron( noon * * ? *)");
  });
});
