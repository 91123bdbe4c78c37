import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { EVERY_JOB } from "../../../src/jobs/job-filter";
import { gatherJobsReport } from "../../../src/sources/live/jobs-gather";
import { AwsDouble } from "../../support/aws-double/aws-double";
import { AwsError } from "../../support/aws-double/aws-error";
import { backupJob, accountId, connect, copyJob, DAY, modelOf, NOW, seedOf } from "./jobs-organization";

const ACCOUNTS = 2000;
const JOBS = 100_000;
const REGIONS = [
  "ap-northeast-1",
  "ap-south-1",
  "ap-southeast-1",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "sa-east-1",
  "us-east-1",
  "us-west-2",
] as const;
const MESSAGES = [
  "Rate exceeded",
  "Backup vault main does not exist",
  "IAM Role cannot be assumed by AWS Backup",
];
const PLAN = { regions: REGIONS };

/** Every 13th job failed, every 17th runs; account 7 has no jobs at all, and account 8 only failures. */
function stateOf(index: number, account: number): "COMPLETED" | "FAILED" | "RUNNING" {
  return account === 8 || index % 13 === 0 ? "FAILED" : index % 17 === 0 ? "RUNNING" : "COMPLETED";
}

const seeded = Array.from({ length: JOBS }, (_, index) => {
  const account = index % ACCOUNTS;
  // Runs over all accounts before the Region changes, so that each account has jobs in every one.
  const region = REGIONS[Math.floor(index / ACCOUNTS) % REGIONS.length]!;
  return { index, account, region, state: stateOf(index, account), message: MESSAGES[index % 3]! };
}).filter(({ account }) => account !== 7);

let double: AwsDouble;

beforeAll(async () => {
  // The accounts joined a week ago; then the day of the jobs, on a clock that goes on: throttles refill by it.
  const start = Date.now();
  let offset = NOW.getTime() - 7 * DAY - start;
  double = await AwsDouble.start({ seed: seedOf(ACCOUNTS, PLAN), clock: () => Date.now() + offset });
  offset += 7 * DAY;
  for (const { index, account, region, state, message } of seeded) {
    // Newest first, as the double answers: what it sorts is sorted already.
    const created = Date.UTC(2026, 0, 15, 2, 59) - index * 30;
    double.state.backup.backupJobs.push({
      region,
      job: backupJob(`job-${index}`, accountId(account), {
        State: state,
        CreationDate: new Date(created),
        CompletionDate: state === "RUNNING" ? undefined : new Date(created + 600_000),
        StatusMessage: state === "FAILED" ? message : undefined,
        MessageCategory: state === "FAILED" ? "FAILURE" : "SUCCESS",
      }),
    });
  }
  for (let account = 0; account < ACCOUNTS; account += 100) {
    double.state.backup.copyJobs.push({
      region: REGIONS[0],
      job: copyJob(`copy-${account}`, accountId(account)),
    });
  }
});

afterAll(async () => {
  await double.stop();
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

test("2,000 accounts with 100,000 jobs, throttled: the sums are those of the seed, and memory does not grow with the jobs", async () => {
  // By rate, and some for certain: a slow machine may stay below any rate.
  double.faults.throttle({ rate: 30, burst: 4 }, "backup:List*");
  double.faults.failNext(6, "backup:List*", new AwsError("ThrottlingException", "Rate exceeded", 429));
  const organization = modelOf(ACCOUNTS, PLAN);
  const { session, api } = connect(double);
  let pages = 0;
  let most = 0;
  // The double keeps a record of each call; it is not the reader's memory, and small beside pages of jobs.
  collect();
  const before = process.memoryUsage().heapUsed;
  const report = await gatherJobsReport(
    {
      session,
      api,
      progress: () => {
        pages += 1;
        if (pages % 25 === 0) {
          collect();
          most = Math.max(most, process.memoryUsage().heapUsed - before);
        }
      },
    },
    {
      now: NOW,
      window: { since: new Date(NOW.getTime() - DAY), until: NOW },
      filter: EVERY_JOB,
      restrictions: [],
      organization,
      regions: undefined,
      limit: 10,
      lateAfterMinutes: undefined,
      memberRoleName: undefined,
      allAccounts: false,
    },
  );
  session.close();

  const backups = seeded.filter(({ state }) => state === "COMPLETED").length;
  const failures = seeded.filter(({ state }) => state === "FAILED");
  const { summary } = report;
  expect(summary.total).toBe(seeded.length + 20);
  expect(summary.outcomes).toEqual({
    completed: backups + 20,
    partial: 0,
    failed: failures.length,
    unfinished: seeded.length - backups - failures.length,
  });
  expect(
    new Map(summary.failures.map(({ pattern, count, accountCount }) => [pattern, [count, accountCount]])),
  ).toEqual(
    new Map(
      MESSAGES.map((message) => {
        const those = failures.filter((job) => job.message === message);
        return [message, [those.length, new Set(those.map(({ account }) => account)).size]];
      }),
    ),
  );
  const perAccount = new Map<string, number>();
  failures.forEach(({ account }) =>
    perAccount.set(accountId(account), (perAccount.get(accountId(account)) ?? 0) + 1),
  );
  expect(
    new Map(
      summary.accounts.flatMap(({ accountId: id, counts }) =>
        counts.failed > 0 ? [[id, counts.failed] as const] : [],
      ),
    ),
  ).toEqual(perAccount);
  expect(summary.regions.map(({ name, counts }) => [name, counts.failed])).toEqual(
    REGIONS.map((region) => [region, failures.filter((job) => job.region === region).length]),
  );
  expect(report.jobs.map(({ createdAt }) => createdAt)).toEqual(
    [...report.jobs.map(({ createdAt }) => createdAt)].sort((a, b) => b.getTime() - a.getTime()),
  );
  expect(report.jobs).toHaveLength(10);
  expect(report.missing).toEqual([]);

  // Planned against actual: account 7 has nothing, account 8 only failures, others by their own jobs.
  const verdicts = new Map(report.planned!.map(({ accountId: id, verdict }) => [id, verdict]));
  const expected = (account: number): string =>
    seeded.some((job) => job.account === account && job.state === "FAILED") || account === 7
      ? "unprotected"
      : "protected";
  const sample = Array.from({ length: 200 }, (_, index) => index);
  expect(sample.map((account) => verdicts.get(accountId(account)))).toEqual(sample.map(expected));
  const ruleOf = (account: number) =>
    report
      .planned!.find(({ accountId: id }) => id === accountId(account))!
      .rules.map(({ runs }) => runs.map(({ verdict }) => verdict));
  expect(ruleOf(7)).toEqual(REGIONS.map(() => ["missing"]));
  expect(ruleOf(8)).toEqual(REGIONS.map(() => ["failed"]));

  // 100 pages and more; of copies and restores only the accounts that AWS's summaries name were asked about.
  expect(pages).toBeGreaterThanOrEqual(100);
  expect(double.callsTo("ListCopyJobs").filter(({ status }) => status === 200)).toHaveLength(20);
  expect(double.callsTo("ListRestoreJobs")).toHaveLength(0);
  expect(double.calls.filter(({ error }) => /Throttl|TooMany/.test(error ?? "")).length).toBeGreaterThan(0);
  // All jobs at once would be more than 100 MB.
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(48 * 1024 * 1024);
}, 120_000);
