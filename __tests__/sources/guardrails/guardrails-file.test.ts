import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { OrgBackupError } from "../../../src/org-backup-error";
import { readGuardrails } from "../../../src/sources/guardrails/guardrails-file";
import { guardrailsJsonSchema } from "../../../src/sources/guardrails/guardrails-json-schema";

const WHOLE = `version: 1
presets:
  - preset: aws-backup-audit-manager-frequency-and-retention
    accounts: { under: [Root/Production] }
requirements:
  - id: production
    description: Ten years of ledgers
    severity: warning
    accounts: { names: ["*-prod"], except: [legacy-prod] }
    plans: [ledger*]
    require:
      minimumRetentionDays: 3650
      maximumGapHours: 24.5
      copyToAnotherRegion: true
      copyToAnotherAccount: true
      minimumCopyRetentionDays: 30
      vaults: [main]
      vaultLock: true
      continuousBackup: true
      regions: [eu-central-1]
      resourceTypes: [rds, "*", "arn:aws:ec2:*:*:volume/*"]
acknowledgements:
  - rule: retention-shortened
    accounts: { under: [Root/Sandbox] }
    path: plans/daily
    reason: Sandboxes hold nothing of value
    expires: 2027-01-31
`;

type Refused = readonly [what: string, text: string, problem: string, isSchema: boolean];

const REFUSED: readonly Refused[] = [
  ["has no version", "requirements: []\n", 'backup-guardrails.yaml:1:1: The key "version" is missing.', true],
  [
    "is of another version",
    "version: 2\n",
    'backup-guardrails.yaml:1:10: "version" must be 1, found 2.',
    true,
  ],
  [
    "has an unknown key",
    "version: 1\nrequirments: []\n",
    'backup-guardrails.yaml:2:1: Unknown key "requirments". Did you mean "requirements"? Known keys: version, presets, requirements, acknowledgements.',
    true,
  ],
  [
    "has an unknown demand",
    "version: 1\nrequirements:\n  - id: a\n    require: { minimumRetention: 3 }\n",
    'backup-guardrails.yaml:4:16: Unknown key "minimumRetention". Did you mean "minimumRetentionDays"? Known keys: minimumRetentionDays, maximumGapHours, copyToAnotherRegion, copyToAnotherAccount, minimumCopyRetentionDays, vaults, vaultLock, continuousBackup, regions, resourceTypes, published.',
    true,
  ],
  [
    "demands a part of a day",
    "version: 1\nrequirements:\n  - id: a\n    require: { minimumRetentionDays: 3.5 }\n",
    'backup-guardrails.yaml:4:38: "minimumRetentionDays" must be a whole number of days.',
    true,
  ],
  [
    "acknowledges without a reason",
    "version: 1\nacknowledgements:\n  - rule: copy-removed\n",
    'backup-guardrails.yaml:3:5: The key "reason" is missing.',
    true,
  ],
  [
    "acknowledges with an empty reason",
    'version: 1\nacknowledgements:\n  - { rule: copy-removed, reason: "" }\n',
    'backup-guardrails.yaml:3:35: "reason" must not be empty.',
    true,
  ],
  [
    "acknowledges until no day",
    "version: 1\nacknowledgements:\n  - { rule: copy-removed, reason: x, expires: next year }\n",
    'backup-guardrails.yaml:3:47: "expires" must be a date such as 2027-01-31.',
    true,
  ],
  [
    "acknowledges an unknown rule",
    "version: 1\nacknowledgements:\n  - { rule: copy-remove, reason: x }\n",
    'backup-guardrails.yaml:3:13: There is no rule "copy-remove". Did you mean "copy-removed"? See `org-backup help findings`.',
    false,
  ],
  [
    "demands nothing",
    "version: 1\nrequirements:\n  - id: a\n    require: {}\n",
    "backup-guardrails.yaml:4:14: Nothing is required: name at least one demand, or resources.",
    false,
  ],
  [
    "has more patterns than can be compared with the names of many accounts",
    `version: 1\nacknowledgements:\n  - { rule: copy-removed, reason: x, accounts: { names: [${Array.from({ length: 1001 }, (_, index) => `"*${index}"`).join(", ")}, name] } }\n`,
    "backup-guardrails.yaml:3:3: At most 1000 patterns with * or ? are compared with names, found 1001.",
    false,
  ],
  [
    "has more acknowledgements than can be compared with many findings",
    `version: 1\nacknowledgements:\n${"  - { rule: copy-removed, reason: x }\n".repeat(1001)}`,
    "backup-guardrails.yaml:3:3: At most 1000 acknowledgements are checked, found 1001.",
    false,
  ],
  [
    "has two requirements of one id",
    "version: 1\nrequirements:\n  - { id: a, require: { vaultLock: true } }\n  - { id: a, require: { vaultLock: true } }\n",
    'backup-guardrails.yaml:4:11: Duplicate requirement "a".',
    false,
  ],
  [
    "demands an unknown Region",
    "version: 1\nrequirements:\n  - { id: a, require: { regions: [eu-centrall-1] } }\n",
    'backup-guardrails.yaml:3:35: "eu-centrall-1" is not a known Region. Did you mean "eu-central-1"?',
    false,
  ],
  [
    "demands a gap without an end",
    "version: 1\nrequirements:\n  - { id: a, require: { maximumGapHours: .inf } }\n",
    'backup-guardrails.yaml:3:42: "maximumGapHours" must be a finite number of hours.',
    false,
  ],
  [
    "names plans for what no plan decides",
    "version: 1\nrequirements:\n  - { id: a, plans: [daily], require: { published: true } }\n",
    'backup-guardrails.yaml:3:21: "plans" has no effect on "published", which is about the whole policy.',
    false,
  ],
  [
    "names plans for resources that any plan may select",
    "version: 1\nrequirements:\n  - { id: a, plans: [daily], resources: { types: [ebs] } }\n",
    'backup-guardrails.yaml:3:21: "plans" has no effect on "resources": any plan may select them.',
    false,
  ],
  [
    "names a plan in capitals",
    "version: 1\nrequirements:\n  - { id: a, plans: [Daily], require: { vaultLock: true } }\n",
    'backup-guardrails.yaml:3:22: "Daily" matches no plan: plan names are in lower case. Did you mean "daily"?',
    false,
  ],
  [
    "demands an unknown resource type",
    "version: 1\nrequirements:\n  - { id: a, require: { resourceTypes: [dynamo] } }\n",
    'backup-guardrails.yaml:3:41: "dynamo" is not a resource type that AWS Backup knows. Did you mean "dynamodb"?',
    false,
  ],
];

