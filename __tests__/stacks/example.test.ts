import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import type { StacksConfig } from "../../stacks/config";
import { dependencies } from "../constructs/synthesized";

const ROOT = join(__dirname, "..", "..");

function synthesize(changes: Partial<StacksConfig> = {}, environment: NodeJS.ProcessEnv = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), "example-"));
  buildApp({ ...stacksConfig(environment), outdir, ...changes }).synth();
  return outdir;
}

function json(outdir: string, ...path: readonly string[]): Readonly<Record<string, never>> {
  return JSON.parse(readFileSync(join(outdir, ...path), "utf8")) as Readonly<Record<string, never>>;
}

describe("the example of this repository", () => {
  it("is synthesized by the command in cdktf.json", () => {
    const outdir = mkdtempSync(join(tmpdir(), "example-"));
    const { app } = json(ROOT, "cdktf.json") as unknown as { readonly app: string };
    const [command = "", ...args] = app.split(" ");
    const run = spawnSync(command, args, {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: outdir },
      encoding: "utf8",
    });
    expect([run.status, run.stderr.replaceAll(/npm warn.*\n/g, "")]).toEqual([0, ""]);
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([
      "backup-policies",
      "member-accounts",
      "organization",
      "reporting",
    ]);
  });

  it("is listed by cdktf list", () => {
    const cdktf = join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
    const outdir = mkdtempSync(join(tmpdir(), "list-"));
    const run = spawnSync(process.execPath, [cdktf, "list", "--output", outdir], {
      cwd: ROOT,
      env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" },
      encoding: "utf8",
    });
    expect(run.status).toBe(0);
    for (const stack of ["organization", "member-accounts", "backup-policies", "reporting"]) {
      expect(run.stdout).toContain(stack);
    }
  });

  it("has four stacks that are applied in the order that AWS needs", () => {
    expect(dependencies(synthesize())).toEqual({
      organization: [],
      "member-accounts": ["organization"],
      "backup-policies": ["organization", "member-accounts"],
      reporting: ["organization"],
    });
  });

  it("has no resource that takes away what others made", () => {
    const outdir = synthesize();
    const types = readdirSync(join(outdir, "stacks")).flatMap((stack) =>
      Object.keys(json(outdir, "stacks", stack, "cdk.tf.json").resource as unknown as object),
    );
    expect(types.length).toBeGreaterThan(15);
    expect(
      types.filter((type) =>
        /_exclusive$|^aws_iam_policy_attachment$|^aws_cloudformation_stack_instances$/.test(type),
      ),
    ).toEqual([]);
    expect(types).not.toContain("aws_organizations_organization");
  });

  it("resolves organization paths to ids", () => {
    const stack = json(synthesize(), "stacks", "backup-policies", "cdk.tf.json") as unknown as {
      readonly resource: {
        readonly aws_organizations_policy_attachment: Readonly<
          Record<string, { readonly target_id: string }>
        >;
      };
    };
    const targets = Object.values(stack.resource.aws_organizations_policy_attachment).map(
      (attachment) => attachment.target_id,
    );
    expect(new Set(targets)).toEqual(
      new Set(["r-nw01", "ou-nw01-producti", "ou-nw01-payments", "ou-nw01-dataplat", "ou-nw01-sandbox0"]),
    );
  });

  it("shows its deliberate mistake, acknowledged, in the plan", () => {
    const plan = json(synthesize(), "backup-review.json") as unknown as {
      readonly findings: readonly { readonly rule: string }[];
    };
    expect(plan.findings.find(({ rule }) => rule === "account-withheld")).toMatchObject({
      accounts: ["200000000007", "200000000008"],
      acknowledged: { where: "backup-organization" },
    });
  });

  it("is not synthesized without that acknowledgement", () => {
    const { organization } = stacksConfig({});
    expect(() => synthesize({ organization: { ...organization!, acknowledge: [] } })).toThrow(
      "backup-policies/data-continuous: AWS withholds the merged policy: ",
    );
  });

  it("takes another organization and other policies", () => {
    const file = join(mkdtempSync(join(tmpdir(), "organization-")), "organization.json");
    const organization = {
      id: "o-another0001",
      managementAccountId: "999999999999",
      enabledPolicyTypes: ["BACKUP_POLICY"],
    };
    const account = { id: "888888888888", name: "one", parentId: "r-zzzz" };
    writeFileSync(
      file,
      JSON.stringify({ version: 1, organization, root: { id: "r-zzzz" }, accounts: [account] }),
    );
    const config = stacksConfig({ ORG_BACKUP_ORGANIZATION: file });
    expect(config.organization?.organization).toBe(file);
    const outdir = synthesize(
      { policies: [], organization: { organization: file }, ...{} },
      { ORG_BACKUP_ORGANIZATION: file },
    );
    expect(json(outdir, "backup-review.json")).toMatchObject({
      organization: { root: { id: "r-zzzz" } },
    });
  });

  it("pins another provider where the environment says so", () => {
    const outdir = synthesize({}, { ORG_BACKUP_AWS_PROVIDER_VERSION: "5.100.0" });
    for (const stack of ["organization", "member-accounts", "backup-policies", "reporting"]) {
      expect(json(outdir, "stacks", stack, "cdk.tf.json")).toMatchObject({
        terraform: { required_providers: { aws: { version: "5.100.0" } } },
      });
    }
  });
});

describe("where the state is kept", () => {
  it.each([
    [{}, { kind: "local" }],
    [{ ORG_BACKUP_STATE: "local" }, { kind: "local" }],
    [{ ORG_BACKUP_STATE: "s3://state/eu-west-1" }, { kind: "s3", bucket: "state", region: "eu-west-1" }],
    [
      { ORG_BACKUP_STATE: "cloud", TF_CLOUD_ORGANIZATION: "nordwind", TF_CLOUD_HOSTNAME: "tfe.example.com" },
      { kind: "cloud", organization: "nordwind", hostname: "tfe.example.com" },
    ],
  ])("with %j is %j", (environment, backend) => {
    expect(stacksConfig(environment).backend).toEqual(backend);
  });

  it("is refused where it is no place", () => {
    expect(() => stacksConfig({ ORG_BACKUP_STATE: "s3" })).toThrow(
      'ORG_BACKUP_STATE is "s3": write local, s3://BUCKET/REGION or cloud.',
    );
  });
});
