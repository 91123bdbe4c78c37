import { EVERY_JOB } from "../../../src/jobs/job-filter";
import type { JobsReport } from "../../../src/jobs/jobs-report";
import { inventoryOf } from "../../../src/organization/inventory";
import type { Resource } from "../../../src/organization/inventory";
import { jobsHtml } from "../../../src/render/jobs-html";
import { jobsJson } from "../../../src/render/jobs-json";
import { jobsText } from "../../../src/render/jobs-text";
import { styleFor } from "../../../src/render/style";
import { gatherJobsReport } from "../../../src/sources/live/jobs-gather";
import type { GatherRequest } from "../../../src/sources/live/jobs-gather";
import { JobsApi } from "../../../src/sources/live/jobs-api";
import type { AwsDoubleOptions } from "../../support/aws-double/aws-double-options";
import { AwsDouble } from "../../support/aws-double/aws-double";
import type { PlanSettings } from "../../jobs/jobs";
import {
  accountId,
  backupJob,
  connect,
  copyJob,
  DAY,
  MANAGEMENT,
  modelOf,
  NOW,
  seedOf,
} from "./jobs-organization";

const REGION = "eu-central-1";
const MEMBERS = 4;
let double: AwsDouble;

async function start(options: Partial<AwsDoubleOptions> = {}, plan: PlanSettings = {}): Promise<void> {
  let at = NOW.getTime() - 7 * DAY;
  double = await AwsDouble.start({ seed: seedOf(MEMBERS, plan), clock: () => at, ...options });
  at = NOW.getTime();
}

afterEach(async () => {
  await double.stop();
});

describe("with an inventory", () => {
  test("the report says which selected resources a job has backed up, and keeps both apart", async () => {
    await start();
    const volume = (account: number, name: string, tags: Resource["tags"]): Resource => ({
      arn: `arn:aws:ec2:${REGION}:${accountId(account)}:volume/${name}`,
      accountId: accountId(account),
      region: REGION,
      tags,
    });
    const done = "vol-0123456789abcdef0";
    double.state.backup.backupJobs.push({ region: REGION, job: backupJob("1", accountId(0)) });
    const inventories = [
      inventoryOf("r.json", [
        volume(0, done, { backup: "daily" }),
        volume(1, "vol-2", { backup: "daily" }),
        volume(2, "vol-3", {}),
        { ...volume(3, "vol-4", { backup: "daily" }), region: "us-east-1" },
      ]),
    ];
    const found = await report({ inventories });
    expect(found.resources?.summary).toMatchObject({
      resources: 4,
      selected: { completed: 1, none: 1 },
      unselectedBackedUp: 0,
    });
    expect(found.findings.map(({ rule }) => rule)).toContain("resource-not-backed-up");
    const text = jobsText(found, { style: styleFor(false), width: 100 });
    expect(text).toContain(
      "Resources: selected by policies, and backed up by jobs\n  2 resources selected: 1 backed up, 1 without the job that was due",
    );
    expect(text).toMatch(/member-1 +EBS +1 +0 +0 +1 +0 +0/);
    expect(jobsHtml(found)).toContain("Resources: selected by policies, and backed up by jobs");
    const { resources } = JSON.parse(jobsJson(found)) as {
      readonly resources: { readonly resources: readonly object[] };
    };
    expect(resources.resources).toMatchObject([
      { selected: "yes", backup: "completed" },
      { selected: "yes", backup: "none" },
    ]);
  });

  test("jobs that could not be read are not missing", async () => {
    await start();
    double.faults.deny("backup:ListBackupJobs");
    const arn = `arn:aws:ec2:${REGION}:${accountId(0)}:volume/v`;
    const inventories = [
      inventoryOf("r.json", [{ arn, accountId: accountId(0), region: REGION, tags: { backup: "daily" } }]),
    ];
    const found = await report({ inventories });
    expect(found.resources?.summary.selected).toMatchObject({ none: 0, "not-read": 1 });
  });
});

