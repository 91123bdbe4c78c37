import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobs } from "../../src/cli/commands/jobs";
import type { CliContext } from "../../src/cli/cli-context";
import { AwsDouble } from "../support/aws-double/aws-double";
import { runCli } from "../support/run-cli";
import { accountId, backupJob, connect, copyJob, DAY, seedOf } from "../sources/live/jobs-organization";

// Commands in tests run at 2026-01-15T10:00:00Z.
const NOW = Date.UTC(2026, 0, 15, 10);
const REGION = "eu-central-1";

let double: AwsDouble;
let folder: string;

beforeEach(async () => {
  let at = NOW - 7 * DAY;
  double = await AwsDouble.start({ seed: seedOf(3, {}), clock: () => at });
  at = NOW;
  connect(double).session.close();
  folder = mkdtempSync(join(tmpdir(), "org-backup-jobs-"));
  writeFileSync(join(folder, "organization.json"), JSON.stringify({ version: 1, ...seedOf(3, {}) }));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await double.stop();
});

function put(...made: readonly ReturnType<typeof backupJob>[]): void {
  double.state.backup.backupJobs.push(...made.map((job) => ({ region: REGION, job })));
}

const run = (...args: readonly string[]) => runCli("jobs", "--endpoint-url", double.endpoint, ...args);
const org = (): readonly string[] => ["--org", join(folder, "organization.json")];

test("who is not protected stands first, with why and what to do; the status is 2", async () => {
  put(
    backupJob("a", accountId(0)),
    backupJob("b", accountId(1), {
      State: "FAILED",
      StatusMessage: "Backup vault main does not exist",
      MessageCategory: "FAILURE",
    }),
  );
  const { status, stdout } = await run(...org());
  expect(status).toBe(2);
  expect(stdout).toContain("2 accounts not protected: planned backups are missing or failed");
  expect(stdout).toContain("1 account backed up as planned");
  expect(stdout.indexOf("not protected")).toBeLessThan(stdout.indexOf("Why jobs failed"));
  expect(stdout).toMatch(
    /error backup-failed\n {4}daily\/nightly in eu-central-1\n {4}1 account: Root\/Work\/member-1/,
  );
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "usual cause: The vault that the policy names is not in this account and Region.",
  );
  expect(stdout).toContain("not looked at: the role");
});

test("--live reads the organization itself; --fail-on none ends with 0", async () => {
  put(...[0, 1, 2].map((index) => backupJob(`j${index}`, accountId(index))));
  const { status, stdout } = await run("--live", "--fail-on", "error");
  expect(stdout).toContain("3 accounts backed up as planned");
  expect(status).toBe(0);
  double.state.backup.backupJobs.length = 0;
  expect((await run("--live")).status).toBe(2);
  expect((await run("--live", "--fail-on", "none")).status).toBe(0);
});

test("JSON holds everything: sums, verdicts, findings, the jobs asked for, and whether it is complete", async () => {
  put(backupJob("a", accountId(0)));
  double.state.backup.copyJobs.push({ region: REGION, job: copyJob("c", accountId(0)) });
  const { stdout } = await run(...org(), "--format", "json", "--limit", "5");
  const report = JSON.parse(stdout) as Record<string, never>;
  expect(report).toMatchObject({
    schemaVersion: 1,
    complete: true,
    regions: [REGION],
    summary: { total: 2, outcomes: { completed: 2, failed: 0 } },
    protection: {
      protected: [accountId(0)],
      unprotected: [accountId(1), accountId(2)],
      "not-planned": ["111111111111"],
    },
    jobs: [
      { id: "c", kind: "copy" },
      { id: "a", plan: "Daily", rule: "Nightly" },
    ],
  });
});

test("HTML holds no script, runs none, and markup in names and messages stays text", async () => {
  put(
    backupJob("a", accountId(0), {
      State: "FAILED",
      StatusMessage: '<script>alert(1)</script>"\u202e',
      ResourceType: "<b>EBS",
    }),
  );
  const file = join(folder, "jobs.html");
  const { stdout } = await run(...org(), "--output", `html=${file}`, "--limit");
  const page = readFileSync(file, "utf8");
  expect(page).not.toMatch(/<script|<b>|\u202e/);
  expect(page).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
  const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(
    `Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'`,
  );
  expect(page).toContain("<h1>3 accounts of 4 not protected</h1>");
  // eslint-disable-next-line no-control-regex -- what must not reach a terminal
  expect(stdout).not.toMatch(/[\u202e\u001b]/);
});

test("what is denied is told, and the rest is there", async () => {
  put(backupJob("a", accountId(0)));
  double.state.backup.copyJobs.push({ region: REGION, job: copyJob("c", accountId(0)) });
  double.faults.deny("backup:ListCopyJobs");
  const { stdout } = await run(...org());
  expect(stdout).toContain("Not known, so the answer is incomplete");
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "copy jobs in eu-central-1 of one account: arn:aws:iam::111111111111:user/administrator may not call backup:ListCopyJobs",
  );
  expect(stdout).toContain("1 job");
});

