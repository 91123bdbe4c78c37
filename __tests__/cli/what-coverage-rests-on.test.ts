import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { daily } from "../review/support/policy-documents";
import { runCli } from "../support/run-cli";

const folder = mkdtempSync(join(tmpdir(), "what-coverage-rests-on-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** One account with a policy; the settings of the organization are those given. */
function organizationFile(name: string, content: unknown, settings: object = {}): string {
  return file(name, {
    version: 1,
    organization: {
      id: "o-exampleorgid",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com"],
      ...settings,
    },
    root: { id: "r-abcd" },
    accounts: [{ id: "333333333333", name: "orders", parentId: "r-abcd" }],
    policies: [{ id: "p-0000000001", name: "baseline", content }],
    attachments: [{ targetId: "r-abcd", policyIds: ["p-0000000001"] }],
  });
}

const volume = (account = "333333333333"): object => ({
  arn: `arn:aws:ec2:eu-west-1:${account}:volume/vol-1`,
  tags: { backup: "daily" },
});
const inventory = (name: string, ...resources: readonly object[]): string =>
  file(name, { version: 1, resources });

const FINE = organizationFile("fine.json", daily());
const VOLUME = inventory("volume.json", volume());
const FAIL = ["--fail-on", "unprotected-resource"] as const;
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

function expectSchema(name: string, text: string): void {
  const schema = JSON.parse(readFileSync(`help/schema/${name}.schema.json`, "utf8")) as object;
  const isValid = new Ajv({ strict: true, strictTypes: "log", allErrors: true, logger: false }).compile(
    schema,
  );
  isValid(JSON.parse(text));
  expect(isValid.errors ?? []).toEqual([]);
}

describe("A policy that AWS refuses", () => {
  const refused = organizationFile("refused.json", daily({ schedule: "cron(0/15 5 ? * * *)" }));
  const commands: readonly (readonly string[])[] = [
    ["coverage"],
    ["coverage", "--resources", VOLUME],
    ["schedule"],
    ["explain", "--account", "orders"],
    ["effective"],
  ];

  it.each(commands)("is named by %s %s, as by effective", async (...args) => {
    const { status, stderr } = await runCli(...args, "--org", refused);
    expect(status).toBe(0);
    expect(stderr).toContain('AWS would refuse the policy "baseline":');
    expect(stderr).toContain("[schedule-frequency]");
    expect((await runCli(...args, "--org", FINE)).stderr).toBe("");
  });

  it.each([
    ["coverage", ["coverage"]],
    ["coverage-resources", ["coverage", "--resources", VOLUME]],
    ["schedule", ["schedule"]],
  ])("is listed in JSON of %s, by its schema", async (schema, args) => {
    const { stdout } = await runCli(...args, "--org", refused, "--format", "json");
    expectSchema(schema, stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      refusedPolicies: [{ policy: "p-0000000001", issues: [{ rule: "schedule-frequency" }] }],
    });
    const fine = await runCli(...args, "--org", FINE, "--format", "json");
    expectSchema(schema, fine.stdout);
    expect(JSON.parse(fine.stdout)).not.toHaveProperty("refusedPolicies");
  });
});

describe("An organization that is known not to apply backup policies, or perhaps not to", () => {
  const untrusted = organizationFile("untrusted.json", daily(), { trustedServices: [] });
  const disabled = organizationFile("disabled.json", daily(), { enabledPolicyTypes: ["TAG_POLICY"] });
  const UNTRUSTED = "AWS Backup has no trusted access to the organization: AWS does not document";
  const DISABLED = "The policy type BACKUP_POLICY is not enabled in the organization: no backup policy";

  it.each([
    [untrusted, UNTRUSTED, "1 account, 0 covered by a backup plan, 1 not known"],
    [disabled, DISABLED, "1 account, 0 covered by a backup plan, 1 not "],
  ])("says so before all else, and counts no account as backed up: %s", async (org, remark, headline) => {
    const coverage = flat((await runCli("coverage", "--org", org)).stdout);
    expect(coverage.startsWith(`${headline.trim()} ${remark}`)).toBe(true);
    const schedule = flat((await runCli("schedule", "--org", org)).stdout);
    expect(schedule).toMatch(/^Backups after [-0-9: ]+ UTC (AWS Backup has no trusted|The policy type)/);
    const plan = flat(
      (await runCli("plan", "--org", org, "--detach", "baseline=Root", "--fail-on", "none")).stdout,
    );
    expect(plan).toContain(remark);
    const resources = await runCli("coverage", "--org", org, "--resources", VOLUME, ...FAIL);
    expect(flat(resources.stdout)).toContain(remark);
    expect(resources.status).toBe(2);
  });

  it("says so in JSON", async () => {
    const { stdout } = await runCli("coverage", "--org", untrusted, "--format", "json");
    expectSchema("coverage", stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { protected: 0, unprotected: 1, notKnown: 1 },
      remarks: [expect.stringContaining("no trusted access")],
      groups: [{ protected: false, known: false, rules: [{ runs: "yes" }] }],
    });
  });

  it("says nothing where the settings are fine, or not known", async () => {
    const unknown = organizationFile("unknown.json", daily(), {
      trustedServices: undefined,
      enabledPolicyTypes: undefined,
    });
    for (const org of [FINE, unknown]) {
      expect((await runCli("coverage", "--org", org)).stdout).toMatch(
        /^1 account, all covered by a backup plan\n\n/,
      );
      expect((await runCli("coverage", "--org", org, "--resources", VOLUME, ...FAIL)).status).toBe(0);
    }
  });
});

