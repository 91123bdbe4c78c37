import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trustedAccess } from "../../src/cli/commands/trusted-access";
import type { TrustedAccessAction, TrustedAccessOptions } from "../../src/cli/commands/trusted-access";
import type { CliContext } from "../../src/cli/cli-context";
import type { AwsDoubleOptions } from "../support/aws-double/aws-double-options";
import { AwsDouble } from "../support/aws-double/aws-double";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { runCli } from "../support/run-cli";
import { accountId, connect, MANAGEMENT, seedOf } from "../sources/live/jobs-organization";

let double: AwsDouble;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "org-backup-trusted-"));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await double.stop();
});

async function start(
  organization: Partial<OrganizationSeed["organization"]> = {},
  options: Partial<AwsDoubleOptions> = {},
): Promise<void> {
  const seed = seedOf(2);
  double = await AwsDouble.start({
    seed: { ...seed, organization: { ...seed.organization, ...organization } },
    ...options,
  });
  connect(double).session.close();
}

const run = (...args: readonly string[]) =>
  runCli("trusted-access", ...args, "--endpoint-url", double.endpoint);
const isOn = (): boolean => double.state.organizations.current!.trustedServices.has("backup.amazonaws.com");

/** Runs the command with someone at the terminal, or with no one. */
async function answering(
  answer: string | undefined,
  action: TrustedAccessAction,
  options: Partial<TrustedAccessOptions> = {},
): Promise<{
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: number;
}> {
  let [stdout, stderr, asked] = ["", "", 0];
  const host: CliContext = {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    color: false,
    width: 80,
    now: () => new Date(),
  };
  const status = await trustedAccess(
    action,
    { format: "text", endpointUrl: double.endpoint, ...options },
    host,
    {
      interactive: answer !== undefined,
      ask: () => {
        asked += 1;
        return Promise.resolve(answer ?? "");
      },
    },
  );
  return { status, stdout, stderr, asked };
}

const WRITES = ["EnableAWSServiceAccess", "DisableAWSServiceAccess"];
const writes = (): readonly string[] =>
  double.calls.map(({ operation }) => operation).filter((name) => WRITES.includes(name));

describe("status", () => {
  test("tells services, delegated administrators, roles and permissions, and changes nothing", async () => {
    await start(
      {
        trustedServices: ["backup.amazonaws.com", "ram.amazonaws.com"],
        delegatedAdministrators: [{ accountId: accountId(0), servicePrincipals: ["backup.amazonaws.com"] }],
      },
      {
        simulate: ({ action }) =>
          action === "organizations:DisableAWSServiceAccess" ? "implicitDeny" : "allowed",
      },
    );
    const { status, stdout } = await run("status");
    expect(status).toBe(0);
    expect(stdout).toContain("Trusted access for AWS Backup is on.");
    expect(stdout).toMatch(/backup\.amazonaws\.com since \d{4}/);
    expect(stdout).toContain("ram.amazonaws.com");
    expect(stdout).toContain(`${accountId(0)} member-0`);
    expect(stdout).toContain("AWSServiceRoleForBackup: missing");
    expect(stdout).toMatch(/organizations:EnableAWSServiceAccess +enable +yes/);
    expect(stdout).toMatch(/organizations:DisableAWSServiceAccess +disable +no/);
    expect(stdout).toContain("isCrossAccountBackupEnabled: false");
    expect(writes()).toEqual([]);
  });

  test("as JSON; of a role it tells who may assume it", async () => {
    await start();
    const { IAMClient, CreateRoleCommand } = await import("@aws-sdk/client-iam");
    const client = new IAMClient({
      endpoint: double.endpoint,
      region: "us-east-1",
      credentials: double.credentialsFor(MANAGEMENT),
    });
    const trust = {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: ["backup.amazonaws.com"] },
        Action: "sts:AssumeRole",
      },
    };
    await client.send(
      new CreateRoleCommand({
        RoleName: "AWSBackupDefaultServiceRole",
        Path: "/service-role/",
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    );
    client.destroy();
    const { stdout } = await run("--format", "json");
    const access = JSON.parse(stdout) as { readonly roles: readonly object[] };
    expect(access).toMatchObject({
      schemaVersion: 1,
      enabled: true,
      complete: true,
      managementAccountId: MANAGEMENT,
      delegatedAdministrators: [],
    });
    expect(access.roles).toContainEqual(
      expect.objectContaining({
        name: "AWSBackupDefaultServiceRole",
        status: "exists",
        trustedPrincipals: ["backup.amazonaws.com"],
      }),
    );
  });

  test("gives the rest where parts are denied, and says which are missing and why", async () => {
    await start();
    double.faults.deny("iam:SimulatePrincipalPolicy", "organizations:ListDelegatedAdministrators");
    const { status, stdout } = await run();
    expect(status).toBe(0);
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain("Trusted access for AWS Backup is on.");
    expect(words).toContain(
      "not known: delegated administrators for AWS Backup: arn:aws:iam::111111111111:user/administrator may not call organizations:ListDelegatedAdministrators",
    );
    expect(words).toContain("not known: the caller's permissions:");
    expect(words).toMatch(/organizations:EnableAWSServiceAccess enable not known/);
  });

  test("ends with 1 if trusted access itself cannot be read", async () => {
    await start();
    double.faults.deny("organizations:ListAWSServiceAccessForOrganization");
    const { status, stdout } = await run();
    expect([status, stdout]).toEqual([1, expect.stringContaining("could not be read")]);
  });
});

