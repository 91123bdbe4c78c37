import { DEFAULT_SCHEDULE } from "../../src/policy/rule-defaults";
import { parseSchedule } from "../../src/policy/schedule";
import type { Schedule } from "../../src/policy/schedule";

/** A Sunday. */
const AFTER = new Date("2026-09-13T07:40:00Z");

function schedule(fields: string): Schedule {
  const read = parseSchedule(`cron(${fields})`);
  if (!read.ok) {
    throw new Error(read.message);
  }
  return read.schedule;
}

function dates(fields: string, count: number, after = AFTER): readonly string[] {
  return schedule(fields)
    .occurrences(after, count)
    .map((date) => date.toISOString().slice(0, 16).replace("T", " "));
}

/** The days alone, of a schedule that runs at 05:00. */
function days(fields: string, count: number, after = AFTER): readonly string[] {
  return dates(fields, count, after).map((date) => date.replace(" 05:00", ""));
}

describe("occurrences", () => {
  it("come strictly after the instant", () => {
    const at = new Date("2026-09-14T05:00:00Z");
    expect(schedule("0 5 ? * * *").next(at)?.toISOString()).toBe("2026-09-15T05:00:00.000Z");
    expect(schedule("0 5 ? * * *").next(new Date(at.getTime() - 1))).toEqual(at);
    expect(
      schedule("0 5 ? * * *")
        .next(new Date(at.getTime() + 1))
        ?.getUTCDate(),
    ).toBe(15);
  });

  it("come in UTC, minute by minute and hour by hour", () => {
    expect(dates("15,45 22-1 * * ? *", 6)).toEqual([
      "2026-09-13 22:15",
      "2026-09-13 22:45",
      "2026-09-13 23:15",
      "2026-09-13 23:45",
      "2026-09-14 00:15",
      "2026-09-14 00:45",
    ]);
  });

  it("go over the end of a month and of a year", () => {
    expect(dates("30 23 ? * * *", 3, new Date("2026-12-30T23:29:00Z"))).toEqual([
      "2026-12-30 23:30",
      "2026-12-31 23:30",
      "2027-01-01 23:30",
    ]);
    expect(dates("0 0 ? * * *", 1, new Date("2026-12-31T23:59:59.999Z"))).toEqual(["2027-01-01 00:00"]);
  });

  it("are as many as asked for, and none where none are asked for", () => {
    expect(schedule("* * * * ? *").occurrences(AFTER, 500)).toHaveLength(500);
    expect(schedule("0 5 ? * * *").occurrences(AFTER, 0)).toEqual([]);
  });

  it("are none after an instant that is no date", () => {
    expect(schedule("0 5 ? * * *").next(new Date(NaN))).toBeUndefined();
    expect(schedule("0 5 ? * * *").smallestGap(new Date(NaN))).toBeUndefined();
  });

  it("do not depend on how the values are written", () => {
    for (const same of ["5,6,7", "5-7", "7,5-6,5", "05-07/1"]) {
      expect(dates(`0 ${same} 1 1,2 ? *`, 7)).toEqual(dates("0 5-7 1 JAN,feb ? *", 7));
    }
  });
});

