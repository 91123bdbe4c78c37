import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformHclModule, TerraformStack, Testing } from "cdktf";
import { reviewChange } from "../../src/app/review-change";
import { BackupOrganization } from "../../src/constructs/backup-organization";
import { BackupPolicy } from "../../src/constructs/backup-policy";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { organizationFileText } from "../../src/sources/write-organization-file";
import type { Organization } from "../../src/organization/organization";
import { backupPolicy, dailyPlan, days, hours, selectTag } from "../../src/policy/author";
import type { Demands } from "../../src/review/guardrails/guardrails";
import type { JsonObject } from "../../src/text/json";
import "../../src/jest";
import { readPage } from "../help/support/pages";
import { assign, daily, document, ROLE } from "../review/support/policy-documents";
import { AT, reviewOf } from "../review/support/review-of";
import { account, attached, organization, organizationData, policy, ROOT } from "../support/organizations";

const EXAMPLE = join(__dirname, "..", "..", "stacks", "organization.yaml");
const ELSEWHERE = "arn:aws:backup:us-east-1:999999999999:backup-vault:copies";
const OWN = "arn:aws:backup:us-east-1:$account:backup-vault:copies";
const at = AT;

function withPolicy(content: JsonObject, target = ROOT): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(target, "p-1")] });
}

