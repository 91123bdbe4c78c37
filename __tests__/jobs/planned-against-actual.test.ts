import { OPT_IN_NAMES } from "../../src/capabilities/opt-in";
import { NOTHING_LOOKED_UP } from "../../src/jobs/account-facts";
import type { AccountFacts } from "../../src/jobs/account-facts";
import type { Job } from "../../src/jobs/job";
import type { AccountOutcome, RunOutcome } from "../../src/jobs/judge-account";
import { jobsFindings } from "../../src/jobs/jobs-findings";
import { PlannedAgainstActual } from "../../src/jobs/planned-against-actual";
import type { GapReason } from "../../src/jobs/explain-gap";
import type { PlannedOptions } from "../../src/jobs/account-plan";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { OrganizationData } from "../../src/organization/model";
import type { JsonObject } from "../../src/text/json";
import { account, attached, organization, policy } from "../support/organizations";
import { dailyPlan, job, REGION } from "./jobs";
import type { PlanSettings } from "./jobs";

const ID = "000000000002";
const WINDOW = { since: new Date("2026-01-14T12:00:00Z"), until: new Date("2026-01-15T12:00:00Z") };

interface Case {
  readonly plan?: PlanSettings;
  readonly jobs?: readonly Job[];
  readonly earlier?: readonly Job[];
  readonly options?: Partial<PlannedOptions>;
  readonly facts?: Partial<AccountFacts>;
  readonly data?: Partial<OrganizationData>;
}

function compared({ plan = {}, jobs = [], earlier = [], options = {}, facts = {}, data = {} }: Case): {
  readonly account: AccountOutcome;
  readonly planned: PlannedAgainstActual;
} {
  const model = organization({
    policies: [policy("p-1", dailyPlan(plan))],
    attachments: [attached(ID, "p-1")],
    ...data,
  });
  const planned = new PlannedAgainstActual(EffectivePolicies.compute(model, WINDOW.until), {
    window: WINDOW,
    ...options,
  });
  jobs.forEach((one) => {
    planned.add(one);
  });
  earlier.forEach((one) => {
    planned.addEarlier(one);
  });
  const outcome = planned
    .outcome({ ...NOTHING_LOOKED_UP, ...facts })
    .find(({ accountId }) => accountId === ID);
  return { account: outcome!, planned };
}

function runsOf(given: Case): readonly RunOutcome[] {
  return compared(given).account.rules.flatMap(({ runs }) => runs);
}

function onlyRun(given: Case): RunOutcome {
  const runs = runsOf(given);
  expect(runs).toHaveLength(1);
  return runs[0]!;
}

/** The settings of the management account in a Region: every type is on, but for these. */
function settings(changes: Readonly<Record<string, boolean>>): ReadonlyMap<string, boolean> {
  return new Map([...OPT_IN_NAMES.map((name) => [name, true] as const), ...Object.entries(changes)]);
}

const EVERYTHING_THERE: AccountFacts = {
  role: () => "yes",
  vault: () => "yes",
  optIn: () => settings({}),
};

