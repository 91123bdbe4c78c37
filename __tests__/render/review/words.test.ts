import { minutesWords, daysTemplate } from "../../../src/render/review/duration-words";
import { accountCounts, headline } from "../../../src/render/review/headline";
import { template, templateText } from "../../../src/render/review/template";
import type { Template } from "../../../src/render/review/template";
import { scheduleTemplate } from "../../../src/render/review/schedule-template";
import { shortScope } from "../../../src/render/review/short-scope";
import { statusWords } from "../../../src/render/review/status-words";
import { vaultTemplate } from "../../../src/render/review/vault-template";
import { escapeWorkflowCommands } from "../../../src/text/escape-workflow-commands";
import type { AccountOutcome } from "../../../src/review/account-change";
import type { ReviewSummary } from "../../../src/review/review-summary";

/** With what comes from outside in angle brackets. */
function marked(parts: Template): string {
  return templateText(parts, (outside) => `<${outside}>`);
}

describe("a phrase", () => {
  it("keeps apart what comes from outside, also in a phrase within it", () => {
    expect(marked(template`copy to ${template`vault ${"x"}`}, kept ${["long"]}`)).toBe(
      "copy to vault <x>, kept long",
    );
  });
});

describe("a schedule in words", () => {
  it.each([
    ["cron(0 5 ? * * *)", "daily at 05:00 UTC"],
    ["cron(5 0 * * ? *)", "daily at 00:05 UTC"],
    ["cron(0 5 ? * SUN *)", "Sundays at 05:00 UTC"],
    ["cron(0 5 ? * 2 *)", "Mondays at 05:00 UTC"],
    ["cron(0 5 ? * MON-FRI *)", "Mondays to Fridays at 05:00 UTC"],
    ["cron(0 2 1 * ? *)", "monthly on day 1 at 02:00 UTC"],
    ["cron(0 2 31 12 ? *)", "yearly on 31 December at 02:00 UTC"],
    ["cron(0 2 1 JAN ? *)", "yearly on 1 January at 02:00 UTC"],
    ["cron(15 0/4 ? * * *)", "every 4 hours from 00:15 UTC"],
    ["cron(30 * ? * * *)", "every hour at 30 minutes past"],
    ["cron(0 0/5 ? * * *)", "daily at 00:00, 05:00, 10:00, 15:00 and 20:00 UTC"],
    ["cron(0 8,20 ? * MON-FRI *)", "Mondays to Fridays at 08:00 and 20:00 UTC"],
    ["cron(30 1 L * ? *)", "monthly on the last day at 01:30 UTC"],
  ])("%s is %s", (expression, words) => {
    expect(marked(scheduleTemplate(expression))).toBe(words);
  });

  it("is shown as written where it is none", () => {
    expect(marked(scheduleTemplate("rate(1 day)"))).toBe("<rate(1 day)>");
  });
});

describe("a time in words", () => {
  it("counts days, and years where they come out even", () => {
    expect([1, 35, 365, 2555].map((days) => marked(daysTemplate(days)))).toEqual([
      "1 day",
      "35 days",
      "365 days (1 year)",
      "2,555 days (7 years)",
    ]);
  });

  it("has at most two units", () => {
    expect([0, 60, 90, 1440, 3600, 44_641].map(minutesWords)).toEqual([
      "0 minutes",
      "1 hour",
      "1 hour 30 minutes",
      "1 day",
      "2 days 12 hours",
      "31 days 1 minute",
    ]);
  });
});

describe("a vault in words", () => {
  it.each([
    [
      "arn:aws:backup:eu-central-1:222222222222:backup-vault:Central",
      "<Central> in <eu-central-1> of <222222222222>",
    ],
    [
      "arn:aws-us-gov:backup:us-gov-west-1:$account:backup-vault:V",
      "<V> in <us-gov-west-1> of the same account",
    ],
    ["no arn", "<no arn>"],
  ])("%s", (arn, words) => {
    expect(marked(vaultTemplate(arn))).toBe(words);
  });
});