describe("a change", () => {
  test("asks at a terminal, after saying the consequences, and is made when the answer is the word itself", async () => {
    await start({ trustedServices: [] });
    const no = await answering("yes", "enable");
    expect(no).toMatchObject({ status: 1, stdout: "Nothing was changed.\n", asked: 1 });
    expect(isOn()).toBe(false);
    const yes = await answering("enable", "enable");
    expect(yes).toMatchObject({ status: 0, stdout: "Trusted access for AWS Backup is enabled.\n", asked: 1 });
    expect(yes.stderr).toContain("AWS Backup may create its service-linked role in every account");
    expect(yes.stderr.replace(/\s+/g, " ")).toContain(
      "AWS recommends enabling it in the AWS Backup console (Settings): only there does AWS Backup do its own setup",
    );
    expect(isOn()).toBe(true);
  });

  test("takes --yes where there is no terminal, and does nothing without", async () => {
    await start();
    await expect(answering(undefined, "disable")).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("--yes") as string,
    });
    expect(isOn()).toBe(true);
    const { status, stdout, stderr } = await run("disable", "--yes");
    expect(status).toBe(0);
    expect(stdout).toBe("Trusted access for AWS Backup is disabled.\n");
    expect(stderr.replace(/\s+/g, " ")).toContain(
      "The management account and delegated administrators see only the jobs of their own account.",
    );
    expect(isOn()).toBe(false);
    expect(writes()).toEqual(["DisableAWSServiceAccess"]);
  });

  test("that is made already is not made again", async () => {
    await start();
    const { status, stdout } = await run("enable", "--yes");
    expect(status).toBe(0);
    expect(stdout).toContain("is enabled already: nothing to do");
    expect(writes()).toEqual([]);
  });

  test("is refused while an account is delegated administrator for AWS Backup, but not for another service", async () => {
    const administrator = (principal: string) => ({
      delegatedAdministrators: [{ accountId: accountId(0), servicePrincipals: [principal] }],
    });
    await start(administrator("backup.amazonaws.com"));
    const refused = await run("disable", "--yes");
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain(`Delegated administrator for AWS Backup: ${accountId(0)} (member-0).`);
    expect(refused.stdout).toContain("deregister-delegated-administrator");
    expect(writes()).toEqual([]);
    await double.stop();
    await start(administrator("ram.amazonaws.com"));
    expect((await run("disable", "--yes")).status).toBe(0);
  });

  test("is refused where it cannot be read whether it would break a delegated administrator", async () => {
    await start();
    double.faults.deny("organizations:ListDelegatedAdministrators");
    const { status, stdout } = await run("disable", "--yes", "--format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      change: "disable",
      result: "refused",
      refusals: [{ reason: "state-not-known" }],
    });
    expect(isOn()).toBe(true);
  });

  test("is refused for other accounts than the management account", async () => {
    await start({
      delegatedAdministrators: [{ accountId: accountId(0), servicePrincipals: ["ram.amazonaws.com"] }],
    });
    connect(double, accountId(0)).session.close();
    const { status, stdout } = await run("disable", "--yes");
    expect(status).toBe(1);
    expect(stdout).toContain("Only the management account (111111111111) can disable trusted access");
    expect(writes()).toEqual([]);
  });

  const ORGANIZATION = { mode: "managed", type: "aws_organizations_organization", name: "this" };

  test.each([
    [
      "a state file",
      {
        version: 4,
        resources: [
          {
            ...ORGANIZATION,
            module: "module.org",
            instances: [{ attributes: { aws_service_access_principals: [] } }],
          },
        ],
      },
      "module.org.aws_organizations_organization.this",
    ],
    [
      "a state as terraform show gives it",
      {
        format_version: "1.0",
        values: {
          root_module: {
            child_modules: [
              {
                resources: [
                  { ...ORGANIZATION, address: "module.a.aws_organizations_organization.this", values: {} },
                ],
              },
            ],
          },
        },
      },
      "module.a.aws_organizations_organization.this",
    ],
    [
      "a plan that would create it",
      {
        format_version: "1.2",
        planned_values: {
          root_module: {
            resources: [
              {
                mode: "managed",
                type: "aws_organizations_aws_service_access",
                address: "aws_organizations_aws_service_access.backup",
                values: { service_principal: "backup.amazonaws.com" },
              },
            ],
          },
        },
      },
      "aws_organizations_aws_service_access.backup",
    ],
  ])("is refused where %s shows that Terraform manages it", async (_name, content, address) => {
    await start();
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(content));
    const { status, stdout } = await run("disable", "--yes", "--state", file);
    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toContain(`Terraform manages trusted access: ${address}`);
    expect(writes()).toEqual([]);
  });

  test("goes on where Terraform only reads the organization, and stops at a file that is no state", async () => {
    await start();
    const file = join(folder, "state.json");
    writeFileSync(file, "{}");
    const wrong = await run("disable", "--yes", "--state", file);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("neither a Terraform state nor a plan in JSON");
    for (const resources of [{}, [null], [{}], [{ ...ORGANIZATION, instances: {} }]]) {
      writeFileSync(file, JSON.stringify({ version: 4, resources }));
      const unclear = await run("disable", "--yes", "--state", file);
      expect([unclear.status, unclear.stderr]).toEqual([1, expect.stringMatching(/is not |has no /)]);
    }
    writeFileSync(
      file,
      JSON.stringify({
        version: 4,
        resources: [{ ...ORGANIZATION, mode: "data", instances: [{ attributes: {} }] }],
      }),
    );
    expect((await run("disable", "--yes", "--state", file)).status).toBe(0);
  });

  test("that AWS refuses is an error, and nothing says that it is done", async () => {
    await start();
    double.faults.deny("organizations:DisableAWSServiceAccess");
    const { status, stdout, stderr } = await run("disable", "--yes");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("may not call organizations:DisableAWSServiceAccess");
  });

  test("has to be one that there is", async () => {
    await start();
    expect((await run("enabel")).stderr).toContain('Did you mean "enable"?');
  });
});

test("calls that change AWS stand in one file, which this command alone loads", async () => {
  await start();
  const live = join(__dirname, "..", "..", "src", "sources", "live");
  const sources = readdirSync(live, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const writing = sources.filter((file) =>
    readFileSync(join(live, file), "utf8")
      .replace(/ListAWSServiceAccess\w+/g, "")
      .includes("ServiceAccessCommand"),
  );
  expect(writing).toEqual(["trusted-access-write.ts"]);
  const commands = join(__dirname, "..", "..", "src", "cli", "commands");
  const loading = readdirSync(commands).filter((file) =>
    readFileSync(join(commands, file), "utf8").includes("trusted-access-write"),
  );
  expect(loading).toEqual(["trusted-access.ts"]);
});