describe("a planned backup", () => {
  test("is on time when a job began in its start window and is complete", () => {
    const run = onlyRun({ jobs: [job()] });
    expect(run).toMatchObject({ verdict: "on-time", latenessMinutes: 30, completed: 1, reasons: [] });
    expect(run.scheduledAt).toEqual(new Date("2026-01-15T02:00:00Z"));
    expect(compared({ jobs: [job()] }).account.verdict).toBe("protected");
  });

  test("is late when its job began after the start window", () => {
    const given = {
      jobs: [
        job({ createdAt: new Date("2026-01-15T04:00:01Z"), completedAt: new Date("2026-01-15T05:00:00Z") }),
      ],
    };
    expect(onlyRun(given)).toMatchObject({ verdict: "late", latenessMinutes: 180 });
    expect(compared(given).account.verdict).toBe("late");
  });

  test("is late when it ends after the limit that was asked for, and on time just before", () => {
    const options = { lateAfterMinutes: 60 };
    expect(onlyRun({ options, jobs: [job({ completedAt: new Date("2026-01-15T03:00:01Z") })] }).verdict).toBe(
      "late",
    );
    expect(onlyRun({ options, jobs: [job({ completedAt: new Date("2026-01-15T03:00:00Z") })] }).verdict).toBe(
      "on-time",
    );
  });

  test("is late when it ends after the next run was due", () => {
    const plan = { schedule: "cron(0 2,4 ? * * *)" };
    const runs = runsOf({
      plan,
      jobs: [
        job({ completedAt: new Date("2026-01-15T04:10:00Z") }),
        job({ createdAt: new Date("2026-01-15T04:05:00Z"), completedAt: new Date("2026-01-15T04:15:00Z") }),
      ],
    });
    expect(runs.map(({ verdict }) => verdict)).toEqual(["late", "on-time"]);
  });

  test("is late while it still runs after the limit", () => {
    const running = job({ state: "RUNNING", completedAt: undefined });
    expect(onlyRun({ jobs: [running] })).toMatchObject({ verdict: "running", latenessMinutes: 600 });
    expect(onlyRun({ jobs: [running], options: { lateAfterMinutes: 120 } }).verdict).toBe("late");
  });

  test("may still begin while its start window is open, and is missing afterwards", () => {
    const at = (time: string): Partial<PlannedOptions> => ({
      window: { since: WINDOW.since, until: new Date(time) },
    });
    expect(onlyRun({ options: at("2026-01-15T04:00:00Z") }).verdict).toBe("waiting");
    expect(compared({ options: at("2026-01-15T04:00:00Z") }).account.verdict).toBe("waiting");
    expect(onlyRun({ options: at("2026-01-15T04:00:01Z") }).verdict).toBe("missing");
  });

  test("has failed when every job failed, and partly failed when another resource was backed up", () => {
    const failed = job({ state: "FAILED", message: "Rate exceeded" });
    expect(onlyRun({ jobs: [failed] })).toMatchObject({ verdict: "failed", failed: 1 });
    expect(onlyRun({ jobs: [failed, job()] })).toMatchObject({
      verdict: "partly-failed",
      failed: 1,
      completed: 1,
    });
    expect(compared({ jobs: [failed, job()] }).account.verdict).toBe("unprotected");
  });

  test("is known by the time that AWS gives to begin by, even where the job was made much later", () => {
    const runs = runsOf({
      plan: { schedule: "cron(0 2,4 ? * * *)", startWindow: "300" },
      jobs: [
        job({
          createdAt: new Date("2026-01-15T04:30:00Z"),
          startBy: new Date("2026-01-15T07:00:00Z"),
          completedAt: new Date("2026-01-15T04:40:00Z"),
        }),
      ],
    });
    expect(runs.map(({ completed }) => completed)).toEqual([1, 0]);
  });

  test("is not proved by a job of another Region, plan or rule, nor by one on demand", () => {
    const others = [
      job({ region: "us-east-1" }),
      job({ createdBy: { plan: "weekly", rule: "nightly", schedule: undefined } }),
      job({ createdBy: { plan: "daily", rule: "hourly", schedule: undefined } }),
      job({ createdBy: undefined }),
      job({ accountId: "000000000003" }),
    ];
    expect(onlyRun({ jobs: others }).verdict).toBe("missing");
  });

  test("is proved by a job whose plan AWS does not name, if its vault and schedule fit one rule only", () => {
    const nameless = { plan: undefined, rule: undefined, schedule: "cron(0 2 ? * * *)" };
    expect(onlyRun({ jobs: [job({ createdBy: nameless })] }).verdict).toBe("on-time");
    expect(onlyRun({ jobs: [job({ createdBy: nameless, vault: "other" })] }).verdict).toBe("missing");
  });
});

