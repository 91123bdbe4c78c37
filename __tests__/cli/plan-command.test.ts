import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { stringify } from "yaml";
import { editsOf } from "../../src/cli/what-if-options";
import type { Finding } from "../../src/text/finding";
import { runCli } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { daily } from "../review/support/policy-documents";

const PLANS = "__tests__/fixtures/plans";
const ORGANIZATION = `version: 1
organization: { id: o-nordwind01, managementAccountId: "111111111111", enabledPolicyTypes: [BACKUP_POLICY] }
root: { id: r-nw01, name: Root }
organizationalUnits:
  - { id: ou-nw01-producti, name: Production, parentId: r-nw01 }
  - { id: ou-nw01-sandbox0, name: Sandbox, parentId: r-nw01 }
accounts:
  - { id: "200000000001", name: orders, parentId: ou-nw01-producti }
  - { id: "300000000001", name: sandbox, parentId: ou-nw01-sandbox0 }
policies:
  - { id: p-1, name: baseline, content: ${JSON.stringify(daily({ days: 35 }))} }
attachments:
  - { targetId: ou-nw01-producti, policyIds: [p-1] }
`;

describe("org-backup plan", () => {
  let folder: string;
  let org: string;
  let code: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-command-"));
    org = join(folder, "organization.yaml");
    writeFileSync(org, ORGANIZATION);
    code = synthesizedFixture({
      backup: {
        json: {
          resource: {
            aws_organizations_policy: {
              baseline: {
                name: "baseline",
                type: "BACKUP_POLICY",
                content: JSON.stringify(daily({ days: 14 })),
              },
            },
            aws_organizations_policy_attachment: {
              baseline: {
                policy_id: "${aws_organizations_policy.baseline.id}",
                target_id: "ou-nw01-producti",
              },
            },
          },
        },
      },
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(code, { recursive: true });
  });

  const plan = (...args: readonly string[]): ReturnType<typeof runCli> =>
    runCli("plan", "--no-guardrails", ...args);

  it("reviews a Terraform plan without an organization file where the plan tells enough", async () => {
    const { status, stdout } = await plan(
      "--plan",
      join(PLANS, "update-and-create.json"),
      "--format",
      "json",
    );
    expect(status).toBe(2);
    const review = JSON.parse(stdout) as {
      readonly findings: readonly { readonly rule: string; readonly accounts: readonly string[] }[];
    };
    expect(review.findings.map(({ rule, accounts }) => [rule, accounts])).toEqual([
      ["retention-shortened", ["200000000001", "200000000002"]],
      ["not-knowable", []],
      ["policy-unattached", []],
    ]);
  });

  it("writes JSON that fits its published schema", async () => {
    const { stdout } = await plan(
      "--plan",
      join(PLANS, "update-and-create.json"),
      "--format",
      "json",
      "--include-policies",
    );
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync("help/schema/plan.schema.json", "utf8")) as object,
    );
    expect(validate(JSON.parse(stdout))).toBe(true);
    expect(
      (JSON.parse(stdout) as { readonly effectivePolicies: readonly unknown[] }).effectivePolicies.length,
    ).toBeGreaterThan(0);
  });

  it("says honestly that a plan is about something else", async () => {
    const { status, stdout, stderr } = await plan(
      "--plan",
      join(PLANS, "unrelated.json"),
      "--format",
      "json",
    );
    expect(status).toBe(0);
    expect(stderr).toBe("The plan contains no backup-policy changes.\n");
    expect(JSON.parse(stdout)).toMatchObject({
      changes: [],
      findings: [],
      remarks: ["The plan contains no backup-policy changes."],
    });
  });

  it("takes several plans, one per workspace", async () => {
    const { stdout } = await plan(
      "--plan",
      join(PLANS, "workspace-policies.json"),
      "--plan",
      join(PLANS, "workspace-attachments.json"),
      "--org",
      org,
      "--format",
      "json",
    );
    const { changes } = JSON.parse(stdout) as {
      readonly changes: readonly { readonly accounts: readonly string[] }[];
    };
    expect(changes.map(({ accounts }) => accounts)).toEqual([["200000000001"]]);
  });

  it("reports an attachment to a target that does not exist as refused", async () => {
    const directory = synthesizedFixture({
      stack: {
        json: {
          resource: {
            aws_organizations_policy: { x: { name: "x", type: "BACKUP_POLICY", content: '{"plans":{}}' } },
            aws_organizations_policy_attachment: {
              y: { policy_id: "${aws_organizations_policy.x.id}", target_id: "ou-nowhere" },
            },
          },
        },
      },
    });
    const { status, stdout } = await runCli("plan", directory, "--org", org, "--format", "json");
    expect(status).toBe(2);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    expect(findings.find(({ rule }) => rule === "apply-refused")).toMatchObject({
      severity: "error",
      message:
        'stack/aws_organizations_policy_attachment.y: There is no root, OU or account "ou-nowhere". AWS refuses AttachPolicy (TargetNotFoundException).',
    });
  });

  it("ends with 1 for a plan that cannot be read, and names the place", async () => {
    const file = join(folder, "cut.json");
    writeFileSync(file, readFileSync(join(PLANS, "update-and-create.json"), "utf8").slice(0, 3000));
    const { status, stdout, stderr } = await plan("--plan", file, "--org", org);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/cut\.json:\d+:\d+: Not valid JSON: .* The file seems to be cut off/);
  });

  it("does not take a plan and code together", async () => {
    const { status, stderr } = await plan(code, "--plan", join(PLANS, "unrelated.json"), "--org", org);
    expect(status).toBe(1);
    expect(stderr).toContain("not both");
  });

  it("tries what would be without any code", async () => {
    const previous = process.cwd();
    process.chdir(folder);
    try {
      const { status, stdout } = await plan(
        "--org",
        "organization.yaml",
        "--move",
        "orders=Root/Sandbox",
        "--new-account",
        "fresh=Production",
        "--format",
        "json",
      );
      expect(status).toBe(2);
      const { changes } = JSON.parse(stdout) as {
        readonly changes: readonly { readonly accounts: readonly string[] }[];
      };
      expect(changes.map(({ accounts }) => accounts)).toEqual([["200000000001"], ["000000000000"]]);
    } finally {
      process.chdir(previous);
    }
  });

  it("tries what would be on top of the code", async () => {
    const { stdout } = await plan(
      code,
      "--org",
      org,
      "--attach",
      "baseline=Sandbox",
      "--detach",
      "baseline=Production",
      "--format",
      "json",
    );
    const { changes } = JSON.parse(stdout) as {
      readonly changes: readonly {
        readonly accounts: readonly string[];
        readonly after: { readonly status: string };
      }[];
    };
    expect(changes.map(({ accounts, after }) => [accounts, after.status])).toEqual([
      [["200000000001"], "empty"],
      [["300000000001"], "published"],
    ]);
  });

  describe("with an edited policy", () => {
    const edited = (name: string, text: string): string => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    };

    it.each([
      ["shorter.json", JSON.stringify(daily({ days: 7 }), undefined, 2)],
      ["shorter.yaml", stringify(daily({ days: 7 }))],
    ])("reviews what its text in %s does", async (name, text) => {
      const { status, stdout } = await plan(
        code,
        ...["--org", org, "--edit", `p-1=${edited(name, text)}`, "--format", "json"],
      );
      expect(status).toBe(2);
      const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
      expect(findings.map(({ rule, message }) => [rule, message])).toContainEqual([
        "retention-shortened",
        expect.stringContaining("from 35 to 7 days"),
      ]);
    });

    it.each(["numbers.json", "numbers.yaml"])(
      "takes numbers in %s as they are spelled, as in an organization file",
      async (name) => {
        const content = JSON.stringify(daily({ days: 35 })).replace(
          /"tag_value":\{"@@assign":\[[^\]]*\]\}/,
          '"tag_value":{"@@assign":[1.10,12345678901234567890]}',
        );
        expect(content).toContain("1.10");
        const before = edited(
          "numbers-organization.yaml",
          ORGANIZATION.replace(JSON.stringify(daily({ days: 35 })), content),
        );
        const policy = edited(name, content);
        const previous = process.cwd();
        // Synthesized code in the working directory would be reviewed with it.
        process.chdir(folder);
        const { status, stdout } = await plan("--org", before, "--edit", `p-1=${policy}`, "--format", "json");
        process.chdir(previous);
        const { changes, organizationChanges, findings } = JSON.parse(stdout) as {
          readonly changes: readonly unknown[];
          readonly organizationChanges: readonly unknown[];
          readonly findings: readonly Finding[];
        };
        expect([status, changes, organizationChanges, findings.map(({ rule }) => rule)]).toEqual([
          0,
          [],
          [],
          [],
        ]);
      },
    );

    it("refuses a text that AWS would refuse, and says where", async () => {
      const file = edited("wrong.json", '{"plans": {\n  "daily": {"rgions": {"@@assign": ["eu-west-1"]}}}}');
      const { status, stdout, stderr } = await plan(code, "--org", org, "--edit", `baseline=${file}`);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(`${file}:2:13: `);
      expect(stderr).toContain("rgions");
    });

    it.each([
      ["a text that is not JSON", "cut.json", '{"plans":\n {', /cut\.json:2:\d+: /],
      ["a list", "list.json", "[]", /list\.json:1:1: /],
      ["nothing at all", "nothing.yaml", "", /nothing\.yaml:1:1: /],
    ])("refuses %s", async (_, name, text, message) => {
      const { status, stdout, stderr } = await plan(
        code,
        "--org",
        org,
        "--edit",
        `p-1=${edited(name, text)}`,
      );
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(message);
    });

    it("takes names that contain = as far as a file of the rest exists", () => {
      const file = edited("text.json", "{}");
      const twice = edited("b=text.json", "{}");
      expect(editsOf({ edit: [`a=b=${file}`, "a=b=-", "a=b=missing.json"] })).toEqual([
        ["a=b", file],
        ["a=b", "-"],
        ["a", "b=missing.json"],
      ]);
      const previous = process.cwd();
      process.chdir(folder);
      const both = (): unknown => editsOf({ edit: ["a=b=text.json"] });
      try {
        expect(twice).toContain("b=text.json");
        expect(both).toThrow(
          '--edit "a=b=text.json" can be read in several ways: several of the files exist.',
        );
      } finally {
        process.chdir(previous);
      }
    });

    it("refuses policies that are not there, and a second text", async () => {
      const file = edited("fine.json", JSON.stringify(daily({ days: 7 })));
      const missing = await plan(code, "--org", org, "--edit", `baselin=${file}`);
      expect(missing.stderr).toContain('There is no policy "baselin". Did you mean "baseline"?');
      const twice = await plan(
        ...[code, "--org", org, "--edit", `baseline=${file}`, "--edit", `p-1=${file}`],
      );
      expect(twice.stderr).toContain('--edit: The policy "baseline" is given another text already.');
      expect([missing.status, twice.status]).toEqual([1, 1]);
    });
  });

  it.each([
    [["--move", "orders"], "--move expects ACCOUNT=TARGET"],
    [["--attach", "=x"], "--attach expects POLICY=TARGET"],
    [["--move", "no one=Root"], 'There is no account "no one"'],
    [["--edit", "baseline"], "--edit expects POLICY=FILE"],
    [["--edit", "baseline=-", "--edit", "other=-"], "Standard input can be read only once."],
    [["--edit", "baseline=nowhere.json"], "nowhere.json"],
  ])("refuses %j", async (args, message) => {
    const { status, stderr } = await plan(code, "--org", org, ...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  describe("--fail-on", () => {
    it.each<[words: readonly string[], status: number]>([
      [[], 2],
      [["--fail-on", "error"], 2],
      [["--fail-on", "none"], 0],
      [["--fail-on", "retention-shortened"], 2],
      [["--fail-on", "copy-removed"], 0],
      [["--fail-on", "copy-removed,retention-shortened"], 2],
      [["--fail-on", "none", "--fail-on", "less-frequent-backups"], 0],
      [["--fail-on", "copy-removed", "--fail-on", "notice"], 2],
    ])("%j gives %i", async (words, status) => {
      expect((await plan(code, "--org", org, ...words)).status).toBe(status);
    });

    it("knows its words", async () => {
      const { status, stderr } = await plan(code, "--org", org, "--fail-on", "retention-shorten");
      expect(status).toBe(1);
      expect(stderr).toContain('Did you mean "retention-shortened"?');
    });

    it("lets through what is acknowledged, and shows it", async () => {
      const guardrails = join(folder, "accepted.yaml");
      writeFileSync(
        guardrails,
        "version: 1\nacknowledgements:\n  - rule: retention-shortened\n    reason: Agreed with the owners\n",
      );
      const { status, stdout } = await runCli(
        "plan",
        code,
        "--org",
        org,
        "--guardrails",
        guardrails,
        "--format",
        "json",
      );
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [{ rule: "retention-shortened", acknowledged: { reason: "Agreed with the owners" } }],
      });
    });
  });

  it("reads backup-guardrails.yaml in the working directory unless told not to", async () => {
    const previous = process.cwd();
    copyFileSync(org, join(folder, "org.yaml"));
    writeFileSync(
      join(folder, "backup-guardrails.yaml"),
      "version: 1\nrequirements:\n  - id: a-year\n    accounts: { names: [orders] }\n    require: { minimumRetentionDays: 365 }\n",
    );
    process.chdir(folder);
    try {
      const found = await runCli("plan", code, "--org", "org.yaml", "--format", "json");
      const rules = (text: string): readonly string[] =>
        (
          JSON.parse(text) as {
            readonly findings: readonly { readonly rule: string; readonly message: string }[];
          }
        ).findings.map(({ rule, message }) => `${rule}: ${message}`);
      expect(rules(found.stdout)).toContain(
        "guardrail-retention: a-year: recovery points are kept for 14 days, 365 days are required (backup-guardrails.yaml:3:5).",
      );
      const without = await runCli("plan", code, "--org", "org.yaml", "--format", "json", "--no-guardrails");
      expect(rules(without.stdout).join()).not.toContain("guardrail");
    } finally {
      process.chdir(previous);
      rmSync(join(folder, "backup-guardrails.yaml"));
    }
  });

  it("ends with 2 for any change with --detailed-exitcode", async () => {
    const same = ["--plan", join(PLANS, "unrelated.json"), "--detailed-exitcode", "--fail-on", "none"];
    expect((await plan(...same)).status).toBe(0);
    expect((await plan(code, "--org", org, "--detailed-exitcode", "--fail-on", "none")).status).toBe(2);
  });

  describe("a digest", () => {
    it("is printed alone, and expected by the apply", async () => {
      const { stdout, status } = await plan(code, "--org", org, "--digest", "--fail-on", "none");
      expect(stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
      expect(status).toBe(0);
      const same = await plan(code, "--org", org, "--expect-digest", stdout.trim(), "--fail-on", "none");
      expect(same.status).toBe(0);
      const other = await plan(
        code,
        "--org",
        org,
        "--attach",
        "baseline=Root",
        "--expect-digest",
        stdout.trim(),
        "--fail-on",
        "none",
      );
      expect(other.status).toBe(2);
      expect(other.stderr).toMatch(/The change is not the expected one: its digest is sha256:/);
    });

    it("leaves the review to files", async () => {
      const file = join(folder, "review.json");
      const { stdout } = await plan(
        code,
        "--org",
        org,
        "--digest",
        "--output",
        `json=${file}`,
        "--fail-on",
        "none",
      );
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ digest: stdout.trim() });
    });
  });

  it.each(["text", "json", "markdown", "sarif", "junit", "github"])("prints %s", async (format) => {
    const { status, stdout } = await plan(code, "--org", org, "--format", format, "--fail-on", "none");
    expect(status).toBe(0);
    expect(stdout).toContain("retention-shortened");
  });
});