describe("the outcome in a sentence", () => {
  const nothing: ReviewSummary = {
    accounts: 26,
    changed: 0,
    withheld: 0,
    unchanged: 26,
    mayChange: 0,
    notKnowable: 0,
    findings: { error: 0, warning: 0, notice: 0 },
  };

  it.each([
    [{}, "No account's effective policy changes."],
    [{ changed: 1 }, "1 of 26 accounts changes."],
    [{ changed: 26 }, "All 26 accounts change."],
    [{ changed: 27 }, "27 accounts change."],
    [{ changed: 21, withheld: 2 }, "AWS withholds the policy of 2 accounts; 21 of 26 accounts change."],
    [{ state: { policies: 1, withoutPlans: 0 } }, "The organization as it is: 26 accounts, 1 backup policy."],
    [
      { state: { policies: 7, withoutPlans: 26 } },
      "The organization as it is: all 26 accounts have no backup plan that backs up anything.",
    ],
    [
      { withheld: 2, notKnowable: 1, state: { policies: 7, withoutPlans: 1 } },
      "The organization as it is: AWS withholds the policy of 2 of 26 accounts; the policy of 1 of 26 accounts is not knowable; 1 of 26 accounts has no backup plan that backs up anything.",
    ],
    [{ changed: 3, notKnowable: 1200 }, "3 of 26 accounts change; 1,200 are not knowable before apply."],
  ])("%j: %s", (changes, sentence) => {
    expect(headline({ ...nothing, ...changes })).toBe(sentence);
  });

  it("counts accounts by what happens to them, the worst first", () => {
    expect(accountCounts({ ...nothing, withheld: 2, changed: 21, unchanged: 3 })).toBe(
      "26 accounts: 2 withheld, 21 changed, 3 unchanged",
    );
  });
});

describe("the accounts of a change in words", () => {
  it("are cut between places, and the rest is counted", () => {
    const scope = Array.from({ length: 30 }, (_, index) => `Root/Unit-${index}/*`).join("; ");
    expect(shortScope(scope, 40)).toBe("Root/Unit-0/*; Root/Unit-1/*; and 28 more");
    expect(shortScope("Root/*", 40)).toBe("Root/*");
    expect(shortScope("x".repeat(60), 40)).toBe("x".repeat(60));
  });
});

describe("a change of status in words", () => {
  const of = (before: AccountOutcome["status"], after: AccountOutcome["status"]): string | undefined =>
    statusWords({ before: { status: before, errors: [] }, after: { status: after, errors: [] }, edits: [] })
      ?.label;

  it.each([
    ["published", "published", undefined],
    ["published", "withheld", "withheld"],
    ["withheld", "withheld", "still withheld"],
    ["withheld", "published", "valid again"],
    ["published", "empty", "nothing left"],
    ["empty", "empty", undefined],
    ["empty", "published", "first plan"],
    ["absent", "published", "new"],
    ["absent", "empty", "new"],
    ["published", "absent", "leaves"],
    ["published", "not-knowable", "not knowable"],
    ["not-knowable", "published", "known now"],
  ] as const)("from %s to %s: %s", (before, after, label) => {
    expect(of(before, after)).toBe(label);
  });
});

describe("text for a log that a build service reads along", () => {
  it("holds no command", () => {
    expect(escapeWorkflowCommands("  ::error::x\nplain ::error::x\n##[error]y ##vso[task]z")).toBe(
      "  \\u{3a}:error::x\nplain ::error::x\n##\\u{5b}error]y ##vso\\u{5b}task]z",
    );
    expect(escapeWorkflowCommands("\u001b[31m::error::x")).toBe("\u001b[31m\\u{3a}:error::x");
    expect(escapeWorkflowCommands("arn:aws:s3:::*")).toBe("arn:aws:s3:::*");
  });
});