describe("what was not due", () => {
  test("a schedule of another week has nothing due, and says when it is next", () => {
    // 2026-01-15 is a Thursday.
    const { account: outcome } = compared({ plan: { schedule: "cron(0 2 ? * SUN *)" } });
    expect(outcome.verdict).toBe("nothing-due");
    expect(outcome.rules[0]).toMatchObject({ runs: [], next: new Date("2026-01-18T02:00:00Z") });
  });

  test("an account whose rules have ended has no plan any more, unless a run was due in the window", () => {
    const ended = compared({ plan: { schedule: "cron(0 2 ? * * 2020-2025)" } });
    expect(ended.account.verdict).toBe("not-planned");
    expect(jobsFindings([ended.account], [])).toMatchObject([
      { rule: "account-without-plan", message: "None of its rules runs again." },
    ]);
    const last = compared({ plan: { schedule: "cron(0 2 15 1 ? 2026)" } });
    expect(last.account.verdict).toBe("unprotected");
  });

  test("an account whose plan selects nothing that its Region has is without a plan, whenever that is due", () => {
    const sundays = (resourceTypes: readonly string[]): AccountOutcome =>
      compared({ plan: { schedule: "cron(0 2 ? * SUN *)", regions: ["us-west-1"], resourceTypes } }).account;
    const none = sundays(["arn:aws:timestream:*:*:database/*"]);
    expect(none.verdict).toBe("not-planned");
    expect(jobsFindings([none], [])).toMatchObject([
      {
        rule: "account-without-plan",
        message: "Its plans select nothing that AWS Backup backs up in their Regions.",
      },
    ]);
    expect(sundays(["arn:aws:ec2:*:*:volume/*"]).verdict).toBe("nothing-due");
  });

  test("nothing was due before an account joined: created yesterday after the run, it is not missing one", () => {
    const joined = (time: string): Partial<PlannedOptions> => ({ joined: new Map([[ID, new Date(time)]]) });
    expect(onlyRun({ options: joined("2026-01-15T02:30:00Z") }).verdict).toBe("before-account");
    expect(compared({ options: joined("2026-01-15T02:30:00Z") }).account.verdict).toBe("nothing-due");
    expect(onlyRun({ options: joined("2026-01-14T20:00:00Z") }).verdict).toBe("missing");
  });

  test("accounts that are suspended are not judged, and those without a plan are told apart", () => {
    const { planned } = compared({
      data: {
        accounts: [
          account("000000000001", "r-root"),
          account(ID, "ou-a", "SUSPENDED"),
          account("000000000003", "ou-b"),
        ],
      },
    });
    expect(planned.outcome().map(({ accountId, verdict }) => [accountId, verdict])).toEqual([
      ["000000000001", "not-planned"],
      ["000000000003", "not-planned"],
    ]);
  });

  test("a continuous backup needs no job each run once it has begun", () => {
    const plan = { continuous: true };
    const begun = job({
      continuous: true,
      createdAt: new Date("2026-01-02T02:01:00Z"),
      completedAt: new Date("2026-01-02T03:00:00Z"),
    });
    expect(onlyRun({ plan }).verdict).toBe("missing");
    expect(compared({ plan }).planned.gaps()).toMatchObject([{ accountId: ID, continuous: true }]);
    expect(onlyRun({ plan, earlier: [begun] }).verdict).toBe("continuous");
    expect(compared({ plan, earlier: [begun] }).account.verdict).toBe("protected");
    // A snapshot of the same rule proves nothing about continuity.
    expect(onlyRun({ plan, earlier: [{ ...begun, continuous: false }] }).verdict).toBe("missing");
  });
});