describe("a guardrails file", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "guardrails-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function read(text: string): ReturnType<typeof readGuardrails> {
    const file = join(folder, "backup-guardrails.yaml");
    writeFileSync(file, text);
    return readGuardrails(file);
  }

  function problems(text: string): readonly string[] {
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(OrgBackupError);
      return (error as OrgBackupError).problems.map(
        ({ where, message }) => `${where.replace(`${folder}/`, "")}: ${message}`,
      );
    }
    throw new Error("it was read");
  }

  it("is read whole, and everything in it knows its line", () => {
    const { requirements, acknowledgements } = read(WHOLE);
    expect(
      requirements.map(({ id, severity, where }) => [id, severity, where.replace(`${folder}/`, "")]),
    ).toEqual([
      ["aws-backup-audit-manager-frequency-and-retention", "error", "backup-guardrails.yaml:3:5"],
      ["production", "warning", "backup-guardrails.yaml:6:5"],
    ]);
    expect(requirements[0]?.description).toContain("Evaluates if backup frequency");
    expect(requirements[1]?.require).toEqual({
      minimumRetentionDays: 3650,
      maximumGapHours: 24.5,
      copyToAnotherRegion: true,
      copyToAnotherAccount: true,
      minimumCopyRetentionDays: 30,
      vaults: ["main"],
      vaultLock: true,
      continuousBackup: true,
      regions: ["eu-central-1"],
      resourceTypes: ["rds", "*", "arn:aws:ec2:*:*:volume/*"],
    });
    expect(acknowledgements).toMatchObject([
      {
        rule: "retention-shortened",
        path: "plans/daily",
        expires: "2027-01-31",
        reason: "Sandboxes hold nothing of value",
      },
    ]);
  });

  it("fits the published schema, and the schema refuses what the reader refuses", () => {
    const ajv = new Ajv({ formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
    const validate = ajv.compile(guardrailsJsonSchema());
    expect(validate(parse(WHOLE))).toBe(true);
    expect(JSON.parse(readFileSync("help/schema/backup-guardrails.schema.json", "utf8"))).toEqual(
      guardrailsJsonSchema(),
    );
    for (const text of REFUSED.filter(([, , , isSchema]) => isSchema).map(([, written]) => written)) {
      expect(validate(parse(text))).toBe(false);
    }
  });

  it("of nothing but its version requires nothing", () => {
    expect(read("version: 1\n")).toEqual({ requirements: [], acknowledgements: [] });
  });

  it.each(REFUSED)("that %s is refused with its place", (_, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  it("tells all mistakes at once, in the order of the text", () => {
    expect(
      problems("version: 1\nrequirement: []\nacknowledgements:\n  - rule: copy-removed\n").map(
        (problem) => problem.split(":")[1],
      ),
    ).toEqual(["2", "4"]);
  });
});
