import * as fc from "fast-check";
import { parseSchedule } from "../../src/policy/schedule";
import type { Schedule } from "../../src/policy/schedule";

/**
 * Schedules whose meaning is made together with their text, so that nothing of the parser is used, and a matcher
 * that looks at one minute, or one day, at a time.
 */
interface Values {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}
interface Days {
  readonly dayOfMonth: string;
  readonly dayOfWeek: string;
  /** A day's number, the length of its month, and its day of the week, 1 for Sunday. */
  readonly matches: (
    day: number,
    length: number,
    weekday: number,
    weekdayOf: (day: number) => number,
  ) => boolean;
}
interface Gap {
  readonly minutes: number;
  readonly from: Date;
}
interface Made {
  readonly fields: string;
  readonly minutes: Values;
  readonly hours: Values;
  readonly months: Values;
  readonly years: Values;
  readonly days: Days;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WEEKDAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

function every(min: number, max: number): Values {
  return { text: "*", values: new Set(Array.from({ length: max - min + 1 }, (_, index) => min + index)) };
}

function item(min: number, max: number): fc.Arbitrary<Values> {
  const value = fc.integer({ min, max });
  const single = value.map((number) => ({ text: String(number), values: new Set([number]) }));
  const range = fc.tuple(value, value, fc.integer({ min: 1, max: 5 })).map(([from, to, step]) => {
    const values = new Set<number>();
    for (let at = from, passed = 0; ; at = at === max ? min : at + 1, passed += 1) {
      if (passed % step === 0) {
        values.add(at);
      }
      if (at === to) {
        return { text: `${from}-${to}${step === 1 ? "" : `/${step}`}`, values };
      }
    }
  });
  const stepped = fc.tuple(value, fc.integer({ min: 1, max: Math.min(max, 59) })).map(([from, step]) => ({
    text: `${from}/${step}`,
    values: new Set([...every(from, max).values].filter((number) => (number - from) % step === 0)),
  }));
  return fc.oneof(single, range, stepped);
}

function field(min: number, max: number): fc.Arbitrary<Values> {
  const list = fc.array(item(min, max), { minLength: 1, maxLength: 3 }).map((items) => ({
    text: items.map(({ text }) => text).join(","),
    values: new Set(items.flatMap(({ values }) => [...values])),
  }));
  return fc.oneof(list, fc.constant(every(min, max)));
}

/** The Monday to Friday of the month that is nearest to one of its days; there is always exactly one. */
function nearestWeekday(target: number, length: number, weekdayOf: (day: number) => number): number {
  const candidates = [...every(1, length).values].filter(
    (day) => weekdayOf(day) !== 1 && weekdayOf(day) !== 7,
  );
  return candidates.reduce((best, day) => (Math.abs(day - target) < Math.abs(best - target) ? day : best));
}

const weekday = fc.integer({ min: 1, max: 7 });
const days: fc.Arbitrary<Days> = fc.oneof(
  field(1, 31).map(({ text, values }) => ({
    dayOfMonth: text,
    dayOfWeek: "?",
    matches: (day: number) => values.has(day),
  })),
  field(1, 7).map(({ text, values }) => ({
    dayOfMonth: "?",
    dayOfWeek: text,
    matches: (_day: number, _length: number, on: number) => values.has(on),
  })),
  fc.integer({ min: 0, max: 30 }).map((offset) => ({
    dayOfMonth: offset === 0 ? "L" : `L-${offset}`,
    dayOfWeek: "?",
    matches: (day: number, length: number) => day + offset === length,
  })),
  fc.integer({ min: 0, max: 27 }).map((offset) => ({
    dayOfMonth: offset === 0 ? "LW" : `L-${offset}W`,
    dayOfWeek: "?",
    matches: (day: number, length: number, _on: number, weekdayOf: (day: number) => number) =>
      day === nearestWeekday(length - offset, length, weekdayOf),
  })),
  fc.integer({ min: 1, max: 28 }).map((target) => ({
    dayOfMonth: `${target}W`,
    dayOfWeek: "?",
    matches: (day: number, length: number, _on: number, weekdayOf: (day: number) => number) =>
      day === nearestWeekday(target, length, weekdayOf),
  })),
  fc.tuple(weekday, fc.boolean()).map(([last, named]) => ({
    dayOfMonth: "?",
    dayOfWeek: `${named ? WEEKDAY_NAMES[last - 1] : last}L`,
    matches: (day: number, length: number, on: number) => on === last && day + 7 > length,
  })),
  fc.tuple(weekday, fc.integer({ min: 1, max: 5 }), fc.boolean()).map(([first, nth, named]) => ({
    dayOfMonth: "?",
    dayOfWeek: `${named ? WEEKDAY_NAMES[first - 1] : first}#${nth}`,
    matches: (day: number, _length: number, on: number) => on === first && Math.ceil(day / 7) === nth,
  })),
);

const allYears: Values = { text: "*", values: every(1970, 2200).values };

/** Seldom more than a few times a day, so that years of occurrences can be compared one by one. */
const seldom = {
  minutes: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 2 }).map(listed),
  hours: fc.oneof(
    fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }).map(listed),
    item(0, 23),
  ),
};

function listed(values: readonly number[]): Values {
  return { text: values.join(","), values: new Set(values) };
}