/** What a failing test prints. */
function failure(work: () => void): string {
  try {
    work();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error("the matcher did not fail");
}

/** The rules that a review with the guardrail reports. */
function guardrail(now: Organization, require: Demands): readonly string[] {
  const requirement = { id: "r", severity: "error" as const, accounts: {}, require, where: "here" };
  return reviewOf(now, now, { guardrails: { requirements: [requirement], acknowledgements: [] } })
    .findings.filter(({ rule }) => rule.startsWith("guardrail-") && rule !== "guardrail-note")
    .map(({ rule }) => rule);
}

const onlyDynamoDb: JsonObject = document({
  daily: {
    raw: {
      selections: {
        resources: {
          tables: { iam_role_arn: assign(ROLE), resource_types: assign(["arn:aws:dynamodb:*:*:table/*"]) },
        },
      },
    },
  },
});

const onlyDynamoDbWeekly: JsonObject = document({
  daily: {
    rules: { nightly: { days: 7, schedule: "cron(0 5 ? * SUN *)" } },
    raw: {
      selections: {
        resources: {
          tables: { iam_role_arn: assign(ROLE), resource_types: assign(["arn:aws:dynamodb:*:*:table/*"]) },
        },
      },
    },
  },
});

type Matching = (received: unknown) => void;

describe("a matcher is the guardrail of its name", () => {
  it.each<[name: string, matching: Matching, demand: Demands, meets: JsonObject, lacks: JsonObject]>([
    [
      "toRetain",
      (received) => expect(received).toRetain(days(35), { at }),
      { minimumRetentionDays: 35 },
      daily({ days: 35 }),
      daily({ days: 34 }),
    ],
    [
      "toRetainCopies",
      (received) => expect(received).toRetainCopies(days(30), { at }),
      { minimumCopyRetentionDays: 30 },
      daily({ copies: { [ELSEWHERE]: 30 } }),
      daily({ copies: { [ELSEWHERE]: 29 } }),
    ],
    [
      "toBackUp",
      (received) => expect(received).toBackUp("rds", { at }),
      { resourceTypes: ["rds"] },
      daily(),
      onlyDynamoDb,
    ],
    [
      "toBackUpEvery",
      (received) => expect(received).toBackUpEvery(hours(24), { at }),
      { maximumGapHours: 24 },
      daily(),
      daily({ schedule: "cron(0 5 ? * MON-FRI *)" }),
    ],
    [
      "toCopyToAnotherRegion",
      (received) => expect(received).toCopyToAnotherRegion({ at }),
      { copyToAnotherRegion: true },
      daily({ copies: { [OWN]: 35 } }),
      daily(),
    ],
    [
      "toCopyToAnotherAccount",
      (received) => expect(received).toCopyToAnotherAccount({ at }),
      { copyToAnotherAccount: true },
      daily({ copies: { [ELSEWHERE]: 35 } }),
      daily({ copies: { [OWN]: 35 } }),
    ],
    [
      "toBePublished",
      (received) => expect(received).toBePublished({ at }),
      { published: true },
      daily(),
      daily({ days: 90, continuous: true }),
    ],
    [
      "toMeetGuardrails",
      (received) =>
        expect(received).toMeetGuardrails({ minimumRetentionDays: 35, continuousBackup: true }, { at }),
      { minimumRetentionDays: 35, continuousBackup: true },
      daily({ days: 35, continuous: true }),
      daily({ days: 35 }),
    ],
  ])("%s", (_name, matching, demand, meets, lacks) => {
    expect(guardrail(withPolicy(meets), demand)).toEqual([]);
    expect(() => matching(withPolicy(meets))).not.toThrow();
    const [rule, ...more] = guardrail(withPolicy(lacks), demand);
    expect(more).toEqual([]);
    expect(failure(() => matching(withPolicy(lacks)))).toContain(`error ${rule!}: `);
  });
});

describe("a failing matcher", () => {
  it("lists accounts, values and policies as the review does", () => {
    const message = failure(() =>
      expect(withPolicy(daily({ days: 7 }), "ou-a")).toRetain(days(35), { under: "Root/a", at }),
    );
    expect(message).toBe(
      [
        `expect(received).toRetain({"at": 2026-01-15T10:00:00.000Z, "under": "Root/a"})`,
        "",
        "  error guardrail-retention: toRetain: recovery points are kept for 7 days, 35 days are required",
        "    (__tests__/jest/matchers.test.ts).",
        "    at daily/rules/nightly/lifecycle/delete_after_days",
        "    for 2 accounts: Root/a/*; from name-of-p-1; required by toRetain,",
        "      __tests__/jest/matchers.test.ts",
        "    Raise delete_after_days in the policy that sets it.",
      ].join("\n"),
    );
  });

  it("prints what the guide shows", () => {
    const shown = readPage("help/jest.md").blocks.find(({ language }) => language === "text");
    const message = failure(() => expect(EXAMPLE).toRetain(days(60), { under: "Root/Infrastructure" }));
    expect(`${message.replaceAll("jest/matchers.test.ts", "policies.test.ts")}\n`).toBe(shown?.text);
  });

  it("with `not` says that every account meets it", () => {
    const now = withPolicy(daily({ days: 35 }));
    expect(failure(() => expect(now).not.toRetain(days(35), { at }))).toContain(
      "Every account that is meant meets it.",
    );
    expect(now).not.toRetain(days(36), { at });
  });

  it("names what AWS withholds", () => {
    const now = withPolicy(daily({ days: 90, continuous: true }));
    expect(failure(() => expect(now).toBePublished({ at }))).toMatch(
      /guardrail-published: toBePublished: AWS withholds the merged policy:\s+CROSS_ATTRIBUTE_VALIDATION, /,
    );
    expect(failure(() => expect(organization()).toBePublished({ at }))).toContain("no backup policy applies");
  });
});

describe("what is not known", () => {
  const open = organization({
    policies: [policy("p-1", daily({ days: 90 })), policy("p-2", daily({ days: 7 }))],
    attachments: [{ targetId: ROOT, policyIds: ["p-1", "p-2"], order: "unknown" }],
  });
  const undecided = organization({
    policies: [policy("p-1", daily({ days: 35, continuous: true })), policy("p-2", daily({ days: 90 }))],
    attachments: [{ targetId: ROOT, policyIds: ["p-1", "p-2"], order: "unknown" }],
  });
  const unreadable = organization({
    policies: [{ id: "p-1", name: "p", content: { kind: "unknown", reference: "var.policy" } }],
    attachments: [attached(ROOT, "p-1")],
  });
  const wrongPlace = { under: "Root/nowhere", at };

  it.each<[what: string, holds: () => void, holdsNot: () => void]>([
    [
      "an attachment order decides",
      () => expect(open).toRetain(days(35), { at }),
      () => expect(open).not.toRetain(days(35), { at }),
    ],
    [
      "an attachment order decides whether AWS publishes",
      () => expect(undecided).toBePublished({ at }),
      () => expect(undecided).not.toBePublished({ at }),
    ],
    [
      "apply decides",
      () => expect(unreadable).toBePublished({ at }),
      () => expect(unreadable).not.toBePublished({ at }),
    ],
    [
      "no account is meant",
      () => expect(open).toBackUp("rds", wrongPlace),
      () => expect(open).not.toBackUp("rds", wrongPlace),
    ],
    [
      "no account is meant that could have a policy published",
      () => expect(open).toBePublished(wrongPlace),
      () => expect(open).not.toBePublished(wrongPlace),
    ],
  ])("fails the test with and without `not`: %s", (_what, holds, holdsNot) => {
    expect(failure(holds)).toMatch(/warning guardrail-(not-known|matches-nothing)/);
    expect(failure(holdsNot)).toMatch(/warning guardrail-(not-known|matches-nothing)/);
  });
});

type Call = readonly [what: string, matcher: string, given: readonly unknown[], message: RegExp];

/** What tests do that no compiler checks: with and without `not`, by the name of the matcher. */
function failures(received: unknown, matcher: string, given: readonly unknown[]): readonly string[] {
  type Loose = Readonly<Record<string, (...given: readonly unknown[]) => void>>;
  return [expect(received), expect(received).not].map((holds) =>
    failure(() => (holds as unknown as Loose)[matcher]!(...given)),
  );
}

describe("an argument that can mean nothing fails the test with and without `not`", () => {
  const suspended = organization({
    policies: [policy("p-1", daily({ days: 35 }))],
    attachments: [attached(ROOT, "p-1")],
    accounts: [account("000000000001", ROOT), account("000000000002", "ou-a", "SUSPENDED")],
  });
  const month = days(30);

  it.each<Call>([
    ["a number for days", "toRetain", [99], /minimum is 99; it must be an object of the type RetentionDays/],
    ["nothing for days", "toRetain", [], /minimum is undefined/],
    ["hours for days", "toRetain", [hours(24)], /minimum\.unit is "minutes"; it must be "days"/],
    ["days for hours", "toBackUpEvery", [days(7)], /gap\.unit is "days"; it must be "minutes"/],
    ["no number of days", "toRetain", [days(NaN)], /"minimumRetentionDays" must be a number, found NaN/],
    ["days without an end", "toRetain", [days(Infinity)], /must be a whole number of days/],
    ["no days", "toRetainCopies", [days(0)], /"minimumCopyRetentionDays" must be 1 day or more/],
    ["a part of a day", "toRetain", [days(1.5)], /must be a whole number of days/],
    ["hours without an end", "toBackUpEvery", [hours(Infinity)], /must be a finite number of hours/],
    ["half an hour", "toBackUpEvery", [hours(0.5)], /must be 1 hour or more/],
    ["a type in capitals", "toBackUp", ["RDS"], /"RDS" is not a resource type .* Did you mean "rds"/],
    ["a wrong type beside a right one", "toBackUp", [["s3", "dynamo"]], /Did you mean "dynamodb"/],
    ["no types", "toBackUp", [[]], /"resourceTypes" must hold something, or be left out/],
    ["an empty type", "toBackUp", [""], /must not be empty/],
    ["a number as type", "toBackUp", [5], /types is 5; it must be a list or a string/],
    ["types as several arguments", "toBackUp", ["rds", "s3"], /options is "s3"; it must be an object/],
    ["one argument more", "toBackUp", ["rds", { at }, "s3"], /3 arguments are given; it takes 2/],
    ["a Region where none is taken", "toCopyToAnotherRegion", ["eu-west-1"], /options is "eu-west-1"/],
    ["a Date for options", "toBePublished", [new Date()], /options is a Date; it must be an object/],
    ["null for options", "toBePublished", [null], /options is null; it must be an object/],
    ["a misspelt option", "toBePublished", [{ undr: "Root" }], /options\.undr is not a known key.*"under"/],
    ["null for an option", "toBePublished", [{ under: null }], /options\.under is null/],
    ["a time as text", "toBePublished", [{ at: "2026-01-15" }], /options\.at is "2026-01-15".*valid Date/],
    ["no time", "toBePublished", [{ at: new Date("x") }], /options\.at is an invalid Date/],
    ["an empty list of places", "toRetain", [month, { under: [] }], /"under" must hold something/],
    ["an empty name", "toRetain", [month, { names: "" }], /must not be empty/],
    ["a plan in capitals", "toRetain", [month, { plans: "Daily" }], /Did you mean "daily"/],
    ["types in use that there are not", "toRetain", [month, { resourceTypes: ["RDS"] }], /mean "rds"/],
    ["no types in use", "toRetain", [month, { resourceTypes: [] }], /types in use is empty/],
    ["an OU of a misspelt path", "toRetain", [month, { under: ["Root/a", "Root/q"] }], /"Root\/q" in under/],
    ["a misspelt name", "toRetain", [days(99), { names: ["account-1", "acount-2"] }], /"acount-2" in names/],
    ["a misspelt exception", "toRetain", [days(99), { except: "acount-2" }], /"acount-2" in except/],
    [
      "accounts that are suspended",
      "toRetain",
      [month, { under: "Root/a" }],
      /matches-nothing.*no\s+active\s+account/s,
    ],
    ["plans where none count", "toBePublished", [{ plans: "daily" }], /"plans" has no effect on "published"/],
    ["no demand", "toMeetGuardrails", [{}], /Nothing is required/],
    ["a demand that is undefined", "toMeetGuardrails", [{ regions: undefined }], /Nothing is required/],
    ["no Regions", "toMeetGuardrails", [{ regions: [] }], /"regions" must hold something/],
    [
      "an unknown Region",
      "toMeetGuardrails",
      [{ regions: ["eu-west-9"] }],
      /"eu-west-9" is not a known Region/,
    ],
    ["a misspelt demand", "toMeetGuardrails", [{ minimumRetentionDay: 3 }], /Did you mean "minimumReten/],
    [
      "a demand of false",
      "toMeetGuardrails",
      [{ vaultLock: false }],
      /"vaultLock" must be true, found false/,
    ],
    ["a list of demands", "toMeetGuardrails", [[{ vaultLock: true }]], /required is a list/],
    ["null for demands", "toMeetGuardrails", [null], /required is null/],
    ["a missing file", "toMeetGuardrails", ["nowhere.yaml"], /nowhere\.yaml/],
    [
      "a severity that there is not",
      "toHaveNoFindings",
      [{ atLeast: "fatal" }],
      /options\.atLeast is "fatal"/,
    ],
    ["a severity alone", "toHaveNoFindings", ["error"], /options is "error"/],
    ["guardrails that are not there", "toHaveNoFindings", [{ guardrails: "no.yaml" }], /no\.yaml/],
    ["guardrails that are true", "toHaveNoFindings", [{ guardrails: true }], /The file true cannot be read/],
    ["an organization besides", "toRetain", [month, { organization: EXAMPLE }], /no effect.*organization/],
    ["an organization besides", "toHaveNoFindings", [{ organization: EXAMPLE }], /no effect.*organization/],
  ])("%s: %s", (_what, matcher, given, message) => {
    for (const found of failures(suspended, matcher, given)) {
      expect(found).toMatch(message);
    }
  });
});

/** An app with one policy on production of an organization of its own. */
function app(
  policyOf: number | JsonObject,
  organizationFile?: string,
): { readonly folder: string; readonly text: string } {
  const built = Testing.app();
  const stack = new TerraformStack(built, "policies");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  if (organizationFile !== undefined) {
    new BackupOrganization(stack, "organization", {
      organization: organizationFile,
      existing: { roles: [{ role: "backup" }], vaults: [{ vaultName: "main" }] },
    });
  }
  new BackupPolicy(stack, "baseline", {
    targets: [ROOT],
    content: JSON.stringify(typeof policyOf === "number" ? daily({ days: policyOf }) : policyOf),
  });
  if (organizationFile === undefined) {
    return { folder: Testing.fullSynth(stack), text: Testing.synth(stack) };
  }
  built.synth();
  return { folder: built.outdir, text: Testing.synth(stack) };
}

describe("what a matcher judges", () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "matchers-"));
    file = join(folder, "organization.yaml");
    writeFileSync(file, organizationFileText(organizationData(), "yaml"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is an organization, or its file", () => {
    const example = readOrganizationFile(EXAMPLE);
    const production = { under: "Root/Workloads/Production", at };
    for (const received of [example, EXAMPLE]) {
      expect(received).toRetain(days(7), production);
      expect(received).not.toRetain(days(900), production);
    }
  });

  it("is a folder of synthesized code, over the organization of the app or a named one", () => {
    const own = app(35, file).folder;
    expect(own).toRetain(days(35), { at });
    expect(own).toBePublished({ at });
    expect(own).not.toRetain(days(36), { at });
    const other = app(7).folder;
    expect(other).not.toRetain(days(35), { organization: file, at });
    expect(other).toRetain(days(7), { organization: organization(), at });
    expect(failure(() => expect(other).toRetain(days(7), { at }))).toMatch(
      /does not say for which organization/,
    );
  });

  it("is the text of Testing.synth, over an organization that is named", () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("org-backup-synth-"));
    const { text } = app(35);
    expect(text).toRetain(days(35), { organization: file, at });
    expect(text).not.toRetain(days(36), { organization: file, at });
    expect(failure(() => expect(text).toRetain(days(7)))).toMatch(/does not say for which organization/);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("org-backup-synth-"))).toEqual(before);
  });

  it("is a review, as reviewChange gives it: the organization after the change", () => {
    const { folder: directory } = app(7, file);
    const reviewed = reviewChange({ directory, at, guardrails: false });
    expect(reviewed).not.toRetain(days(35), { at });
    expect(reviewed).toRetain(days(7), { at });
    expect(failure(() => expect(reviewed.review).toRetain(days(7)))).toMatch(
      /a Review alone has no policies/,
    );
  });

  it("is a single backup policy: authored, as text, as JSON", () => {
    const select = selectTag("backup", ["daily"], { role: "Backup" });
    const authored = backupPolicy({
      plans: { daily: dailyPlan({ at: "03:00", retention: days(35), regions: ["eu-central-1"], select }) },
    });
    for (const received of [authored, authored.text, authored.document]) {
      expect(received).toRetain(days(35), { at });
      expect(received).not.toRetain(days(36), { at });
      expect(received).toBePublished({ at });
      expect(received).toHaveNoFindings({ atLeast: "error", at });
    }
  });

  describe("is judged by each matcher alike", () => {
    const subjects = (content: JsonObject): Readonly<Record<string, unknown>> => {
      const named = join(folder, `${randomUUID()}.yaml`);
      const now = withPolicy(content);
      writeFileSync(named, organizationFileText(now.data, "yaml"));
      const { folder: directory, text } = app(content);
      return {
        "an organization": now,
        "its file": named,
        "a folder": directory,
        "the text of a stack": text,
        "a review": reviewChange({ directory, organization: file, at, guardrails: false }),
        "a policy": content,
        "the text of a policy": JSON.stringify(content),
      };
    };
    const needsOrganization = new Set(["a folder", "the text of a stack"]);

    it.each<[matcher: string, given: readonly unknown[], lacking?: JsonObject]>([
      ["toRetain", [days(35)]],
      ["toRetainCopies", [days(90)]],
      ["toBackUp", ["rds"]],
      ["toBackUpEvery", [hours(24)]],
      ["toCopyToAnotherRegion", []],
      ["toCopyToAnotherAccount", []],
      ["toMeetGuardrails", [{ minimumRetentionDays: 35, copyToAnotherAccount: true }]],
      ["toBePublished", [], { plans: { daily: { rules: {} } } }],
    ])("%s", (matcher, given, lacking = onlyDynamoDbWeekly) => {
      type Loose = Readonly<Record<string, (...given: readonly unknown[]) => void>>;
      const good = subjects(daily({ days: 35, copies: { [ELSEWHERE]: 90 } }));
      const bad = subjects(lacking);
      for (const [what, received] of Object.entries(good)) {
        const options = { at, ...(needsOrganization.has(what) ? { organization: file } : {}) };
        const [met, notMet] = [received, bad[what]].map((each) => [expect(each), expect(each).not]);
        const call = (holds: unknown) => () => (holds as Loose)[matcher]!(...given, options);
        expect(call(met![0])).not.toThrow();
        expect(failure(call(met![1]))).toContain("Every account that is meant meets it.");
        expect(failure(call(notMet![0]))).toMatch(/error guardrail-/);
        expect(call(notMet![1])).not.toThrow();
      }
    });
  });

  it("is certain, or else the test fails with and without `not`", () => {
    const stack = new TerraformStack(Testing.app(), "policies");
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    new TerraformHclModule(stack, "more", { source: "example/more/aws" });
    const now = withPolicy(daily({ days: 35 }));
    for (const found of failures(Testing.synth(stack), "toRetain", [days(35), { organization: now, at }])) {
      expect(found).toMatch(/warning not-knowable: .* does not show what a\s+module declares/);
    }
    const content = JSON.stringify({ ...daily({ days: 35 }), more: {} });
    const refused = JSON.stringify({
      resource: { aws_organizations_policy: { p: { name: "p", type: "BACKUP_POLICY", content } } },
    });
    for (const found of failures(refused, "toRetain", [days(35), { organization: now, at }])) {
      expect(found).toMatch(/error policy-refused: /);
    }
  });

  it("is no policy that AWS would refuse", () => {
    for (const received of [
      { ...daily(), more: {} },
      backupPolicy({ plans: { daily: { raw: 1 } as never } }),
    ]) {
      for (const found of failures(received, "toRetain", [days(1), { at }])) {
        expect(found).toMatch(/AWS would refuse the policy\.\n {2}\S+: /);
      }
    }
  });

  it.each([
    ["a number", 5, /expect an Organization.*: found number/],
    ["null", null, /found null/],
    ["a path that is not there", "nowhere/at/all", /there is no file or folder "nowhere\/at\/all"/],
    ["broken JSON", "{", /not valid JSON/],
    ["other JSON", '{"version":1}', /neither a backup policy nor a synthesized stack/],
    ["a folder of something else", __dirname, /has no manifest\.json/],
  ])("is nothing else: %s", (_what, received, message) => {
    expect(failure(() => expect(received).toRetain(days(7), { organization: EXAMPLE, at }))).toMatch(message);
    expect(failure(() => expect(received).not.toRetain(days(7), { organization: EXAMPLE, at }))).toMatch(
      message,
    );
  });
});

