import fc from "fast-check";
import { ON_DEMAND, JobSummaryBuilder } from "../../src/jobs/job-summary";
import type { JobSummary } from "../../src/jobs/job-summary";
import type { Job } from "../../src/jobs/job";
import { EVERY_JOB, accountsBelow, isAskedFor } from "../../src/jobs/job-filter";
import { RecentJobs } from "../../src/jobs/recent-jobs";
import { organization } from "../support/organizations";
import { job } from "./jobs";

function summaryOf(jobs: readonly Job[]): JobSummary {
  const builder = new JobSummaryBuilder();
  jobs.forEach((one) => {
    builder.add(one);
  });
  return builder.summary();
}

const failed = (message: string, changes: Partial<Job> = {}): Job =>
  job({ state: "FAILED", message, ...changes });

describe("a summary", () => {
  test("counts how jobs ended; the failure rate is of those that ended", () => {
    const summary = summaryOf([
      job(),
      job({ state: "PARTIAL" }),
      failed("x"),
      job({ state: "EXPIRED" }),
      job({ state: "RUNNING" }),
    ]);
    expect(summary.outcomes).toEqual({ completed: 1, partial: 1, failed: 2, unfinished: 1 });
    expect(summary.failureRate).toBe(0.5);
    expect(summaryOf([job({ state: "CREATED" })]).failureRate).toBeUndefined();
  });

  test("tells completed jobs with issues apart, as AWS defines them", () => {
    const summary = summaryOf([
      job(),
      job({ messageCategory: "Success" }),
      job({ messageCategory: "VSS" }),
      job({ messageCategory: "" }),
    ]);
    expect(summary.completedWithIssues).toBe(1);
  });

  test("gives the last success of each plan of an account; failures, copies and restores are none", () => {
    const at = (time: string): Partial<Job> => ({ completedAt: new Date(time) });
    const [account] = summaryOf([
      job(at("2026-01-14T02:30:00Z")),
      job(at("2026-01-15T02:30:00Z")),
      failed("x", at("2026-01-15T09:00:00Z")),
      job({ kind: "copy", ...at("2026-01-15T09:00:00Z") }),
      job({ createdBy: undefined, ...at("2026-01-13T00:00:00Z") }),
      job({ createdBy: { plan: "Weekly", rule: "r", schedule: undefined }, ...at("2026-01-12T00:00:00Z") }),
    ]).accounts;
    expect(account?.lastSuccess).toEqual([
      { plan: ON_DEMAND, at: new Date("2026-01-13T00:00:00Z") },
      { plan: "daily", at: new Date("2026-01-15T02:30:00Z") },
      { plan: "weekly", at: new Date("2026-01-12T00:00:00Z") },
    ]);
  });

  test("groups failures by message, most frequent first, with their usual cause", () => {
    const summary = summaryOf([
      failed("Backup vault a1 does not exist", { accountId: "000000000002" }),
      failed("Rate exceeded"),
      failed("Rate exceeded", { accountId: "000000000003", resourceType: "DynamoDB" }),
    ]);
    expect(
      summary.failures.map(({ pattern, count, accountCount, resourceTypes, explanation }) => [
        pattern,
        count,
        accountCount,
        resourceTypes,
        explanation.id,
      ]),
    ).toEqual([
      ["Rate exceeded", 2, 2, ["DynamoDB", "EBS"], "throttled"],
      ["Backup vault a1 does not exist", 1, 1, ["EBS"], "vault-missing"],
    ]);
  });

  test("keeps a bounded number of messages apart and counts the others", () => {
    const words = Array.from(
      { length: 300 },
      (_, index) => `failure ${String.fromCharCode(97 + (index % 26))}${"x".repeat(index)}`,
    );
    const summary = summaryOf(words.map((message) => failed(message)));
    expect(summary.failures).toHaveLength(200);
    expect(summary.otherFailures).toBe(100);
  });

  test("does not depend on the order in which jobs arrive", () => {
    const jobs = fc.array(
      fc.record({
        accountId: fc.constantFrom("000000000001", "000000000002", "__proto__"),
        state: fc.constantFrom("COMPLETED", "FAILED", "EXPIRED", "RUNNING", "PARTIAL"),
        message: fc.constantFrom(
          "",
          "Rate exceeded",
          "Backup vault x does not exist",
          "vol-0123456789 gone 7",
        ),
        resourceType: fc.constantFrom("EBS", "constructor"),
        completedAt: fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(jobs, fc.infiniteStream(fc.nat()), (changes, random) => {
        const all = changes.map((change, index) => job({ ...change, id: String(index) }));
        const shuffled = all
          .map((one) => [random.next().value, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        expect(summaryOf(shuffled)).toEqual(summaryOf(all));
      }),
    );
  });
});

test("the latest jobs are kept, and no more than were asked for", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000 }), { maxLength: 200 }), fc.nat({ max: 20 }), (times, limit) => {
      const recent = new RecentJobs(limit);
      const all = times.map((time, index) =>
        job({ id: String(index).padStart(4, "0"), createdAt: new Date(time) }),
      );
      all.forEach((one) => {
        recent.add(one);
      });
      const expected = [...all]
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
      expect(recent.list()).toEqual(expected);
    }),
  );
});

describe("a filter", () => {
  test("selects by kind, state, type, vault and account; each word may be one of several", () => {
    const asked = (filter: Partial<typeof EVERY_JOB>): boolean =>
      isAskedFor(job(), { ...EVERY_JOB, ...filter });
    expect(asked({})).toBe(true);
    expect(asked({ kinds: ["copy", "restore"] })).toBe(false);
    expect(asked({ states: ["FAILED", "completed"] })).toBe(true);
    expect(asked({ resourceTypes: ["ebs"] })).toBe(true);
    expect(asked({ vaults: ["Main"] })).toBe(false);
    expect(asked({ accounts: new Set(["000000000001"]) })).toBe(false);
    expect(asked({ accounts: new Set(["000000000002"]) })).toBe(true);
  });

  test("finds the accounts below a place by its path or id", () => {
    const model = organization();
    expect(accountsBelow(model, "Root/a")).toEqual(["000000000002", "000000000003"]);
    expect(accountsBelow(model, "Root/a/*")).toEqual(["000000000002", "000000000003"]);
    expect(accountsBelow(model, "ou-b")).toEqual(["000000000003"]);
    expect(accountsBelow(model, "Root")).toHaveLength(3);
    expect(accountsBelow(model, "Root/A")).toBeUndefined();
  });
});