describe("why a backup is missing", () => {
  const causes = (given: Case): unknown =>
    onlyRun(given).reasons.map(({ cause, evidence }) => [cause, evidence]);

  test("the role is missing: looked up with the account's own id", () => {
    const asked: string[] = [];
    const facts: AccountFacts = {
      ...EVERYTHING_THERE,
      role: (accountId, arn) => {
        asked.push(`${accountId} ${arn}`);
        return "no";
      },
    };
    expect(causes({ facts })).toEqual([["role-missing", "looked up"]]);
    expect(new Set(asked)).toEqual(new Set([`${ID} arn:aws:iam::${ID}:role/backup/worker`]));
  });

  test("the vault is missing", () => {
    expect(
      causes({
        facts: {
          ...EVERYTHING_THERE,
          vault: (_id, region, vault) => (region === REGION && vault === "main" ? "no" : "yes"),
        },
      }),
    ).toEqual([["vault-missing", "looked up"]]);
  });

  describe("by the management account's opt-in", () => {
    const reasonsWith = (
      resourceTypes: readonly string[] | undefined,
      optIn: ReadonlyMap<string, boolean>,
      conditions?: JsonObject,
    ): readonly GapReason[] =>
      onlyRun({
        plan: {
          ...(resourceTypes === undefined ? {} : { resourceTypes }),
          ...(conditions === undefined ? {} : { conditions }),
        },
        facts: { ...EVERYTHING_THERE, optIn: () => optIn },
      }).reasons;
    const off = Object.fromEntries(OPT_IN_NAMES.map((name) => [name, false]));

    test("a type that a selection names in full needs none: its backup is not missing for that (GS, ARJ)", () => {
      expect(reasonsWith(["arn:aws:eks:*:*:cluster/*"], settings({ EKS: false }))).toEqual([
        {
          cause: "no-resource-selected",
          evidence: "by elimination",
          message:
            "The role, the vault and the opt-in exist, and no job was created: the selections of the plan match no resource.",
          fix: "Compare the tags of the resources with the selection: tag keys and values are case-sensitive.",
        },
      ]);
    });

    test("a type that tags narrow needs none either, under a named assumption", () => {
      const tagged = { string_equals: { a: { condition_key: "aws:ResourceTag/a", condition_value: "b" } } };
      const [reason] = reasonsWith(["arn:aws:eks:*:*:cluster/*"], settings({ EKS: false }), tagged);
      expect(reason).toMatchObject({
        cause: "no-resource-selected",
        message:
          "The role, the vault and the opt-in exist, and no job was created: the selections of the plan match no resource. Assumed: A selection that names a type in full is backed up without the opt-in of the service even if tags narrow it; older pages word it differently.",
      });
    });

    test("a service that a selection names needs it, as a selection by tags does", () => {
      expect(reasonsWith(["arn:aws:ec2:*"], settings({ EBS: false, EC2: false }))).toMatchObject([
        {
          cause: "opt-in-missing",
          evidence: "looked up",
          message:
            "In eu-central-1 the management account is not opted in to any resource type that the plan selects: EBS, EC2.",
          fix: "Opt in for the Region in the management account: its settings count for plans that policies make, those of the account itself do not.",
        },
      ]);
      expect(reasonsWith(undefined, settings(off))).toMatchObject([
        {
          cause: "opt-in-missing",
          message:
            "In eu-central-1 the management account is not opted in to any resource type that the plan selects.",
        },
      ]);
    });

    test("types that are opted out are named where others are on", () => {
      expect(reasonsWith(undefined, settings({ EFS: false, S3: false }))).toMatchObject([
        {
          cause: "no-resource-selected",
          message:
            "The role and the vault exist, and no job was created: the selections of the plan match no resource of a type that is opted in. Opted out in the management account: EFS, S3.",
        },
      ]);
    });

    test("clusters need it, for every type that shares their ARN form", () => {
      const clusters = ["arn:aws:rds:*:*:cluster:*"];
      const allOff = { Aurora: false, DocumentDB: false, Neptune: false, RDS: false };
      expect(reasonsWith(clusters, settings(allOff))).toMatchObject([
        {
          cause: "opt-in-missing",
          message:
            "In eu-central-1 the management account is not opted in to any resource type that the plan selects: Aurora, DocumentDB, Neptune, RDS Multi-AZ clusters. Assumed: Every type that shares its ARN form with others needs the opt-in of its service; one page says so, another names Aurora, Neptune and DocumentDB only.",
        },
      ]);
      for (const name of Object.keys(allOff)) {
        expect(reasonsWith(clusters, settings({ ...allOff, [name]: true }))).toMatchObject([
          {
            cause: "no-resource-selected",
            message: expect.stringContaining("Opted out in the management account: ") as string,
          },
        ]);
      }
    });

    test("a setting that the Region does not have leaves the cause open", () => {
      const unset = new Map([...settings({})].filter(([name]) => name !== "Aurora"));
      const clusters = ["arn:aws:rds:*:*:cluster:*"];
      expect(reasonsWith(clusters, new Map())).toMatchObject([
        {
          cause: "not-known",
          message: expect.stringContaining(
            "settings in eu-central-1 do not say whether it is opted in to Aurora, DocumentDB, Neptune, RDS Multi-AZ clusters.",
          ) as string,
        },
      ]);
      expect(reasonsWith(clusters, unset)).toMatchObject([
        {
          cause: "no-resource-selected",
          message: expect.stringContaining("Not known whether opted in: Aurora.") as string,
        },
      ]);
    });
  });

  test("no resource is selected where everything else is there", () => {
    expect(causes({ facts: EVERYTHING_THERE })).toEqual([["no-resource-selected", "by elimination"]]);
  });

  test("it is not known where nothing was looked at, and the message says what", () => {
    const [reason] = onlyRun({}).reasons;
    expect(reason).toMatchObject({ cause: "not-known", evidence: "nothing" });
    expect(reason?.message).toContain("not looked at: the role, the vault, the management account's opt-in");
  });

  test("a job's own message counts more than what was looked up", () => {
    const failed = job({
      state: "FAILED",
      message: "IAM Role arn:aws:iam::000000000002:role/x cannot be assumed by AWS Backup",
    });
    expect(causes({ jobs: [failed], facts: EVERYTHING_THERE })).toEqual([["role-missing", "job message"]]);
    const vault = job({ state: "FAILED", message: "Backup vault main does not exist" });
    expect(causes({ jobs: [vault] })).toEqual([["vault-missing", "job message"]]);
  });
});