async function report(
  changes: Partial<GatherRequest> = {},
  plan: PlanSettings = {},
  account = MANAGEMENT,
): Promise<JobsReport> {
  const { session, api } = connect(double, account);
  try {
    return await gatherJobsReport(
      { session, api, progress: () => undefined },
      {
        now: NOW,
        window: { since: new Date(NOW.getTime() - DAY), until: NOW },
        filter: EVERY_JOB,
        restrictions: [],
        organization: modelOf(MEMBERS, plan),
        regions: undefined,
        limit: 0,
        lateAfterMinutes: undefined,
        memberRoleName: undefined,
        allAccounts: false,
        ...changes,
      },
    );
  } finally {
    session.close();
  }
}

function put(...jobs: readonly ReturnType<typeof backupJob>[]): void {
  double.state.backup.backupJobs.push(...jobs.map((job) => ({ region: REGION, job })));
}

/** The verdict and the cause of each member with something due. */
function causes({ planned }: JobsReport): readonly unknown[] {
  return planned!.flatMap(({ rules }) =>
    rules.flatMap(({ runs }) =>
      runs.map(({ verdict, reasons }) => [verdict, ...reasons.map(({ cause }) => cause)]),
    ),
  );
}

describe("missing backups, looked into", () => {
  const READER = "Reader";

  function addRole(account: string, name: string, path = "/"): void {
    double.state.iam.account(account).roles.set(name, {
      ...roleTemplate(),
      name,
      path,
      arn: `arn:aws:iam::${account}:role${path}${name}`,
    });
  }

  function roleTemplate(): NonNullable<ReturnType<typeof anyRole>> {
    return anyRole()!;
  }

  function anyRole() {
    const [role] = double.state.iam.account(MANAGEMENT).roles.values();
    return role;
  }

  async function prepare(): Promise<void> {
    const { IAMClient, CreateRoleCommand } = await import("@aws-sdk/client-iam");
    const client = new IAMClient({
      endpoint: double.endpoint,
      region: "us-east-1",
      credentials: double.credentialsFor(MANAGEMENT),
    });
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    });
    await client.send(new CreateRoleCommand({ RoleName: "template", AssumeRolePolicyDocument: trust }));
    client.destroy();
    const created = { createdAt: NOW };
    for (let index = 0; index < MEMBERS; index += 1) {
      const account = accountId(index);
      addRole(account, READER);
      // 0: no role; 1: no vault; 2 has everything; 3: the role lies under another path.
      if (index > 0) {
        addRole(account, "worker", index === 3 ? "/" : "/backup/");
      }
      if (index !== 1) {
        double.state.backup.addVault(account, REGION, "main", created);
      }
    }
  }

  test("each cause is found: no role, no vault, nothing selected, a role under another path", async () => {
    await start();
    await prepare();
    const found = await report({ memberRoleName: READER });
    expect(causes(found)).toEqual([
      ["missing", "role-missing"],
      ["missing", "vault-missing"],
      ["missing", "no-resource-selected"],
      ["missing", "role-missing"],
    ]);
    expect(found.missing).toEqual([]);
  });

  test("the opt-in of the management account counts, for types that a selection reaches by their service", async () => {
    const plan = { resourceTypes: ["arn:aws:ec2:*"] };
    await start({}, plan);
    await prepare();
    const { optIn } = double.state.backup.region(MANAGEMENT, REGION);
    optIn.set("EBS", false).set("EC2", false);
    const [, , third] = causes(await report({ memberRoleName: READER }, plan));
    expect(third).toEqual(["missing", "opt-in-missing"]);
    optIn.set("EBS", true);
    const [, , now] = causes(await report({ memberRoleName: READER }, plan));
    expect(now).toEqual(["missing", "no-resource-selected"]);
  });

  // AWS, "Getting started" (Service Opt-in) and "Assigning resources in JSON": a type-level ARN overrides the opt-in.
  test("a type that a selection names in full is backed up without the opt-in", async () => {
    const plan = { resourceTypes: ["arn:aws:eks:*:*:cluster/*"] };
    await start({}, plan);
    await prepare();
    double.state.backup.region(MANAGEMENT, REGION).optIn.set("EKS", false);
    const [, , third] = causes(await report({ memberRoleName: READER }, plan));
    expect(third).toEqual(["missing", "no-resource-selected"]);
  });

  test("the caller's own opt-in says nothing if it is not the management account", async () => {
    const plan = { resourceTypes: ["arn:aws:ec2:*"] };
    const delegate = accountId(2);
    const seed = seedOf(MEMBERS, plan);
    const delegatedAdministrators = [{ accountId: delegate, servicePrincipals: ["backup.amazonaws.com"] }];
    await start({ seed: { ...seed, organization: { ...seed.organization, delegatedAdministrators } } }, plan);
    await prepare();
    double.state.backup.region(delegate, REGION).optIn.set("EBS", false).set("EC2", false);
    const found = await report({ memberRoleName: READER }, plan, delegate);
    expect(causes(found)[2]).toEqual(["missing", "not-known"]);
    expect(found.missing).toContainEqual({
      part: "the opt-in settings of the management account",
      why: `The caller is in ${delegate}, not in the management account ${MANAGEMENT}. Assumed: For plans that policies make, the opt-in of the management account counts; that of a member account or of a delegated administrator does not.`,
      hint: "Run jobs with credentials of the management account, or look there: aws backup describe-region-settings --region REGION.",
    });
    expect(double.callsTo("DescribeRegionSettings")).toEqual([]);
  });

  test("a role that cannot be assumed is a missing part, once for all accounts, and the cause is not known", async () => {
    await start();
    double.faults.deny("sts:AssumeRole");
    const found = await report({ memberRoleName: READER });
    expect(causes(found)).toEqual(Array.from({ length: MEMBERS }, () => ["missing", "not-known"]));
    expect(found.missing).toHaveLength(1);
    expect(found.missing[0]?.part).toContain(`role/${READER} cannot be assumed (and of 3 more)`);
    expect(found.findings.map(({ rule }) => rule)).toContain("information-missing");
  });
});

