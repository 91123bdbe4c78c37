import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BackupOrganization, BackupPolicy, OrganizationBackupAccess } from "../../src/constructs";
import { AT, appFor, errorOf, newStack, organization, planPolicy, synthesized } from "./synthesized";

const existing = { roles: [{ role: "BackupRole" }], vaults: [{ vaultName: "Vault" }] };

/** An app with an organization, and a stack with another one whose root has another id. */
function twoOrganizations() {
  const app = appFor({ existing });
  const [first, second] = [newStack(app, "first"), newStack(app, "second")];
  const other = organization({
    root: { id: "r-wxyz", name: "Root" },
    organizationalUnits: [],
    accounts: [{ id: "111111111111", name: "management", parentId: "r-wxyz", state: "ACTIVE" }],
  });
  new BackupOrganization(second, "organization", { organization: other, at: AT, existing });
  return { first, second };
}

describe("several organizations in one app", () => {
  it("look up their own paths, and may have policies of the same name", () => {
    const { first, second } = twoOrganizations();
    for (const stack of [first, second]) {
      new OrganizationBackupAccess(stack, "access");
      new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["Root"] });
    }
    const { outdir } = synthesized(first);
    const targets = [first, second].map(
      (stack) => synthesized(stack).resource("aws_organizations_policy_attachment").target_id,
    );
    expect(targets).toEqual(["r-abcd", "r-wxyz"]);
    expect(existsSync(join(outdir, "backup-review.json"))).toBe(true);
    expect(readFileSync(join(outdir, "backup-review-second.json"), "utf8")).toContain('"accounts": 1,');
  });

  it("are checked each by itself", () => {
    const { first, second } = twoOrganizations();
    new BackupPolicy(first, "daily", { content: planPolicy(), targets: ["Root"] });
    new BackupPolicy(second, "wrong", { content: { plans: {}, other: {} } as never });
    expect(() => synthesized(first)).toThrow('second/wrong: "wrong": "other" is not a key');
  });

  it("come before what belongs to them", () => {
    const app = appFor({ existing });
    const stack = newStack(app);
    new BackupPolicy(stack, "daily", { content: planPolicy() });
    const error = errorOf(() => new BackupOrganization(stack, "late", { organization: organization() }));
    expect(error.message).toBe(
      "stack/late: stack/daily was declared before the organization that it belongs to.",
    );
  });
});
