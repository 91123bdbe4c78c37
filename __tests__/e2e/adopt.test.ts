import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { AwsDouble } from "../support/aws-double/aws-double";
import { environment } from "../support/aws-double/client-configuration";
import { parseOrganizationSeed } from "../support/aws-double/organization-seed";
import { runCli } from "../support/run-cli";
import { describeWithTerraform } from "../support/terraform";

const REPOSITORY = join(__dirname, "..", "..");
const MANAGEMENT = "111111111111";

/** A policy whose lists stand in no order, as people write them. */
function sandboxPolicy(days: string, name: string): object {
  return {
    plans: {
      [name]: {
        regions: { "@@assign": ["us-east-1", "eu-central-1", "ap-south-1"] },
        rules: {
          nightly: {
            target_backup_vault_name: { "@@assign": "Default" },
            lifecycle: { delete_after_days: { "@@assign": days } },
          },
        },
        selections: {
          tags: {
            everything: {
              iam_role_arn: {
                "@@assign": "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
              },
              tag_key: { "@@assign": "${backup}" },
              tag_value: { "@@assign": ["z", "a"] },
            },
          },
        },
      },
    },
  };
}

function seed(): unknown {
  const organization = parse(readFileSync(join(REPOSITORY, "stacks", "organization.yaml"), "utf8")) as {
    policies: object[];
    attachments: { readonly targetId: string; readonly policyIds: readonly string[] }[];
  };
  // Policies of its own decide nothing of what the two decide.
  organization.attachments = organization.attachments.filter(
    ({ targetId }) => targetId !== "ou-nw01-sandbox0",
  );
  organization.policies.push(
    {
      id: "p-zzzzzzzz01",
      name: 'the "first" of ${two}',
      description: "50 % of %{it}",
      content: sandboxPolicy("30", "Nightly"),
    },
    {
      id: "p-aaaaaaaa02",
      name: "second/of two",
      content: JSON.stringify(sandboxPolicy("60", "Nightly"), undefined, 2),
    },
    { id: "p-bbbbbbbb03", name: "alone", content: sandboxPolicy("7", "Other") },
  );
  organization.attachments.push(
    // Not in the order of their ids: an order by id would be a guess that is wrong.
    { targetId: "ou-nw01-sandbox0", policyIds: ["p-zzzzzzzz01", "p-aaaaaaaa02"] },
    { targetId: "300000000006", policyIds: ["p-aaaaaaaa02", "p-zzzzzzzz01"] },
  );
  return organization;
}

describeWithTerraform("adopting an organization with the real Terraform", (terraform) => {
  let double: AwsDouble;
  let folder: string;
  let live: readonly string[];
  const before = { ...process.env };

  beforeAll(async () => {
    double = await AwsDouble.start({ seed: parseOrganizationSeed(seed()), publicationDelay: 0 });
    const tagged = double.state.organizations.current!.policies.get("p-bbbbbbbb03")!;
    tagged.tags.set("owner", "platform");
    folder = mkdtempSync(join(tmpdir(), "adopt-"));
    Object.assign(process.env, environment(double.endpoint, double.credentialsFor(MANAGEMENT)));
    delete process.env.AWS_ENDPOINT_URL;
    live = ["--endpoint-url", double.endpoint];
  });

  afterAll(async () => {
    process.env = before;
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("snapshot, verify, adopt and a plan: imports only", async () => {
    const file = join(folder, "organization.yaml");
    expect(await runCli("snapshot", "--out", file, "--published", ...live)).toMatchObject({ status: 0 });

    const fixed = join(folder, "fixed.yaml");
    const first = await runCli("verify", "--org", file, "--all", "--fix-order", fixed, ...live);
    expect(first.stdout).toContain("Attachment orders that alone explain what AWS published");
    expect(readFileSync(fixed, "utf8")).toContain(
      "{ targetId: ou-nw01-sandbox0, policyIds: [ p-zzzzzzzz01, p-aaaaaaaa02 ], order: known }",
    );
    expect(readFileSync(fixed, "utf8")).toContain(
      '{ targetId: "300000000006", policyIds: [ p-aaaaaaaa02, p-zzzzzzzz01 ], order: known }',
    );
    const second = await runCli("verify", "--org", fixed, "--all", "--fail-on", "notice", ...live);
    expect(second).toMatchObject({
      status: 0,
      stdout: "No difference: 26 effective policies compared of 26 accounts.\n",
    });

    for (const [name, manage] of [
      ["verified", []],
      ["managed", ["--manage-organization"]],
    ] as const) {
      const code = join(folder, name);
      expect(await runCli("adopt", "--org", fixed, "--out", code, ...manage)).toMatchObject({ status: 0 });
      const stack = synthesize(code);
      useProvider(stack, terraform.awsProviderVersion);
      const settings = environment(double.endpoint, double.credentialsFor(MANAGEMENT));
      await terraform.mustRun(stack, ["init", "-no-color"], settings);
      const plan = await terraform.mustRun(
        stack,
        ["plan", "-no-color", "-input=false", "-lock=false", "-out=tfplan"],
        settings,
      );
      // 8 policies, 8 attachments, 1 delegated administrator, and the organization itself.
      const imports = manage.length === 0 ? 17 : 18;
      expect(plan.stdout).toContain(`Plan: ${imports} to import, 0 to add, 0 to change, 0 to destroy.`);
    }
    expect(double.calls.filter(({ operation }) => !/^(Describe|List|Get)/.test(operation))).toEqual([]);
  }, 300_000);

  /** Type-checks and runs the code as a user's project would. */
  function synthesize(code: string): string {
    symlinkSync(join(REPOSITORY, "node_modules"), join(code, "node_modules"));
    const compilerOptions = {
      target: "ES2022",
      lib: ["ES2023"],
      module: "Node16",
      moduleResolution: "Node16",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      types: ["node"],
      paths: {
        "cdktf-org-backup": [join(REPOSITORY, "src", "index.ts")],
        "cdktf-org-backup/constructs": [join(REPOSITORY, "src", "constructs", "index.ts")],
      },
    };
    writeFileSync(
      join(code, "tsconfig.json"),
      JSON.stringify({ compilerOptions, include: ["*.ts", "policies"] }),
    );
    writeFileSync(join(code, "package.json"), JSON.stringify({ type: "commonjs" }));
    const types = spawnSync(
      process.execPath,
      [join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-p", "."],
      { cwd: code, encoding: "utf8" },
    );
    // The package is read from its sources here, whose own errors are not those of this code.
    expect(types.stdout.split("\n").filter((line) => /^[\w/-]+\.ts\(/.test(line))).toEqual([]);
    const run = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], { cwd: code, encoding: "utf8" });
    expect(run.stderr.replaceAll(/^.*(?:Warning|warning).*$/gm, "")).not.toMatch(/error/i);
    expect(run.status).toBe(0);
    return join(code, "cdktf.out", "stacks", "adopted-backup-policies");
  }
});

/** The provider at hand is another one than that of the bindings. */
function useProvider(stack: string, version: string): void {
  const file = join(stack, "cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    terraform: { required_providers: { aws: { version: string } }; backend?: unknown };
  };
  json.terraform.required_providers.aws.version = version;
  delete json.terraform.backend;
  writeFileSync(file, JSON.stringify(json));
}