test("without the organization jobs are shown and not judged; filters select", async () => {
  put(backupJob("a", accountId(0)), backupJob("b", accountId(1), { State: "FAILED", ResourceType: "RDS" }));
  const all = await run("--regions", REGION);
  expect(all.stdout).toContain("2 jobs");
  expect(all.stdout).toContain("Jobs are not compared with plans");
  expect(all.status).toBe(0);
  const one = await run(
    "--regions",
    REGION,
    "--state",
    "failed",
    "--resource-type",
    "rds",
    "--account",
    accountId(1),
    "--limit",
  );
  expect(one.stdout).toContain("1 job");
  expect(one.stdout.replace(/\s+/g, " ")).toContain(
    "only account 200000000001, state failed, resource type rds",
  );
  expect((await run("--regions", REGION, "--vault", "other")).stdout).toContain("No jobs");
});

test("a state that does not exist is refused: no job would have it", async () => {
  put(backupJob("a", accountId(0), { State: "FAILED" }));
  const wrong = await run("--regions", REGION, "--state", "failde");
  expect(wrong).toMatchObject({ status: 1, stdout: "" });
  expect(wrong.stderr).toContain('There is no job state "failde". Did you mean "FAILED"?');
});

test("so is a resource type that is near to one that exists; another may be new", async () => {
  put(backupJob("a", accountId(0), { State: "FAILED" }));
  const wrong = await run("--regions", REGION, "--resource-type", "dynamobd");
  expect(wrong).toMatchObject({ status: 1, stdout: "" });
  expect(wrong.stderr).toContain('AWS Backup has no resource type "dynamobd". Did you mean "DynamoDB"?');
  expect((await run("--regions", REGION, "--resource-type", "Quantum")).stdout).toContain("No jobs");
});

test("--ou selects accounts below a place, and says so where there is none", async () => {
  put(backupJob("a", accountId(0)));
  expect((await run(...org(), "--ou", "Root/Work")).stdout).toContain("1 job");
  const wrong = await run(...org(), "--ou", "Root/Wrok");
  expect(wrong).toMatchObject({ status: 1, stdout: "" });
  expect(wrong.stderr).toContain('There is no OU "Root/Wrok". Did you mean "Root/Work"?');
});

test("--summary-days takes AWS's own sums and lists no jobs", async () => {
  put(
    backupJob("a", accountId(0)),
    backupJob("b", accountId(1), { State: "FAILED", MessageCategory: "AccessDenied" }),
  );
  const { status, stdout } = await run(
    "--summary-days",
    "7",
    "--regions",
    `${REGION},us-east-1`,
    "--format",
    "json",
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    days: 7,
    total: { counts: { completed: 1, failed: 1 }, failureRate: 0.5 },
    failureCategories: [{ category: "AccessDenied", count: 1 }],
    complete: true,
  });
  expect(double.callsTo("ListBackupJobs")).toHaveLength(0);
  expect((await run("--summary-days", "--regions", REGION)).stdout).toContain("AccessDenied");
});

test("--watch draws again after each pause, on an empty screen where there is one", async () => {
  put(backupJob("a", accountId(0)));
  let stdout = "";
  const host: CliContext = {
    stdout: (text) => (stdout += text),
    stderr: () => undefined,
    color: true,
    width: 80,
    now: () => new Date(NOW),
  };
  const pauses: number[] = [];
  const options = {
    format: "text" as const,
    since: "24h",
    failOn: ["none"],
    regions: [REGION],
    endpointUrl: double.endpoint,
    watch: 30,
  };
  const status = await jobs(options, host, async (milliseconds) => {
    pauses.push(milliseconds);
    put(backupJob(`next-${pauses.length}`, accountId(1)));
    return Promise.resolve(pauses.length < 3);
  });
  expect(status).toBe(0);
  expect(pauses).toEqual([30_000, 30_000, 30_000]);
  const screens = stdout.split("\u001b[2J\u001b[3J\u001b[H").slice(1);
  expect(screens).toHaveLength(3);
  expect(screens.map((screen) => /(\d) jobs?/.exec(screen)?.[1])).toEqual(["1", "2", "3"]);
});

test.each([
  [["--since", "yesterday"], "--since expects a time"],
  [["--since", "2026-02-01"], "has to lie before --until"],
  [["--kind", "backups"], 'Did you mean "backup"?'],
  [["--regions", "eu-central"], "--regions expects Regions such as eu-central-1"],
  [["--limit", "0"], "--limit expects a whole number from 1 to 10000"],
  [["--account", "orders"], "names need the organization"],
  [["--ou", "Root"], "--ou needs the organization"],
  [["--fail-on", "never"], "--fail-on expects none, notice, warning, error or the id of a rule"],
  [["--summary-days", "30"], "--summary-days expects one of 7, 14, found"],
  [["--format", "xml"], "There is no format"],
])("a mistake in %j is told before AWS is asked", async (args, message) => {
  const { status, stderr } = await run(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(double.calls).toHaveLength(0);
});
