import { parseSchedule } from "../../src/policy/schedule";

function refusal(expression: string): string | undefined {
  const read = parseSchedule(expression);
  return read.ok ? undefined : read.message;
}

function remarks(fields: string): readonly string[] | undefined {
  const read = parseSchedule(`cron(${fields})`);
  return read.ok ? read.schedule.remarks : undefined;
}

describe("a schedule is written cron(...)", () => {
  it.each([
    "",
    "rate(1 day)",
    "0 5 ? * * *",
    "cron(0 5 ? * * *",
    "at(2030-01-01T00:00:00)",
    "CRON(0 5 ? * * *)",
  ])("%j is refused with the form to write", (expression) => {
    expect(refusal(expression)).toBe(
      `${JSON.stringify(expression)} is not a schedule: write cron(minutes hours day-of-month month day-of-week year).`,
    );
  });

  it("keeps the text as written", () => {
    const read = parseSchedule("cron(0 5 ? * mon *)");
    expect(read.ok && read.schedule.expression).toBe("cron(0 5 ? * mon *)");
  });

  it.each(["", "0", "0 5 1 *", " \t "])("fewer than five fields are refused: %j", (fields) => {
    expect(refusal(`cron(${fields})`)).toContain("needs at least five");
  });

  it.each([
    ["five fields", "0 5 1 * ?"],
    ["six fields", "0 5 1 * ? *"],
    ["seven fields", "0 5 1 * ? * *"],
    ["anything behind the year", "0 5 1 * ? * garbage ("],
    ["several spaces and tabs between fields", "  0 \t5  1 *\t? *  "],
    ["names in any case", "0 5 ? jan Mon *"],
    ["values followed by other characters", "0X 5H 15? JANUARY ?"],
  ])("%s are accepted", (_, fields) => {
    expect(refusal(`cron(${fields})`)).toBeUndefined();
  });
});

describe("one of the two day fields is ?", () => {
  it("not both", () => {
    expect(refusal("cron(0 5 ? * ? *)")).toBe(
      "Exactly one of the day-of-month and day-of-week fields must be ?; here both are.",
    );
  });

  it.each(["0 5 * * * *", "0 5 1 * MON *", "0 5 L * 2 *", "0 5 1 * , *"])("not none: %s", (fields) => {
    expect(refusal(`cron(${fields})`)).toBe(
      "Exactly one of the day-of-month and day-of-week fields must be ?; here neither is.",
    );
  });

  it("and no other field", () => {
    expect(refusal("cron(0 ? 1 * ? *)")).toBe(
      'The hours field has "?": ? may stand only for the day-of-month or the day-of-week.',
    );
  });

  it("may stand in a list, where it decides for the other field", () => {
    expect(refusal("cron(0 5 1,? * MON *)")).toBeUndefined();
    expect(refusal("cron(0 5 1,? * ? *)")).toContain("both are");
  });
});