describe("An inventory without a resource of the organization", () => {
  const empty = inventory("empty.json");
  const foreign = inventory("foreign.json", volume("999999999999"));

  it("is no pass for coverage", async () => {
    const { status, stdout } = await runCli("coverage", "--org", FINE, "--resources", empty, ...FAIL);
    expect(status).toBe(2);
    expect(flat(stdout)).toContain(
      "empty.json holds no resources of the accounts in question: nothing was looked at.",
    );
    expect((await runCli("coverage", "--org", FINE, "--resources", foreign, ...FAIL)).status).toBe(2);
  });

  it("is no pass for an account that was asked for", async () => {
    const two = inventory("two.json", volume("999999999999"), volume("888888888888"));
    const { status } = await runCli(
      "coverage",
      "--org",
      FINE,
      "--account",
      "orders",
      "--resources",
      two,
      ...FAIL,
    );
    expect(status).toBe(2);
  });

  it.each([empty, foreign])("is a finding of the review: %s", async (resources) => {
    const args = ["plan", "--org", FINE, "--attach", "baseline=orders", "--resources", resources];
    const { status, stdout } = await runCli(...args, "--fail-on", "inventory-incomplete", "--format", "json");
    expect(status).toBe(2);
    expectSchema("plan", stdout);
    const fine = await runCli(...args.slice(0, -1), VOLUME, "--fail-on", "inventory-incomplete");
    expect(fine.status).toBe(0);
  });

  it("is no pass for a requirement on resources", async () => {
    const guardrails = file("guardrails.yaml", {
      version: 1,
      requirements: [{ id: "volumes", resources: { types: ["ebs"] } }],
    });
    const args = ["plan", "--org", FINE, "--attach", "baseline=orders", "--guardrails", guardrails];
    const { status, stdout } = await runCli(
      ...args,
      "--resources",
      empty,
      "--fail-on",
      "guardrail-not-known",
    );
    expect(status).toBe(2);
    expect(flat(stdout)).toContain("volumes: the inventory holds no resource of an account that it means");
    expect((await runCli(...args, "--resources", VOLUME, "--fail-on", "guardrail-not-known")).status).toBe(0);
  });
});