test("a continuous backup that began before the window is found by looking back, in the accounts without a job only", async () => {
  const plan = { continuous: true };
  await start({}, plan);
  put(
    backupJob("continuous-0", accountId(0), {
      BackupType: "CONTINUOUS",
      CreationDate: new Date("2025-12-27T02:05:00Z"),
    }),
    backupJob("today-1", accountId(1), { BackupType: "CONTINUOUS" }),
    backupJob("too-old-2", accountId(2), {
      BackupType: "CONTINUOUS",
      CreationDate: new Date("2025-12-01T02:05:00Z"),
    }),
  );
  const found = await report({}, plan);
  expect(causes(found).map((cause) => (cause as readonly string[])[0])).toEqual([
    "continuous",
    "on-time",
    "missing",
    "missing",
  ]);
  const asked = double.callsTo("ListBackupJobs").map(({ input }) => input.accountId);
  expect(asked).toEqual(["*", accountId(0), accountId(2), accountId(3)]);
});

describe("what AWS does not tell", () => {
  test("copy jobs are denied: backups are there, and the part that is missing says why", async () => {
    await start();
    put(backupJob("a", accountId(0)));
    double.state.backup.copyJobs.push({ region: REGION, job: copyJob("c", accountId(0)) });
    double.faults.deny("backup:ListCopyJobs");
    const found = await report();
    expect(found.summary.total).toBe(1);
    expect(found.missing).toHaveLength(1);
    expect(found.missing[0]).toMatchObject({ part: `copy jobs in ${REGION} of one account` });
    expect(found.missing[0]?.why).toContain("may not call backup:ListCopyJobs: access denied");
  });

  test("without summaries every account is asked about its copies, and a note says so", async () => {
    await start();
    put(backupJob("a", accountId(0)));
    double.state.backup.copyJobs.push({ region: REGION, job: copyJob("c", accountId(2)) });
    double.faults.deny("backup:ListCopyJobSummaries");
    const found = await report();
    expect(found.summary.total).toBe(2);
    expect(double.callsTo("ListCopyJobs")).toHaveLength(MEMBERS + 1);
    expect(found.notes.join(" ")).toContain("AWS gave no summary of copy jobs");
  });

  test("one Region is denied: the other is reported", async () => {
    const plan = { regions: [REGION, "us-east-1"] };
    await start({}, plan);
    put(backupJob("a", accountId(0)));
    double.state.backup.backupJobs.push({ region: "us-east-1", job: backupJob("b", accountId(0)) });
    double.faults.deny("organizations:ListAccounts");
    const found = await report({}, plan);
    expect(found.summary.regions.map(({ name }) => name)).toEqual([REGION, "us-east-1"]);
    expect(found.missing.map(({ part }) => part)).toEqual([
      "when accounts joined, so that backups due before count as missing",
    ]);
  });

  test("all of it is denied: that is an error, not an empty report", async () => {
    await start();
    double.faults.deny("backup:*", "organizations:*");
    await expect(report()).rejects.toMatchObject({
      code: "aws",
      message: expect.stringContaining("access denied") as string,
    });
  });

  test("a member account may not look at the others: nothing is said to be missing of what was not read", async () => {
    await start();
    const found = await report({}, {}, accountId(0));
    expect(causes(found)).toEqual(Array.from({ length: MEMBERS }, () => ["not-read"]));
    expect(found.planned!.map(({ verdict }) => verdict)).toEqual([
      "not-planned",
      ...Array.from({ length: MEMBERS }, () => "not-read"),
    ]);
    expect(found.missing.map(({ part }) => part)).toContain(`backup jobs in ${REGION}`);
  });

  test("a list that ends with an error after its first pages tells what it saw, and no more", async () => {
    await start();
    put(
      ...Array.from({ length: 1500 }, (_, index) =>
        backupJob(`job-${index}`, accountId(index < 1000 ? 0 : 1)),
      ),
    );
    const { session } = connect(double);
    session.close();
    let pages = 0;
    const { session: watched, api } = connect(double);
    const found = await gatherJobsReport(
      {
        session: watched,
        api,
        progress: () => {
          pages += 1;
          if (pages === 1) {
            double.faults.deny("backup:ListBackupJobs");
          }
        },
      },
      {
        now: NOW,
        window: { since: new Date(NOW.getTime() - DAY), until: NOW },
        filter: { ...EVERY_JOB, kinds: ["backup"] },
        restrictions: [],
        organization: modelOf(MEMBERS, {}),
        regions: undefined,
        limit: 0,
        lateAfterMinutes: undefined,
        memberRoleName: undefined,
        allAccounts: false,
      },
    );
    watched.close();
    expect(found.missing.map(({ part }) => part)).toEqual([`backup jobs in ${REGION} after the first 1000`]);
    expect(causes(found)).toEqual([["on-time"], ["not-read"], ["not-read"], ["not-read"]]);
  });
});