describe("days of the month", () => {
  it.each([
    ["a list", "0 5 1,15 * ? *", ["2026-09-15", "2026-10-01", "2026-10-15"]],
    ["a step from a day", "0 5 1/28 * ? *", ["2026-09-29", "2026-10-01", "2026-10-29"]],
    ["a range over the month's end", "0 5 25-5/5 * ? *", ["2026-09-25", "2026-09-30", "2026-10-04"]],
    ["the 31st, of the months that have it", "0 5 31 * ? *", ["2026-10-31", "2026-12-31", "2027-01-31"]],
    ["L, the last day", "0 5 L * ? *", ["2026-09-30", "2026-10-31", "2026-11-30"]],
    ["L in February", "0 5 L FEB ? *", ["2027-02-28", "2028-02-29", "2029-02-28"]],
    ["L-3, three days earlier", "0 5 L-3 * ? *", ["2026-09-27", "2026-10-28", "2026-11-27"]],
    ["L-30, the 1st of the months of 31 days", "0 5 L-30 * ? *", ["2026-10-01", "2026-12-01", "2027-01-01"]],
    ["LW, the last weekday", "0 5 LW * ? *", ["2026-09-30", "2026-10-30", "2026-11-30", "2026-12-31"]],
    ["LW where the last day is a Sunday", "0 5 LW JAN ? 2027", ["2027-01-29"]],
    ["L-3W, moved from Sunday to Monday", "0 5 L-3W * ? *", ["2026-09-28", "2026-10-28", "2026-11-27"]],
    ["15W, moved from Sunday to Monday", "0 5 15W NOV ? 2026", ["2026-11-16"]],
    ["15W, moved from Saturday to Friday", "0 5 15W AUG ? 2026-2027", ["2027-08-16"]],
    ["1W, moved from Saturday to Monday within the month", "0 5 1W MAY ? 2027", ["2027-05-03"]],
    ["1W, moved from Sunday to Monday", "0 5 1W NOV ? 2026", ["2026-11-02"]],
    ["30W, moved from Sunday back to Friday at the month's end", "0 5 30W APR ? 2028", ["2028-04-28"]],
    ["29W in a leap year", "0 5 29W FEB ? 2028", ["2028-02-29"]],
    ["29W on the last Sunday of February", "0 5 29W FEB ? 2032", ["2032-02-27"]],
  ])("%s", (_, fields, expected) => {
    expect(days(fields, expected.length)).toEqual(expected);
  });

  it("29 February comes every four years, not in 2100", () => {
    expect(days("0 5 29 FEB ? *", 3)).toEqual(["2028-02-29", "2032-02-29", "2036-02-29"]);
    expect(days("0 5 29 FEB ? *", 2, new Date("2096-01-01T00:00:00Z"))).toEqual(["2096-02-29", "2104-02-29"]);
  });

  it("a W day that a short month lacks counts where it moves back into the month, as in Quartz", () => {
    expect(days("0 5 31W * ? *", 5)).toEqual([
      "2026-10-30",
      "2026-12-31",
      "2027-01-29",
      "2027-03-31",
      "2027-04-30",
    ]);
    expect(days("0 5 30W FEB ? *", 3)).toEqual(["2036-02-29", "2064-02-29", "2092-02-29"]);
    // Where January runs as well, Quartz has left February behind.
    expect(days("0 5 30W JAN-MAR ? 2036", 3)).toEqual(["2036-01-30", "2036-03-31"]);
  });
});

describe("days of the week", () => {
  it.each([
    ["1 is Sunday", "0 5 ? * 1 *", ["2026-09-20", "2026-09-27"]],
    ["7 is Saturday", "0 5 ? * 7 *", ["2026-09-19", "2026-09-26"]],
    ["L alone is Saturday", "0 5 ? * L *", ["2026-09-19", "2026-09-26"]],
    ["a range of names", "0 5 ? * FRI-SUN *", ["2026-09-18", "2026-09-19", "2026-09-20", "2026-09-25"]],
    ["a range around the week's end", "0 5 ? * 7-1 *", ["2026-09-19", "2026-09-20", "2026-09-26"]],
    ["the step behind a range of names has no effect", "0 5 ? * MON-FRI/2 *", ["2026-09-14", "2026-09-15"]],
    ["a step behind numbers", "0 5 ? * 2-6/2 *", ["2026-09-14", "2026-09-16", "2026-09-18", "2026-09-21"]],
    ["MON#2, the second Monday", "0 5 ? * MON#2 *", ["2026-09-14", "2026-10-12", "2026-11-09"]],
    ["a fifth Sunday, of the months that have it", "0 5 ? * SUN#5 *", ["2026-11-29", "2027-01-31"]],
    ["1#1,2, where # leaves the first day only", "0 5 ? * 1#1,2 *", ["2026-10-04", "2026-11-01"]],
    ["0#1, where 0 works as Saturday", "0 5 ? * 0#1 *", ["2026-10-03", "2026-11-07"]],
    ["1L, the last Sunday", "0 5 ? * 1L *", ["2026-09-27", "2026-10-25", "2026-11-29"]],
    ["MONL, the last Monday", "0 5 ? * MONL *", ["2026-09-28", "2026-10-26", "2026-11-30"]],
  ])("%s", (_, fields, expected) => {
    expect(days(fields, expected.length)).toEqual(expected);
  });
});

