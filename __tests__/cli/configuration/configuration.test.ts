import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { configurationJsonSchema } from "../../../src/cli/configuration/configuration-json-schema";
import { createProgram } from "../../../src/cli/program";
import { jsonText } from "../../../src/policy/reference/json-text";
import type { JsonObject } from "../../../src/text/json";
import { expectGolden } from "../../support/golden-file";
import { runCli } from "../../support/run-cli";

const ROOT = join(__dirname, "..", "..", "..");
const schema = configurationJsonSchema(createProgram(() => undefined));

interface JsonSchema {
  readonly properties: {
    readonly defaults: { readonly properties: Readonly<Record<string, { readonly description: string }>> };
  };
}

let folder: string;
let before: string;

beforeEach(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "configured-"));
  copyFileSync(join(ROOT, "stacks", "organization.yaml"), join(folder, "organization.yaml"));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

function configure(text: string, file = "org-backup.yaml"): void {
  writeFileSync(file, text);
  expect(new Ajv({ allowUnionTypes: true }).validate(schema, parse(text))).toBe(true);
}

const ACCOUNT = ["--account", "payments-api-prod"] as const;

describe("org-backup.yaml", () => {
  it("gives flags to the commands that have them", async () => {
    configure("version: 1\ndefaults:\n  org: organization.yaml\n");
    expect((await runCli("effective", ...ACCOUNT)).status).toBe(0);
    expect((await runCli("explain", ...ACCOUNT)).status).toBe(0);
    expect(await runCli("completion", "bash")).toMatchObject({ status: 0, stderr: "" });
  });

  it("comes after the command line, and a command's own section before the defaults", async () => {
    configure(
      "version: 1\ndefaults:\n  org: organization.yaml\n  format: text\ncommands:\n  effective:\n    format: json\n",
    );
    expect((await runCli("effective", ...ACCOUNT)).stdout).toMatch(/^\{/);
    expect((await runCli("explain", ...ACCOUNT)).stdout).not.toMatch(/^\{/);
    expect((await runCli("effective", "--format", "text", ...ACCOUNT)).stdout).not.toMatch(/^\{/);
  });

  it("describes a default by what the flag means in each command", () => {
    const { properties } = schema as JsonSchema;
    const described = (flag: string): string | undefined => properties.defaults.properties[flag]?.description;
    expect(described("all")).toBe(
      "coverage, schedule: show every group of accounts in text (default: the worst 50); verify: compare every account (default: one for each distinct policy); preflight: check every account that is backed up",
    );
    expect(described("region")).toBe(
      "the Region of regional services; init: the Region to back up, for example eu-central-1",
    );
    expect(described("org")).toBe("the organization: an organization file");
  });

  it("says which resource types the organization uses, for which guardrails are judged", async () => {
    const guardrails = [
      "version: 1",
      "requirements:",
      "  - id: elsewhere",
      "    accounts: { names: [payments-api-prod] }",
      "    require: { copyToAnotherAccount: true }",
    ].join("\n");
    writeFileSync("backup-guardrails.yaml", guardrails);
    const plan = ["plan", "--org", "organization.yaml", "--new-account", "probe=Root/Sandbox"];
    expect((await runCli(...plan)).stdout).toContain("notice guardrail-note");
    configure("version: 1\nresourceTypes: [redshift-serverless]\n");
    expect((await runCli(...plan)).stdout).toContain("error guardrail-copy-account");
    const { stdout } = await runCli(...plan, "--resource-types", "ebs,efs");
    expect(stdout).not.toContain("error guardrail");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "elsewhere: it holds on conditions: Probably EBS volumes can be copied to",
    );
    configure("version: 1\nresourceTypes: [aurora, redis]\n");
    const { status, stderr } = await runCli(...plan);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('"redis" is not a resource type that AWS Backup knows.'),
    ]);
  });

  it("refuses values that are empty, and gives way to one flag of the command line", async () => {
    configure('version: 1\ndefaults:\n  org: ""\n  account: [" , "]\n  format: json\n');
    const { status, stderr } = await runCli("effective");
    expect(status).toBe(1);
    expect(stderr).toContain('org-backup.yaml:3:8: "org" has no value.');
    expect(stderr).toMatch(/org-backup\.yaml:4:\d+: .* has no value\./);
    configure("version: 1\ndefaults:\n  org: none.yaml\n  format: json\n");
    const flags = ["--org", "organization.yaml", "--format", "text"] as const;
    expect(await runCli("effective", ...flags)).toMatchObject({ status: 0 });
  });

  it("takes lists for flags that may be repeated", async () => {
    configure(
      "version: 1\ncommands:\n  effective:\n    org: organization.yaml\n    account: [payments-api-prod]\n",
    );
    const { stdout } = await runCli("effective");
    expect(stdout).toContain("payments-api-prod");
    expect(stdout).not.toContain("log-archive");
  });

  it("takes one value for a list of one, and passes over several where a flag takes one", async () => {
    configure(
      "version: 1\ndefaults:\n  org: organization.yaml\n  account: payments-api-prod\n  fail-on: [warning]\n",
    );
    const { stdout } = await runCli("effective");
    expect(stdout).toContain("payments-api-prod");
    expect(stdout).not.toContain("log-archive");
    writeFileSync("policy.json", '{"plans":{}}');
    expect((await runCli("validate", "policy.json")).stderr).toBe("");
    configure("version: 1\ndefaults:\n  fail-on: [warning, order-dependent]\n");
    expect((await runCli("validate", "policy.json")).stderr).toBe("");
  });

  it("does not stand in the way of the guide, which tells how to mend it", async () => {
    writeFileSync("org-backup.yaml", "foo: 1\n");
    expect((await runCli("help", "configuration")).status).toBe(0);
    expect((await runCli("completion", "bash")).status).toBe(0);
  });

  it("yields an organization file to --live", async () => {
    configure("version: 1\ndefaults:\n  org: organization.yaml\n");
    const { stderr } = await runCli("effective", "--live", "--endpoint-url", "not an address");
    expect(stderr).not.toContain("not both");
  });

  it("is another file with --config, and none with --no-config", async () => {
    configure("version: 1\ndefaults:\n  org: organization.yaml\n", "other.yaml");
    expect((await runCli("--config", "other.yaml", "effective", ...ACCOUNT)).status).toBe(0);
    configure("version: 1\ndefaults:\n  org: organization.yaml\n");
    expect(await runCli("--no-config", "effective", ...ACCOUNT)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("The organization is missing") as string,
    });
  });

  it.each([
    [
      "a flag that there is not",
      "version: 1\ndefaults:\n  orgg: x\n",
      /org-backup\.yaml:3:3: Unknown key "orgg"\. Did you mean "?org/,
    ],
    [
      "a command that there is not",
      "version: 1\ncommands:\n  plam: {}\n",
      /org-backup\.yaml:3:3: Unknown key "plam"\. Did you mean "?plan/,
    ],
    [
      "a flag of another command",
      "version: 1\ncommands:\n  effective:\n    fail-on: error\n",
      /org-backup\.yaml:4:5: Unknown key "fail-on"/,
    ],
    [
      "a value of another kind",
      "version: 1\ndefaults:\n  quiet: perhaps\n",
      /org-backup\.yaml:3:10: "quiet" must be true or false, found "perhaps"/,
    ],
    [
      "an agreement that is meant for one run",
      "version: 1\ncommands:\n  trusted-access:\n    yes: true\n",
      /Unknown key "yes"/,
    ],
    ["a version that is to come", "version: 2\n", /org-backup\.yaml:1:10: "version" must be 1, found 2/],
  ])("refuses %s, and says where", async (_what, text, message) => {
    writeFileSync("org-backup.yaml", text);
    const { status, stderr } = await runCli("effective", "--org", "organization.yaml");
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });

  it("has a published schema", () => {
    expectGolden(join(ROOT, "help", "schema", "org-backup.schema.json"), jsonText(schema as JsonObject));
  });
});
