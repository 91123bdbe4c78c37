import { parseSchedule } from "../../src/policy/schedule";

function words(fields: string): string {
  const read = parseSchedule(`cron(${fields})`);
  return read.ok ? read.schedule.words() : read.message;
}

describe("words for the days", () => {
  it.each([
    ["0 5 ? * * *", "daily"],
    ["0 5 * * ? *", "daily"],
    ["0 5 1 * ? *", "monthly on day 1"],
    ["0 5 1,15 * ? *", "monthly on days 1 and 15"],
    ["0 5 25-5 * ? *", "monthly on days 1 to 5 and 25 to 31"],
    ["0 5 L * ? *", "monthly on the last day"],
    ["0 5 L-1 * ? *", "monthly 1 day before the last day"],
    ["0 5 L-3 * ? *", "monthly 3 days before the last day"],
    ["0 5 LW * ? *", "monthly on the last weekday (Monday to Friday)"],
    ["0 5 L-3W * ? *", "monthly on the weekday (Monday to Friday) nearest to 3 days before the last day"],
    ["0 5 15W * ? *", "monthly on the weekday (Monday to Friday) nearest to day 15"],
    ["0 5 1W,15W * ? *", "monthly on the weekday (Monday to Friday) nearest to day 1"],
    ["0 5 ? * SUN *", "Sundays"],
    ["0 5 ? * 7-1 *", "Saturdays and Sundays"],
    ["0 5 ? * MON-FRI *", "Mondays to Fridays"],
    ["0 5 ? * MON-FRI/2 *", "Mondays to Fridays"],
    ["0 5 ? * 2-6/2 *", "Mondays, Wednesdays and Fridays"],
    ["0 5 ? * FRI-MON *", "Fridays to Mondays"],
    ["0 5 ? * MON-WED,SUN *", "Sundays to Wednesdays"],
    ["0 5 ? * MON-WED,SAT *", "Mondays to Wednesdays and Saturdays"],
    ["0 5 ? * MON#2 *", "monthly on the second Monday"],
    ["0 5 ? * 1#1,2 *", "monthly on the first Sunday"],
    ["0 5 ? * MONL *", "monthly on the last Monday"],
    ["0 5 ? * L *", "Saturdays"],
  ])("%s", (fields, expected) => {
    expect(words(fields)).toBe(`${expected} at 05:00 UTC`);
  });
});

describe("words for the time of day", () => {
  it.each([
    ["0 0 ? * * *", "daily at 00:00 UTC"],
    ["30 12 ? * * *", "daily at 12:30 UTC"],
    ["0 5/6 ? * * *", "every 6 hours from 05:00 UTC"],
    ["0,30 5,17 ? * * *", "daily at 05:00, 05:30, 17:00 and 17:30 UTC"],
    ["15 * ? * * *", "every hour at 15 minutes past"],
    ["0 */2 ? * * *", "every 2 hours from 00:00 UTC"],
    ["0 22-4 ? * * *", "every hour from 22:00 to 04:00 UTC"],
    ["0 1-3,9-11,20 ? * * *", "at minute 0 of hours 1 to 3, 9 to 11 and 20 UTC"],
    ["0/15 8-10 ? * * *", "at minutes 0, 15, 30 and 45 of hours 8 to 10 UTC"],
    ["* 5 ? * * *", "every minute of hour 5 UTC"],
    ["0 0/12 ? * * *", "every 12 hours from 00:00 UTC"],
    ["0 8/2 ? * MON-FRI *", "every 2 hours from 08:00 to 22:00 UTC, Mondays to Fridays"],
    ["0,30 * ? * * *", "at minutes 0 and 30 of every hour UTC"],
  ])("%s", (fields, expected) => {
    expect(words(fields)).toBe(expected);
  });
});

describe("words for months and years", () => {
  it.each([
    ["1/3 ? *", "in January, April, July and October"],
    ["NOV-FEB ? *", "from November to February"],
    ["JAN,MAR-MAY ? *", "in January and March to May"],
    ["* ? 2030", "in 2030"],
    ["* ? 2031,2030,2031", "in 2030 and 2031"],
    ["* ? 2030-2035", "from 2030 to 2035"],
    ["* ? 2030/2", "every 2 years from 2030"],
    ["* ? 2028,2030-2040/5", "in 2028 and every 5 years from 2030 to 2040"],
    ["FEB,APR ? 2030/1", "in February and April, from 2030"],
  ])("%s", (fields, expected) => {
    expect(words(`0 5 1 ${fields}`)).toBe(`monthly on day 1 at 05:00 UTC, ${expected}`);
  });

  it.each([
    ["1 JAN ? *", "yearly on 1 January at 05:00 UTC"],
    ["1 JAN/3 ? *", "yearly on 1 January at 05:00 UTC"],
    ["29 FEB ? 2030/1", "in leap years on 29 February at 05:00 UTC, from 2030"],
    ["L FEB ? *", "monthly on the last day at 05:00 UTC, in February"],
  ])("%s", (fields, expected) => {
    expect(words(`0 5 ${fields}`)).toBe(expected);
  });

  it("say nothing of years where every year is meant", () => {
    expect(words("0 5 1 * ? 2030,*")).toBe("monthly on day 1 at 05:00 UTC");
    expect(words("0 5 1 * ?")).toBe("monthly on day 1 at 05:00 UTC");
  });
});