describe("a withheld policy", () => {
  // Without selections AWS reports KEY_REQUIRED and withholds all of it.
  const withheld = { policies: [policy("p-1", dailyPlan({ selections: false }))] };

  test("whose last valid one is not recorded: the backups are missing because it is withheld", () => {
    const { account: outcome } = compared({ data: withheld });
    expect(outcome).toMatchObject({ verdict: "unprotected", withheld: true });
    expect(onlyRun({ data: withheld }).reasons).toMatchObject([
      { cause: "policy-withheld", evidence: "effective policy" },
    ]);
  });

  test("whose last valid one is recorded is judged by that one; what only the withheld one plans is missing", () => {
    const published = {
      plans: {
        old: {
          regions: [REGION],
          rules: { nightly: { schedule_expression: "cron(0 3 ? * * *)", target_backup_vault_name: "main" } },
          selections: {
            tags: { t: { iam_role_arn: "arn:aws:iam::$account:role/x", tag_key: "a", tag_value: ["b"] } },
          },
        },
      },
    };
    const { account: outcome } = compared({
      data: { ...withheld, publishedPolicies: new Map([[ID, published]]) },
      jobs: [
        job({
          createdBy: { plan: "old", rule: "nightly", schedule: undefined },
          createdAt: new Date("2026-01-15T03:01:00Z"),
          completedAt: new Date("2026-01-15T03:10:00Z"),
        }),
      ],
    });
    expect(outcome.withheld).toBe(true);
    expect(
      outcome.rules.map(({ plan, runs }) => [
        plan,
        runs.map(({ verdict, reasons }) => [verdict, reasons.map(({ cause }) => cause)]),
      ]),
    ).toEqual([
      ["old", [["on-time", []]]],
      ["daily", [["missing", ["policy-withheld"]]]],
    ]);
  });

  test("whose content Terraform decides later is not judged", () => {
    const { account: outcome } = compared({
      data: { policies: [{ id: "p-1", name: "later", content: { kind: "unknown", reference: "x" } }] },
    });
    expect(outcome).toMatchObject({ verdict: "not-knowable", rules: [] });
  });
});

describe("retention", () => {
  test("recovery points kept shorter than planned are told, equal and longer ones are not", () => {
    const short = (retentionDays: Job["retentionDays"], plan: PlanSettings = {}) =>
      compared({ plan, jobs: [job({ retentionDays })] }).account.rules[0]?.shortRetention;
    expect(short(34)).toEqual([{ copyTo: undefined, plannedDays: 35, actualDays: 34 }]);
    expect(short(35)).toEqual([]);
    expect(short("forever")).toEqual([]);
    expect(short(undefined)).toEqual([]);
  });

  test("copies are compared with their own retention, by the vault they go to", () => {
    const copyTo = "arn:aws:backup:us-east-1:$account:backup-vault:Copies";
    const copy = job({
      kind: "copy",
      destinationVaultArn: `arn:aws:backup:us-east-1:${ID}:backup-vault:Copies`,
      retentionDays: 99,
    });
    expect(compared({ plan: { copyTo }, jobs: [job(), copy] }).account.rules[0]?.shortRetention).toEqual([
      { copyTo, plannedDays: 100, actualDays: 99 },
    ]);
  });
});

test("findings say the same trouble of many accounts once, worst first, and what is missing at all", () => {
  const ids = Array.from({ length: 50 }, (_, index) => String(100_000_000_000 + index));
  const model = organization({
    accounts: [...ids.map((id) => account(id, "ou-a")), account("000000000009", "ou-b")],
    policies: [policy("p-1", dailyPlan())],
    attachments: [attached("ou-a", "p-1")],
  });
  const planned = new PlannedAgainstActual(EffectivePolicies.compute(model, WINDOW.until), {
    window: WINDOW,
  });
  planned.add(job({ accountId: ids[0]!, retentionDays: 7 }));
  const findings = jobsFindings(planned.outcome(EVERYTHING_THERE), [
    { part: "copy jobs in x", why: "denied" },
  ]);
  expect(findings.map(({ rule, severity, accounts }) => [rule, severity, accounts.length])).toEqual([
    ["backup-missing", "error", 50],
    ["retention-shorter-than-planned", "error", 1],
    ["information-missing", "warning", 0],
  ]);
  expect(findings[1]).toMatchObject({
    path: "plans/daily/rules/nightly",
    places: [expect.stringMatching(/^daily\/nightly in /)],
    documentation: "help/findings.md#retention-shorter-than-planned",
  });
});