describe("reading", () => {
  test("the next page is asked for when it is wanted, not before", async () => {
    await start();
    put(...Array.from({ length: 2500 }, (_, index) => backupJob(`job-${index}`, accountId(0))));
    const { session } = connect(double);
    const pages = new JobsApi(session).list("backup", {
      region: REGION,
      accountId: "*",
      createdAfter: new Date(0),
    });
    expect((await pages.next()).value).toHaveLength(1000);
    expect(double.callsTo("ListBackupJobs")).toHaveLength(1);
    await pages.next();
    expect(double.callsTo("ListBackupJobs")).toHaveLength(2);
    expect((await pages.next()).value).toHaveLength(500);
    expect((await pages.next()).done).toBe(true);
    session.close();
  });

  test("connections that break and servers that fail in between change nothing", async () => {
    await start();
    put(...Array.from({ length: 1500 }, (_, index) => backupJob(`job-${index}`, accountId(index % MEMBERS))));
    double.faults.failRandomly(0.2, 7, "backup:*", 503);
    double.faults.resetRandomly(0.1, 8, "backup:*");
    const found = await report();
    expect(found.summary.total).toBe(1500);
    expect(found.missing).toEqual([]);
    expect(found.planned!.filter(({ verdict }) => verdict === "protected")).toHaveLength(MEMBERS);
  });

  test("few accounts are asked about one by one; AWS selects what no one compares", async () => {
    await start();
    put(
      backupJob("a", accountId(0)),
      backupJob("b", accountId(1), { State: "FAILED" }),
      backupJob("c", accountId(2), { State: "FAILED" }),
    );
    const found = await report({
      organization: undefined,
      regions: [REGION],
      filter: {
        ...EVERY_JOB,
        kinds: ["backup"],
        states: ["FAILED"],
        accounts: new Set([accountId(0), accountId(1)]),
      },
    });
    expect(found.summary.total).toBe(1);
    expect(found.planned).toBeUndefined();
    expect(double.callsTo("ListBackupJobs").map(({ input }) => [input.accountId, input.state])).toEqual([
      [accountId(0), "FAILED"],
      [accountId(1), "FAILED"],
    ]);
  });
});
