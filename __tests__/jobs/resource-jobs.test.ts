import { EffectivePolicies } from "../../src/organization/effective-policies";
import { inventoryOf } from "../../src/organization/inventory";
import type { Resource } from "../../src/organization/inventory";
import type { Job } from "../../src/jobs/job";
import { ResourceJobsJoin, resourceJobsFindings } from "../../src/jobs/resource-jobs";
import type { ResourceJobsReport } from "../../src/jobs/resource-jobs";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, policy, ROOT } from "../support/organizations";

const OWN = "000000000002";
const REGION = "eu-central-1";
const NOW = new Date("2026-01-15T12:00:00Z");
const DAY = 86_400_000;
const WINDOW = { since: new Date(NOW.getTime() - DAY), until: NOW };

function plan(schedule: string, rule: JsonObject = {}): JsonObject {
  return {
    plans: {
      daily: {
        regions: { "@@assign": [REGION] },
        rules: {
          nightly: {
            schedule_expression: { "@@assign": schedule },
            target_backup_vault_name: { "@@assign": "Default" },
            ...rule,
          },
        },
        selections: {
          tags: {
            tagged: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/R" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["daily"] },
            },
          },
        },
      },
    },
  };
}

const NIGHTLY = "cron(0 2 * * ? *)";

const volume = (name: string, backup?: string, parts: Partial<Resource> = {}): Resource => ({
  arn: `arn:aws:ec2:${REGION}:${OWN}:volume/${name}`,
  accountId: OWN,
  region: REGION,
  tags: backup === undefined ? {} : { backup },
  ...parts,
});

const job = (name: string, state: string, changes: Partial<Job> = {}): Job => ({
  kind: "backup",
  id: name,
  accountId: OWN,
  region: REGION,
  state,
  resourceType: "EBS",
  resourceArn: `arn:aws:ec2:${REGION}:${OWN}:volume/${name}`,
  vault: "Default",
  destinationVaultArn: undefined,
  createdAt: new Date("2026-01-15T02:05:00Z"),
  completedAt: undefined,
  startBy: undefined,
  message: "",
  messageCategory: "",
  createdBy: undefined,
  continuous: false,
  retentionDays: undefined,
  ...changes,
});

interface Joined {
  readonly resources: readonly Resource[];
  readonly jobs?: readonly Job[];
  readonly policy?: JsonObject;
  readonly unread?: Parameters<ResourceJobsJoin["report"]>[0];
  readonly accounts?: ReadonlySet<string>;
  readonly joined?: ReadonlyMap<string, Date>;
}

function join({
  resources,
  jobs = [],
  policy: value = plan(NIGHTLY),
  unread = [],
  accounts,
  joined,
}: Joined): ResourceJobsReport {
  const org = organization({
    policies: [policy("p-1", value)],
    attachments: [attached(ROOT, "p-1")],
  });
  const joining = new ResourceJobsJoin(
    EffectivePolicies.compute(org, NOW),
    [inventoryOf("r.json", resources)],
    { window: WINDOW, now: NOW, accounts, joined },
  );
  jobs.forEach((each) => {
    joining.add(each);
  });
  return joining.report(unread, [REGION]);
}

const stateOf = (joined: Joined): string | undefined => join(joined).resources[0]?.backup;