describe("months and years", () => {
  it.each([
    ["a range around the year's end", "0 5 1 NOV-FEB ? *", ["2026-11-01", "2026-12-01", "2027-01-01"]],
    ["a year range", "0 5 1 JAN ? 2030-2031", ["2030-01-01", "2031-01-01"]],
    ["a step of years", "0 5 1 JAN ? 2030/2", ["2030-01-01", "2032-01-01"]],
    ["a step of all years counts from 1970", "0 5 1 JAN ? */4", ["2030-01-01", "2034-01-01"]],
    ["a list of years", "0 5 1 JAN ? 2040,2029", ["2029-01-01", "2040-01-01"]],
    ["no year at all", "0 5 1 JAN ?", ["2027-01-01", "2028-01-01"]],
  ])("%s", (_, fields, expected) => {
    expect(days(fields, expected.length)).toEqual(expected);
  });

  it.each([
    ["31 February", "0 5 31 FEB ? *"],
    ["31W in February", "0 5 31W FEB ? *"],
    ["past years", "0 5 1 JAN ? 1970-2025"],
    ["years beyond the next hundred", "0 5 1 JAN ? 2127"],
    ["a step of years that begins beyond the next hundred", "0 5 1 JAN ? 2030,2130/2"],
    ["the year 9999", "0 5 ? * * 9999"],
  ])("%s never come", (_, fields) => {
    expect(schedule(fields).next(AFTER)).toBeUndefined();
    expect(schedule(fields).nextGapMinutes(AFTER)).toBeUndefined();
    expect(schedule(fields).smallestGap(AFTER)).toBeUndefined();
    expect(schedule(fields).largestGap(AFTER)).toBeUndefined();
  });

  it("the hundredth year after the instant is searched, and what lies beyond is not", () => {
    expect(days("0 5 1 JAN ? 2126", 2)).toEqual(["2126-01-01"]);
    expect(days("0 5 1 JAN ? *", 200).at(-1)).toBe("2126-01-01");
  });
});

describe("gaps", () => {
  const gapOf = (gap: { minutes: number; from: Date } | undefined): readonly [number, string] | undefined =>
    gap && [gap.minutes, gap.from.toISOString().slice(0, 16)];

  it("the next gap lies between the next two occurrences", () => {
    expect(schedule("0 5,6 1 * ? *").nextGapMinutes(AFTER)).toBe(60);
    expect(schedule("0 5 1 * ? *").nextGapMinutes(AFTER)).toBe(31 * 1440);
  });

  it("there is no gap where one occurrence is left", () => {
    const once = schedule("0 5 1 JAN ? 2030");
    expect(once.next(AFTER)?.getUTCFullYear()).toBe(2030);
    expect(once.nextGapMinutes(AFTER)).toBeUndefined();
    expect(once.smallestGap(AFTER)).toBeUndefined();
    expect(once.largestGap(AFTER)).toBeUndefined();
  });

  it("finds the smallest and the largest inside a day", () => {
    const twice = schedule("0,59 7 ? * * *");
    expect(gapOf(twice.smallestGap(AFTER))).toEqual([59, "2026-09-14T07:00"]);
    expect(gapOf(twice.largestGap(AFTER))).toEqual([1381, "2026-09-13T07:59"]);
  });

  it("finds the smallest over midnight", () => {
    expect(gapOf(schedule("30 0,23 ? * * *").smallestGap(AFTER))).toEqual([60, "2026-09-13T23:30"]);
  });

  it("finds the weekend", () => {
    const weekdays = schedule("0 5 ? * MON-FRI *");
    expect(gapOf(weekdays.smallestGap(AFTER))).toEqual([1440, "2026-09-14T05:00"]);
    expect(gapOf(weekdays.largestGap(AFTER))).toEqual([3 * 1440, "2026-09-18T05:00"]);
  });

  it("finds a short February that the next two occurrences do not show", () => {
    const monthly = schedule("0 5 29 * ? *");
    expect(monthly.nextGapMinutes(AFTER)).toBe(30 * 1440);
    expect(gapOf(monthly.smallestGap(AFTER))).toEqual([29 * 1440, "2028-02-29T05:00"]);
    expect(gapOf(monthly.largestGap(AFTER))).toEqual([59 * 1440, "2027-01-29T05:00"]);
  });

  it("finds the eight years without a leap day around 2100", () => {
    const leap = schedule("0 5 29 FEB ? *");
    expect(gapOf(leap.smallestGap(AFTER))).toEqual([1461 * 1440, "2028-02-29T05:00"]);
    expect(gapOf(leap.largestGap(AFTER))).toEqual([2921 * 1440, "2096-02-29T05:00"]);
  });

  it("belongs to the instant asked for, in whatever order it is asked", () => {
    const twice = schedule("0,59 7 ? * * *");
    const later = new Date("2026-09-20T00:00:00Z");
    expect(gapOf(twice.smallestGap(later))).toEqual([59, "2026-09-20T07:00"]);
    expect(gapOf(twice.smallestGap(AFTER))).toEqual([59, "2026-09-14T07:00"]);
    expect(gapOf(twice.smallestGap(later))).toEqual([59, "2026-09-20T07:00"]);
  });
});

describe("the default schedule", () => {
  it("runs daily at 05:00 UTC", () => {
    const read = parseSchedule(DEFAULT_SCHEDULE);
    expect(read.ok && read.schedule.occurrences(AFTER, 2).map((date) => date.toISOString())).toEqual([
      "2026-09-14T05:00:00.000Z",
      "2026-09-15T05:00:00.000Z",
    ]);
  });
});