function made(
  years: Values,
  times: { readonly minutes: fc.Arbitrary<Values>; readonly hours: fc.Arbitrary<Values> },
): fc.Arbitrary<Made> {
  return fc.record({ ...times, months: field(1, 12), years: fc.constant(years), days }).map((parts) => ({
    ...parts,
    fields: [
      parts.minutes.text,
      parts.hours.text,
      parts.days.dayOfMonth,
      parts.months.text,
      parts.days.dayOfWeek,
      parts.years.text,
    ].join(" "),
  }));
}

function isDay(made: Made, date: Date): boolean {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (!made.months.values.has(month + 1) || !made.years.values.has(year)) {
    return false;
  }
  const weekdayOf = (day: number): number => new Date(Date.UTC(year, month, day)).getUTCDay() + 1;
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return made.days.matches(date.getUTCDate(), length, date.getUTCDay() + 1, weekdayOf);
}

function scheduleOf({ fields }: Made): Schedule {
  const read = parseSchedule(`cron(${fields})`);
  if (!read.ok) {
    throw new Error(read.message);
  }
  return read.schedule;
}

/** Every occurrence after an instant and before another, day by day. */
function bruteForce(made: Made, after: number, before: number): readonly number[] {
  const times = [...made.hours.values]
    .flatMap((hour) => [...made.minutes.values].map((minute) => (60 * hour + minute) * MINUTE))
    .sort((a, b) => a - b);
  const found: number[] = [];
  for (let midnight = Math.floor(after / DAY) * DAY; midnight < before; midnight += DAY) {
    if (isDay(made, new Date(midnight))) {
      found.push(...times.map((time) => midnight + time).filter((time) => time > after && time < before));
    }
  }
  return found;
}

describe("occurrences are the minutes that match", () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2105, 0, 1) });

  it("minute by minute over 40 days", () => {
    fc.assert(
      fc.property(
        made(allYears, { minutes: item(0, 59), hours: field(0, 23) }),
        instant,
        (schedule, after) => {
          const expected: string[] = [];
          const end = after + 40 * DAY;
          for (let at = Math.floor(after / MINUTE) * MINUTE + MINUTE; at < end; at += MINUTE) {
            const date = new Date(at);
            if (
              schedule.minutes.values.has(date.getUTCMinutes()) &&
              schedule.hours.values.has(date.getUTCHours()) &&
              isDay(schedule, date)
            ) {
              expected.push(date.toISOString());
            }
          }
          const found = scheduleOf(schedule).occurrences(new Date(after), expected.length + 1);
          expect(found.slice(0, expected.length).map((date) => date.toISOString())).toEqual(expected);
          expect(found[expected.length]?.getTime() ?? Infinity).toBeGreaterThanOrEqual(end);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("day by day over ten years", () => {
    const years: Values = { text: "2094-2103", values: every(2094, 2103).values };
    fc.assert(
      fc.property(made(years, seldom), (schedule) => {
        const after = Date.UTC(2094, 0, 1) - 1;
        const expected = bruteForce(schedule, after, Date.UTC(2104, 0, 1));
        const found = scheduleOf(schedule).occurrences(new Date(after), expected.length + 1);
        expect(found.map((date) => date.getTime()).join()).toBe(expected.join());
      }),
      { numRuns: 30 },
    );
  });
});

describe("gaps are those between all occurrences left", () => {
  const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) });

  function check(schedule: Made, after: number, before: number): void {
    let next: Gap | undefined;
    let smallest: Gap | undefined;
    let largest: Gap | undefined;
    const instants = bruteForce(schedule, after, before);
    for (const [at, instant] of instants.slice(1).entries()) {
      const gap = { minutes: (instant - instants[at]!) / MINUTE, from: new Date(instants[at]!) };
      next ??= gap;
      smallest = smallest === undefined || gap.minutes < smallest.minutes ? gap : smallest;
      largest = largest === undefined || gap.minutes > largest.minutes ? gap : largest;
    }
    const found = scheduleOf(schedule);
    expect(found.nextGapMinutes(new Date(after))).toBe(next?.minutes);
    expect(found.smallestGap(new Date(after))).toEqual(smallest);
    expect(found.largestGap(new Date(after))).toEqual(largest);
  }

  it("of a few years", () => {
    const years: Values = { text: "2025-2029", values: every(2025, 2029).values };
    const times = { minutes: item(0, 59), hours: item(0, 23) };
    fc.assert(
      fc.property(fc.oneof(made(years, seldom), made(years, times)), instant, (schedule, after) => {
        check(schedule, after, Date.UTC(2030, 0, 1));
      }),
      { numRuns: 60 },
    );
  });

  it("of the hundred years in which the dialect looks", () => {
    fc.assert(
      fc.property(made(allYears, seldom), instant, (schedule, after) => {
        check(schedule, after, Date.UTC(new Date(after).getUTCFullYear() + 101, 0, 1));
      }),
      { numRuns: 8 },
    );
  });
});

describe("any text", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
      .array(fc.string({ unit: fc.constantFrom(...Array.from("0123456789LW#-/*?,JANMON")), maxLength: 6 }), {
        maxLength: 8,
      })
      .map((fields) => fields.join(" ")),
  );

  it("is either refused with a sentence, or has occurrences in order and words", () => {
    const after = new Date("2026-09-13T07:40:00Z");
    fc.assert(
      fc.property(anything, (text) => {
        const read = parseSchedule(`cron(${text})`);
        if (!read.ok) {
          expect(read.message).toMatch(/\.$/);
          return;
        }
        const found = read.schedule.occurrences(after, 3).map((date) => date.getTime());
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        expect(read.schedule.words()).toMatch(/ UTC, /);
      }),
      { numRuns: 3000 },
    );
  });
});
