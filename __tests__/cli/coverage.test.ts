import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organizationFileText } from "../../src/sources/write-organization-file";
import { daily } from "../review/support/policy-documents";
import { account, attached, organizationData, policy, ROOT } from "../support/organizations";
import { runCli } from "../support/run-cli";

const folder = mkdtempSync(join(tmpdir(), "coverage-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const ids = Array.from({ length: 51 }, (_, at) => String(at + 1).padStart(12, "0"));
const file = join(folder, "organization.json");
writeFileSync(
  file,
  organizationFileText(
    organizationData({
      organizationalUnits: [],
      accounts: ids.map((id) => account(id, ROOT)),
      policies: ids.map((id, at) => policy(`p-${id}`, daily({ days: 35 + at }))),
      attachments: ids.map((id) => attached(id, `p-${id}`)),
    }),
    "json",
  ),
);

describe.each(["coverage", "schedule"])("org-backup %s", (command) => {
  const groupsIn = async (...args: readonly string[]): Promise<number> =>
    (await runCli(command, "--org", file, ...args)).stdout.match(/^1 account: /gm)?.length ?? 0;

  it("shows 50 groups of accounts and counts the others; --all shows each", async () => {
    const { stdout } = await runCli(command, "--org", file);
    expect(stdout).toContain("Not shown: 1 more group with 1 account, covered by a backup plan.");
    expect(await groupsIn()).toBe(50);
    expect(await groupsIn("--all")).toBe(51);
    expect(await groupsIn("--account", ids.slice(0, 3).join())).toBe(3);
  });
});