describe("fields", () => {
  it.each([
    ["0 5 ? * 0 *", 'The day-of-week field has "0": its values run from 1 (SUN) to 7 (SAT).'],
    ["0 5 ? * 8 *", 'The day-of-week field has "8": its values run from 1 (SUN) to 7 (SAT).'],
    ["0 5 1 13 ? *", 'The month field has "13": its values run from 1 (JAN) to 12 (DEC).'],
    ["60 5 1 * ? *", 'The minutes field has "60": its values run from 0 to 59.'],
    ["0 24 1 * ? *", 'The hours field has "24": its values run from 0 to 23.'],
    ["0 5 0 * ? *", 'The day-of-month field has "0": its values run from 1 to 31.'],
    ["0 5 1-32 * ? *", 'The day-of-month field has "1-32": its values run from 1 to 31.'],
    ["0/60 5 ? * * *", 'The minutes field has "0/60": the step may be at most 59.'],
    ["*/60 5 ? * * *", 'The minutes field has "*/60": the step may be at most 59.'],
    ["0 */24 ? * * *", 'The hours field has "*/24": the step may be at most 23.'],
    ["0 5 1/32 * ? *", 'The day-of-month field has "1/32": the step may be at most 31.'],
    ["0 5 1 */13 ? *", 'The month field has "*/13": the step may be at most 12.'],
    ["0 5 ? * */8 *", 'The day-of-week field has "*/8": the step may be at most 7.'],
    ["0 */ ? * * *", 'The hours field has "*/": a whole number must follow /.'],
    ["0 */x ? * * *", 'The hours field has "*/X": a whole number must follow /.'],
    ["0 5/ ? * * *", 'The hours field has "5/": a whole number must follow /.'],
    ["0 5/2x ? * * *", 'The hours field has "5/2X": a whole number must follow /.'],
    ["0 5-9/ ? * * *", 'The hours field has "5-9/": a whole number must follow /.'],
    [
      "0 5- ? * * *",
      'The hours field has "5-": a number must follow - (names and numbers do not mix in a range).',
    ],
    [
      "0 5 ? * 2-FRI *",
      'The day-of-week field has "2-FRI": a number must follow - (names and numbers do not mix in a range).',
    ],
    ["0 5 ? * FUN *", 'The day-of-week field has "FUN": the names are SUN, MON, TUE, WED, THU, FRI, SAT.'],
    ["0 5 ? * MO *", 'The day-of-week field has "MO": the names are SUN, MON, TUE, WED, THU, FRI, SAT.'],
    [
      "0 5 ? * MON-6 *",
      'The day-of-week field has "MON-6": the names are SUN, MON, TUE, WED, THU, FRI, SAT.',
    ],
    ["0 MON 1 * ? *", 'The hours field has "MON": this field takes numbers.'],
    ["0 5 % * ? *", 'The day-of-month field has "%": this is not a cron value.'],
    ["0 5 ?ab * 1 *", 'The day-of-month field has "?AB": nothing may follow ?.'],
    ["0 , 1 * ? *", "The hours field names no value."],
    ["0 L 1 * ? *", "The hours field names no value."],
    ["0 5 , * ? *", "The day-of-month field names no value."],
    ["0 5 ? * , *", "The day-of-week field names no value."],
    ["0 5 1 * ? ,", "The year field names no value."],
    [
      "0 5 1 * ? 2035-2030",
      'The year field has "2035-2030": years do not wrap around, so the first must not be after the last.',
    ],
    ["0 5 1 * ? 99999999999", 'The year field has "99999999999": the number is too large.'],
  ])("%s", (fields, message) => {
    expect(refusal(`cron(${fields})`)).toBe(message);
  });

  it.each([
    ["L with other days", "0 5 L,1 * ? *", "L cannot stand in a list with other days"],
    ["L twice", "0 5 L,L * ? *", "L cannot stand in a list with other days"],
    ["a last weekday with others", "0 5 ? * 2L,3 *", "L cannot stand in a list with other days"],
    ["L- without a number", "0 5 L- * ? *", "a number of days must follow L-"],
    ["L-31", "0 5 L-31 * ? *", "at most 30 may follow L-"],
    ["a number before L outside the day-of-week", "0 5 5L * ? *", "the number before L is a day of the week"],
    ["0L", "0 5 ? * 0L *", "the number before L is a day of the week"],
    ["L before a number", "0 5 L3 * ? *", "this field takes numbers"],
    ["32W", "0 5 32W * ? *", "W follows a day of the month, 1 to 31"],
    ["W in the day-of-week", "0 5 ? * 2W *", "W follows a day of the month, 1 to 31"],
    ["0W", "0 5 0W * ? *", "days of the month run from 1 to 31"],
    ["MON#0", "0 5 ? * MON#0 *", "a number from 1 to 5 must follow #"],
    ["2#6", "0 5 ? * 2#6 *", "a number from 1 to 5 must follow #"],
    ["MON#1/2", "0 5 ? * MON#1/2 *", "a number from 1 to 5 must follow #"],
    ["# in the day-of-month", "0 5 1#1 * ? *", "# follows a day of the week"],
    ["# twice", "0 5 ? * MON#1,TUE#2 *", "only one # may be written"],
    ["8#1", "0 5 ? * 8#1 *", "days of the week run from 1 (SUN) to 7 (SAT)"],
  ])("%s is refused", (_, fields, rule) => {
    expect(refusal(`cron(${fields})`)).toContain(rule);
  });

  it("escapes control characters of the text in its message, and cuts a long text", () => {
    expect(refusal("cron(0 5 %\u001b[31m * ? *)")).toContain('"%\\u001b[31M"');
    expect(refusal("cron(0 5 %\u202e\u009b * ? *)")).toContain('"%\\u{202e}\\u{9b}"');
    expect(refusal(`cron(0 ${"z".repeat(9000)} 1 * ? *)`)?.length).toBeLessThan(200);
  });

  it("reads a text as long as a whole policy", () => {
    expect(refusal(`cron(0 ${"5,".repeat(4500)} 1 * ? *)`)).toBeUndefined();
    expect(refusal(`cron(0 5 1 * ? * ${"x ".repeat(4500)})`)).toBeUndefined();
  });
});

describe("remarks name what reads differently from how it looks", () => {
  it.each([
    ["0 5 ? * MON-FRI/2 *", ['In the day-of-week field "/2" in "MON-FRI/2" has no effect.']],
    ["0 5 1-5W * ? *", ['In the day-of-month field "W" in "1-5W" has no effect.']],
    ["0 5 1 JAN/3 ? *", ['In the month field "/3" in "JAN/3" has no effect.']],
    ["0 5,L 1 * ? *", ['In the hours field "L" has no effect.']],
    ["0 5 1W,15W * ? *", ["Only the first day of a list with W has an effect: day 1."]],
    ["0 5 ? * 1#1,2 *", ["Only the first day of a list with # has an effect: Sunday."]],
    ["0 5 1 * ? * garbage", ['"garbage" after the year has no effect.']],
    ["0 99 1 * ? *", ['In the hours field 99 in "99" means *.']],
    ["0 5 ? * MON#2 *", []],
    ["0 5 LW * ? *", []],
    ["0 5 L-3W * ? *", []],
    ["0/15 5-8/2 1,15 JAN-MAR ? 2030/2", []],
  ])("%s", (fields, expected) => {
    expect(remarks(fields)).toEqual(expected);
  });
});
