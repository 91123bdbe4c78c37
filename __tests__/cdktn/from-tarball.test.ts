import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { npmInstall, runIn, writeFiles } from "../packaging/consumer";
import { pack, ROOT } from "../packaging/packed";
import { AwsDouble } from "../support/aws-double/aws-double";
import { environment } from "../support/aws-double/client-configuration";
import { parseOrganizationSeed } from "../support/aws-double/organization-seed";
import { describeWithTerraform } from "../support/terraform";

const PACKAGES = [
  "cdktn@0.24.0",
  "cdktn-cli@0.24.0",
  "@cdktn/provider-aws@25.7.0",
  "constructs@10.7.2",
  "@types/node@22",
  "ts-node@10",
  "typescript@~5.9.3",
];

/** A role and a policy in two stacks, imported from the index and by deep paths. */
const app = (awsProviderVersion: string): string => `
import { AwsProvider } from "@cdktn/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktn";
import { backupPolicy, dailyPlan, days, selectTag } from "cdktf-org-backup";
import { BackupOrganization, useAwsProviderVersion } from "cdktf-org-backup/cdktn";
import { BackupPolicy } from "cdktf-org-backup/cdktn/backup-policy";
import { BackupServiceRole } from "cdktf-org-backup/cdktn/backup-service-role";

const app = new App();
new BackupOrganization(app, "organization", {
  organization: "organization.yaml",
  owner: "cdktn-app",
  existing: { roles: [{ role: "Backup" }], vaults: [{ vaultName: "Default" }] },
});

function stackOf(id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  useAwsProviderVersion(stack, "${awsProviderVersion}");
  return stack;
}

new BackupServiceRole(stackOf("roles"), "role", { roleName: "Backup" });

const policy: BackupPolicy = new BackupPolicy(stackOf("backup-policies"), "sandbox-daily", {
  name: "sandbox-daily",
  targets: ["Root/Sandbox"],
  content: backupPolicy({
    plans: {
      sandbox: dailyPlan({
        at: "03:00",
        retention: days(14),
        regions: ["eu-central-1"],
        vault: "Default",
        select: selectTag("backup", ["sandbox"], { role: "Backup" }),
      }),
    },
  }),
});
policy.node.addMetadata("used", true);

app.synth();
`;

describeWithTerraform("an app of CDK Terrain that installs the tarball", (terraform) => {
  let folder: string;
  let double: AwsDouble;

  beforeAll(async () => {
    const organization = readFileSync(join(ROOT, "stacks", "organization.yaml"), "utf8");
    folder = mkdtempSync(join(tmpdir(), "cdktn-app-"));
    writeFiles(folder, { "package.json": JSON.stringify({ name: "app", private: true }) });
    // Neither --force nor --legacy-peer-deps: the optional peers of both frameworks agree.
    npmInstall(folder, [pack().tarball, ...PACKAGES]);
    const template = join(folder, "node_modules", "cdktn-cli", "bundle", "templates", "typescript");
    writeFiles(folder, {
      "cdktf.json": JSON.stringify({
        language: "typescript",
        app: "npx ts-node main.ts",
        sendCrashReports: "false",
      }),
      "tsconfig.json": readFileSync(join(template, "tsconfig.json"), "utf8"),
      "main.ts": app(terraform.awsProviderVersion),
      "organization.yaml": organization,
    });
    double = await AwsDouble.start({ seed: parseOrganizationSeed(parse(organization)) });
  });

  afterAll(async () => {
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const inStack = async (stack: string, ...args: readonly string[]): Promise<string> => {
    const credentials = double.credentialsFor("111111111111");
    const { stdout } = await terraform.mustRun(
      join(folder, "cdktf.out", "stacks", stack),
      [...args, "-no-color"],
      environment(double.endpoint, credentials, "eu-central-1"),
    );
    return stdout;
  };

  it("has no CDKTF, and compiles as the template of `cdktn init` is set up", () => {
    expect(existsSync(join(folder, "node_modules", "cdktf"))).toBe(false);
    expect(existsSync(join(folder, "node_modules", "@cdktf"))).toBe(false);
    runIn(folder, "tsc", "--noEmit");
  });

  it("synthesizes with the command line of CDK Terrain, is reviewed, and is valid", async () => {
    runIn(folder, "cdktn", "synth");
    const review = JSON.parse(
      runIn(folder, "org-backup", "plan", "--format", "json", "--fail-on", "none"),
    ) as { readonly summary: object };
    expect(review.summary).toMatchObject({ changed: 3 });
    for (const stack of ["roles", "backup-policies"]) {
      await inStack(stack, "init");
      expect(await inStack(stack, "validate")).toContain("The configuration is valid");
    }
  });

  it("is applied, and a second plan is empty", async () => {
    for (const stack of ["roles", "backup-policies"]) {
      expect(await inStack(stack, "apply", "-auto-approve")).toContain("Apply complete!");
      expect(await inStack(stack, "plan", "-detailed-exitcode")).toContain("No changes.");
    }
    const { policies, targets } = double.state.organizations.current!;
    const created = [...policies.values()].find(({ name }) => name === "sandbox-daily");
    expect(targets.get("ou-nw01-sandbox0")?.attachments).toContain(created?.id);
    expect(JSON.parse(created?.content ?? "")).toMatchObject({ plans: { sandbox: {} } });
  });
});