function guardrailsText(demand: string): string {
  return `version: 1
requirements:
  - id: a
    require: { ${demand} }
`;
}

describe("toMeetGuardrails with a file", () => {
  it("takes no accounts of its own, and a file that requires something", () => {
    const folder = mkdtempSync(join(tmpdir(), "guardrails-"));
    const file = join(folder, "backup-guardrails.yaml");
    writeFileSync(file, guardrailsText("minimumRetentionDays: 30"));
    const now = withPolicy(daily({ days: 35 }));
    for (const found of failures(now, "toMeetGuardrails", [file, { under: "Root/a", plans: "daily" }])) {
      expect(found).toMatch(/have their own accounts and plans\.\nLeave out under, plans/);
    }
    writeFileSync(file, "version: 1\n");
    for (const found of failures(now, "toMeetGuardrails", [file])) {
      expect(found).toMatch(/backup-guardrails\.yaml: The file has no requirements/);
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it("judges every requirement, and shows where it is written", () => {
    const folder = mkdtempSync(join(tmpdir(), "guardrails-"));
    const file = join(folder, "backup-guardrails.yaml");
    writeFileSync(
      file,
      `version: 1
requirements:
  - id: a-month
    require: { minimumRetentionDays: 30 }
  - id: rare
    require: { maximumGapHours: 25 }
`,
    );
    expect(withPolicy(daily({ days: 35 }))).toMeetGuardrails(file, { at });
    const message = failure(() => expect(withPolicy(daily({ days: 7 }))).toMeetGuardrails(file, { at }));
    expect(message).toContain("required by a-month");
    expect(message).not.toContain("rare");
    writeFileSync(file, "version: 1\nrequirements:\n  - id: x\n    require: { minimumRetentionDay: 3 }\n");
    expect(failure(() => expect(withPolicy(daily())).toMeetGuardrails(file, { at }))).toMatch(
      /backup-guardrails\.yaml:4:16: .*minimumRetentionDays/,
    );
    rmSync(folder, { recursive: true, force: true });
  });
});

describe("toHaveNoFindings", () => {
  const shortened = reviewOf(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 7 })));

  it("is about a review's findings of a severity and above", () => {
    const unchanged = reviewOf(withPolicy(daily()), withPolicy(daily()));
    expect(unchanged).toHaveNoFindings();
    expect(withPolicy(daily())).toHaveNoFindings({ at });
    expect(shortened).not.toHaveNoFindings();
    expect(shortened).not.toHaveNoFindings({ atLeast: "error" });
    expect(failure(() => expect(shortened).toHaveNoFindings())).toMatch(
      /error retention-shortened: [^]*from name-of-p-1/,
    );
    expect(failure(() => expect(unchanged).not.toHaveNoFindings({ atLeast: "error" }))).toContain(
      "no findings of the severity error or above",
    );
  });

  it("is, of an organization, about all that its policies bring", () => {
    const withheld = withPolicy(daily({ days: 90, continuous: true }));
    expect(failure(() => expect(withheld).toHaveNoFindings({ at, atLeast: "error" }))).toMatch(
      /error account-withheld: [^]*for 3 accounts/,
    );
    expect(organization()).toHaveNoFindings({ at });
  });

  it("leaves out what is acknowledged", () => {
    const accepted = reviewOf(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 7 })), {
      acknowledgements: [{ rule: "retention-shortened", accounts: {}, reason: "agreed", where: "here" }],
    });
    expect(accepted).toHaveNoFindings({ atLeast: "error" });
  });

  describe("with guardrails", () => {
    let folder: string;
    let named: string;
    const file = (): string => join(folder, "organization.yaml");

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "no-findings-"));
      named = join(folder, "backup-guardrails.yaml");
      writeFileSync(named, guardrailsText("minimumRetentionDays: 36"));
      writeFileSync(file(), organizationFileText(withPolicy(daily({ days: 35 })).data, "yaml"));
    });

    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it("judges an organization, its file and code by the file that is named", () => {
      const received = [withPolicy(daily({ days: 35 })), file()];
      for (const each of received) {
        expect(each).toHaveNoFindings({ at, guardrails: false });
        expect(each).not.toHaveNoFindings({ at, guardrails: named });
        expect(failure(() => expect(each).toHaveNoFindings({ at, guardrails: named }))).toContain(
          "error guardrail-retention: a: recovery points are kept for 35 days, 36 days are required",
        );
      }
      const { text } = app(daily({ days: 35 }));
      const options = { organization: organization(), at, atLeast: "error" } as const;
      expect(failure(() => expect(text).toHaveNoFindings({ ...options, guardrails: named }))).toContain(
        "error guardrail-retention: a: ",
      );
    });

    it("judges by the file in the working directory, as `org-backup plan` does", () => {
      const before = process.cwd();
      process.chdir(folder);
      try {
        expect(failure(() => expect("organization.yaml").toHaveNoFindings({ at }))).toContain(
          "error guardrail-retention: a: ",
        );
        expect("organization.yaml").toHaveNoFindings({ at, guardrails: false });
      } finally {
        process.chdir(before);
      }
    });

    it("fails with and without `not` for a file that is not right", () => {
      const wrong = join(folder, "wrong.yaml");
      writeFileSync(wrong, guardrailsText("minimumRetentionDay: 36"));
      for (const found of failures(file(), "toHaveNoFindings", [{ at, guardrails: wrong }])) {
        expect(found).toMatch(/wrong\.yaml:4:\d+: .*"minimumRetentionDays"/);
      }
    });

    it("fails with and without `not` where they, or another option, would have no effect", () => {
      for (const found of failures(shortened, "toHaveNoFindings", [{ at, guardrails: named }])) {
        expect(found).toMatch(/no effect here: at, guardrails\.\nLeave them out: .*reviewChange/);
      }
      for (const found of failures(daily(), "toHaveNoFindings", [{ guardrails: named }])) {
        expect(found).toMatch(/no effect here: guardrails\.\n.*a single policy/);
      }
    });
  });

  it("is what `validate` says of a single policy", () => {
    expect(daily({ days: 35 })).toHaveNoFindings({ atLeast: "error", at });
    expect(failure(() => expect({ plans: { daily: { rule: {} } } }).toHaveNoFindings({ at }))).toMatch(
      /error /,
    );
  });
});
