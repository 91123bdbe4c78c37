import { parseSchedule } from "../../src/policy/schedule";

function words(fields: string): string {
  const read = parseSchedule(`cron(${fields})`);
  return read.ok ? read.schedule.words() : read.message;
}

describe("words for the days", () => {
  it.each([
    ["0 5 ? * * *", "every day"],
    ["0 5 * * ? *", "every day"],
    ["0 5 1 * ? *", "on day 1 of the month"],
    ["0 5 1,15 * ? *", "on days 1 and 15 of the month"],
    ["0 5 25-5 * ? *", "on days 1 to 5 and 25 to 31 of the month"],
    ["0 5 L * ? *", "on the last day of the month"],
    ["0 5 L-1 * ? *", "1 day before the last day of the month"],
    ["0 5 L-3 * ? *", "3 days before the last day of the month"],
    ["0 5 LW * ? *", "on the last weekday (Monday to Friday) of the month"],
    [
      "0 5 L-3W * ? *",
      "on the weekday (Monday to Friday) nearest to 3 days before the last day of the month",
    ],
    ["0 5 15W * ? *", "on the weekday (Monday to Friday) nearest to day 15 of the month"],
    ["0 5 1W,15W * ? *", "on the weekday (Monday to Friday) nearest to day 1 of the month"],
    ["0 5 ? * SUN *", "on Sunday"],
    ["0 5 ? * 7-1 *", "on Saturday and Sunday"],
    ["0 5 ? * MON-FRI *", "Monday to Friday"],
    ["0 5 ? * MON-FRI/2 *", "Monday to Friday"],
    ["0 5 ? * 2-6/2 *", "on Monday, Wednesday and Friday"],
    ["0 5 ? * FRI-MON *", "Friday to Monday"],
    ["0 5 ? * MON-WED,SUN *", "Sunday to Wednesday"],
    ["0 5 ? * MON-WED,SAT *", "on Monday to Wednesday and Saturday"],
    ["0 5 ? * MON#2 *", "on the second Monday of the month"],
    ["0 5 ? * 1#1,2 *", "on the first Sunday of the month"],
    ["0 5 ? * MONL *", "on the last Monday of the month"],
    ["0 5 ? * L *", "on Saturday"],
  ])("%s", (fields, expected) => {
    expect(words(fields)).toBe(`At 05:00 AM UTC, ${expected}`);
  });
});

describe("words for the time of day", () => {
  it.each([
    ["0 0 ? * * *", "At 12:00 AM UTC"],
    ["30 12 ? * * *", "At 12:30 PM UTC"],
    ["0 5/6 ? * * *", "At 05:00 AM, 11:00 AM, 05:00 PM and 11:00 PM UTC"],
    ["0,30 5,17 ? * * *", "At 05:00 AM, 05:30 AM, 05:00 PM and 05:30 PM UTC"],
    ["15 * ? * * *", "Every hour from 12:15 AM to 11:15 PM UTC"],
    ["0 */2 ? * * *", "Every 2 hours from 12:00 AM to 10:00 PM UTC"],
    ["0 22-4 ? * * *", "Every hour from 10:00 PM to 04:00 AM UTC"],
    ["0 1-3,9-11,20 ? * * *", "At minute 0 of hours 1 to 3, 9 to 11 and 20 UTC"],
    ["0/15 8-10 ? * * *", "At minutes 0, 15, 30 and 45 of hours 8 to 10 UTC"],
    ["* 5 ? * * *", "Every minute of hour 5 UTC"],
    ["0,30 * ? * * *", "At minutes 0 and 30 of every hour UTC"],
  ])("%s", (fields, expected) => {
    expect(words(fields)).toBe(`${expected}, every day`);
  });
});

describe("words for months and years", () => {
  it.each([
    ["JAN ? *", "in January"],
    ["1/3 ? *", "in January, April, July and October"],
    ["JAN/3 ? *", "in January"],
    ["NOV-FEB ? *", "from November to February"],
    ["JAN,MAR-MAY ? *", "in January and March to May"],
    ["* ? 2030", "in 2030"],
    ["* ? 2031,2030,2031", "in 2030 and 2031"],
    ["* ? 2030-2035", "from 2030 to 2035"],
    ["* ? 2030/2", "every 2 years from 2030"],
    ["* ? 2028,2030-2040/5", "in 2028 and every 5 years from 2030 to 2040"],
    ["FEB ? 2030/1", "in February, from 2030"],
  ])("%s", (fields, expected) => {
    expect(words(`0 5 1 ${fields}`)).toBe(`At 05:00 AM UTC, on day 1 of the month, ${expected}`);
  });

  it("say nothing of years where every year is meant", () => {
    expect(words("0 5 1 * ? 2030,*")).toBe("At 05:00 AM UTC, on day 1 of the month");
    expect(words("0 5 1 * ?")).toBe("At 05:00 AM UTC, on day 1 of the month");
  });
});