describe("A resource that a plan selects", () => {
  const resources = [volume("v", "daily")];

  it("is missing the last backup of a rule that has ended since, and is selected by none that ended before", () => {
    const last = join({ resources, policy: plan("cron(0 2 15 1 ? 2026)") });
    expect(last.resources).toMatchObject([{ selected: "yes", backup: "none" }]);
    const ended = join({ resources, policy: plan("cron(0 2 14 1 ? 2026)") });
    expect(ended.resources).toEqual([]);
  });

  it.each<readonly [string, readonly Job[], string]>([
    ["is backed up if a job of it was completed", [job("v", "COMPLETED")], "completed"],
    [
      "is backed up if one of its jobs was completed, in whatever order",
      [job("v", "COMPLETED"), job("v", "FAILED")],
      "completed",
    ],
    ["is not if its jobs failed", [job("v", "FAILED"), job("v", "EXPIRED")], "failed"],
    ["may be if its job is under way", [job("v", "FAILED"), job("v", "RUNNING")], "unfinished"],
    ["is in part if its job says so", [job("v", "PARTIAL")], "partial"],
    ["has no job where one was due", [job("other", "COMPLETED")], "none"],
    ["is not backed up by a copy", [job("v", "COMPLETED", { kind: "copy" })], "none"],
    [
      "is not backed up by the job of a resource of that name elsewhere",
      [job("v", "COMPLETED", { accountId: "000000000001" }), job("v", "COMPLETED", { region: "us-east-1" })],
      "none",
    ],
  ])("%s", (_, jobs, expected) => {
    expect(stateOf({ resources, jobs })).toBe(expected);
  });

  it("needs no job where none was due", () => {
    expect(stateOf({ resources, policy: plan("cron(0 2 1 * ? *)") })).toBe("not-due");
    // Within eight hours, the start window by default, the job may still begin.
    expect(stateOf({ resources, policy: plan("cron(0 5 * * ? *)") })).toBe("not-due");
    const hour = { start_backup_window_minutes: { "@@assign": "60" } };
    expect(stateOf({ resources, policy: plan("cron(0 5 * * ? *)", hour) })).toBe("none");
    const continuous = plan(NIGHTLY, { enable_continuous_backup: { "@@assign": true } });
    expect(stateOf({ resources, policy: continuous })).toBe("not-due");
  });

  it("needs no job before its account joined", () => {
    const at = (time: string): ReadonlyMap<string, Date> => new Map([[OWN, new Date(time)]]);
    expect(stateOf({ resources, joined: at("2026-01-15T01:00:00Z") })).toBe("none");
    expect(stateOf({ resources, joined: at("2026-01-15T03:00:00Z") })).toBe("not-due");
  });

  it("is not known to be without a job where jobs were not read", () => {
    expect(stateOf({ resources, unread: [{ region: REGION, accounts: undefined }] })).toBe("not-read");
    expect(stateOf({ resources, unread: [{ region: REGION, accounts: new Set([OWN]) }] })).toBe("not-read");
    expect(stateOf({ resources, unread: [{ region: REGION, accounts: new Set(["000000000001"]) }] })).toBe(
      "none",
    );
    expect(stateOf({ resources: [volume("v", "daily", { accountId: undefined })] })).toBe("not-read");
  });
});

describe("The join of an inventory with jobs", () => {
  const resources = [
    volume("done", "daily"),
    volume("failed", "daily"),
    volume("missing", "daily"),
    volume("own-plan"),
    volume("nothing"),
    volume("maybe", undefined, { tags: undefined }),
  ];
  const jobs = [
    job("done", "COMPLETED"),
    job("failed", "FAILED"),
    job("own-plan", "COMPLETED"),
    job("unlisted", "COMPLETED"),
    job("unlisted-failed", "FAILED"),
  ];

  it("keeps apart what is selected and what is backed up", () => {
    const { summary, accountTypes, resources: listed } = join({ resources, jobs });
    expect(summary).toMatchObject({
      resources: 6,
      selected: { completed: 1, failed: 1, none: 1, partial: 0, unfinished: 0, "not-due": 0, "not-read": 0 },
      unselectedBackedUp: 1,
      notKnown: 1,
      notInInventory: 1,
    });
    expect(accountTypes).toMatchObject([{ accountId: OWN, type: "ebs", unselectedBackedUp: 1 }]);
    expect(listed.map(({ arn, selected, backup }) => [arn.split("/")[1], selected, backup])).toEqual([
      ["done", "yes", "completed"],
      ["failed", "yes", "failed"],
      ["missing", "yes", "none"],
      ["own-plan", "no", "completed"],
      ["maybe", "unknown", "none"],
    ]);
  });

  it("finds what is selected and not backed up, and what is backed up and not selected", () => {
    const findings = resourceJobsFindings(join({ resources, jobs }), (id) => id);
    expect(findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`)).toEqual([
      "error resource-not-backed-up: Selected, and no backup was completed: the jobs failed: 1 resource (1 EBS).",
      "error resource-not-backed-up: Selected, and there is no job although a backup was due: 1 resource (1 EBS).",
      "notice resource-backed-up-unselected: Backed up, and not selected by any backup policy: 1 resource (1 EBS).",
    ]);
    expect(findings.map(({ accounts, resources: count }) => [accounts, count])).toEqual(
      findings.map(() => [[OWN], 1]),
    );
    expect(resourceJobsFindings(join({ resources: [volume("done", "daily")], jobs }), (id) => id)).toEqual(
      [],
    );
  });

  it("is about the accounts that are asked for", () => {
    const { summary } = join({ resources, jobs, accounts: new Set(["000000000001"]) });
    expect(summary).toMatchObject({ resources: 0, notInInventory: 0 });
  });
});
