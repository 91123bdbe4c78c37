import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import type { PolicyJson } from "../../src/policy/author/authored-policy";
import { runCli } from "../support/run-cli";

const FIXTURES = join(__dirname, "..", "fixtures", "policies");
const ORGANIZATION = {
  version: 1,
  organization: {
    id: "o-another0001",
    managementAccountId: "999999999999",
    enabledPolicyTypes: ["BACKUP_POLICY"],
    trustedServices: ["backup.amazonaws.com"],
  },
  root: { id: "r-zzzz", name: "Root" },
  organizationalUnits: [{ id: "ou-zzzz-workload", name: "Workloads", parentId: "r-zzzz" }],
  accounts: [
    { id: "999999999999", name: "management", parentId: "r-zzzz" },
    { id: "888888888888", name: "one", parentId: "ou-zzzz-workload" },
  ],
};

interface Report {
  readonly summary: { readonly accounts: number; readonly changed: number; readonly withheld: number };
}

describe("real documents go the way of the example: constructs, synthesis, plan", () => {
  it.each(
    readdirSync(FIXTURES)
      .filter((name) => name.endsWith(".json"))
      .flatMap(
        (name) =>
          [
            [name, "Root", 2],
            [name, "Root/Workloads", 1],
          ] as const,
      ),
  )("%s on %s changes %d accounts", async (name, target, changed) => {
    const folder = mkdtempSync(join(tmpdir(), "real-"));
    const organization = join(folder, "organization.json");
    writeFileSync(organization, JSON.stringify(ORGANIZATION));
    const outdir = join(folder, "cdktf.out");
    const content = JSON.parse(readFileSync(join(FIXTURES, name), "utf8")) as PolicyJson;
    buildApp({
      ...stacksConfig({}),
      // Roles and vaults that real documents name exist in the accounts of their authors.
      organization: { organization, acknowledge: EVERYTHING },
      policies: [{ name: "real", description: name, content, targets: [target] }],
      outdir,
    }).synth();
    const { status, stdout } = await runCli(
      "plan",
      outdir,
      "--org",
      organization,
      "--format",
      "json",
      "--fail-on",
      "none",
    );
    expect(status).toBe(0);
    const { summary } = JSON.parse(stdout) as Report;
    expect(summary).toMatchObject({ accounts: 2, withheld: 0, changed });
  });
});

const EVERYTHING = (["prerequisite-missing"] as const).map((rule) => ({
  rule,
  reason: "Exists already",
}));
