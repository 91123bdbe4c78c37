import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
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
import { attached, organization, organizationData, policy, ROOT } from "../support/organizations";

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
    const message = failure(() => expect(EXAMPLE).toRetain(days(60), { under: "Root/Sandbox" }));
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

/** An app with one policy on production of an organization of its own. */
function app(
  retention: number,
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
    content: JSON.stringify(daily({ days: retention })),
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

  it.each([
    ["a number", 5, /expect an Organization.*: found number/],
    ["null", null, /found null/],
    ["a path that is not there", "nowhere/at/all", /there is no file or folder "nowhere\/at\/all"/],
    ["broken JSON", "{", /not valid JSON/],
    ["a folder of something else", __dirname, /holds no manifest\.json/],
  ])("is nothing else: %s", (_what, received, message) => {
    expect(failure(() => expect(received).toRetain(days(7), { organization: EXAMPLE, at }))).toMatch(message);
    expect(failure(() => expect(received).not.toRetain(days(7), { organization: EXAMPLE, at }))).toMatch(
      message,
    );
  });
});

describe("toMeetGuardrails with a file", () => {
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

  it("leaves out what is acknowledged", () => {
    const accepted = reviewOf(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 7 })), {
      acknowledgements: [{ rule: "retention-shortened", accounts: {}, reason: "agreed", where: "here" }],
    });
    expect(accepted).toHaveNoFindings({ atLeast: "error" });
  });

  it("is what `validate` says of a single policy", () => {
    expect(daily({ days: 35 })).toHaveNoFindings({ atLeast: "error", at });
    expect(failure(() => expect({ plans: { daily: { rule: {} } } }).toHaveNoFindings({ at }))).toMatch(
      /error /,
    );
  });
});
