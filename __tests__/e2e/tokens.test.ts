import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BackupPolicy,
  BackupReporting,
  BackupServiceRole,
  BackupVault,
  useAwsProviderVersion,
} from "../../src/constructs";
import type { BackupPolicyProps, BackupReportingProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { App, TerraformStack, Token } from "../../src/constructs/framework";
import { DOCUMENT, MEANT, SOURCES } from "../constructs/support/token-sources";
import type { Meant } from "../constructs/support/token-sources";
import { AwsDouble } from "../support/aws-double/aws-double";
import { terraformProvider } from "../support/aws-double/client-configuration";
import { describeWithTerraform } from "../support/terraform";
import type { Terraform } from "../support/terraform";

/** Where a token stands, and what Terraform then plans. */
interface Place {
  readonly name: string;
  readonly meant: Meant;
  readonly add: (stack: TerraformStack, id: string, token: unknown) => void;
  readonly read: (own: readonly PlannedResource[]) => unknown;
  readonly planned: unknown;
}

interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The value of an attribute of the one resource of a type. */
function attribute(type: string, name: string): Place["read"] {
  return (own) => own.find((resource) => resource.type === type)?.values[name];
}

function policy(stack: TerraformStack, id: string, props: Partial<BackupPolicyProps>): void {
  new BackupPolicy(stack, id, { content: { plans: {} }, name: id, ...props });
}

/** One report, as short as can be. */
function reporting(stack: TerraformStack, id: string, props: Partial<BackupReportingProps>): void {
  const jobReports = ["BACKUP_JOB_REPORT"] as const;
  new BackupReporting(stack, id, {
    bucketName: "reports-of-backups",
    failedJobs: "none",
    jobReports,
    ...props,
  });
}

/** A place in the content of a policy. */
function inContent(name: string, meant: Meant, content: (token: unknown) => unknown, planned: object): Place {
  return {
    name,
    meant,
    add: (stack, id, token) => policy(stack, id, { content: content(token) as never }),
    read: (own) => JSON.parse(String(attribute("aws_organizations_policy", "content")(own))) as unknown,
    planned,
  };
}

function inTargets(meant: "target" | "targets", planned: readonly string[]): Place {
  return {
    name: meant,
    meant,
    add: (stack, id, token) =>
      policy(stack, id, { targets: (meant === "target" ? [token] : token) as never }),
    read: (own) =>
      own
        .filter(({ type }) => type === "aws_organizations_policy_attachment")
        .map(({ values }) => values.target_id),
    planned,
  };
}

/** A policy with something in one rule. */
function withRule(rule: object): object {
  return { plans: { p: { rules: { r: rule } } } };
}

function withTagValues(values: readonly unknown[]): object {
  return {
    plans: {
      p: {
        selections: { tags: { t: { tag_key: { "@@assign": "tier" }, tag_value: { "@@assign": values } } } },
      },
    },
  };
}

const PLACES: readonly Place[] = [
  inContent("whole-text", "document", (token) => token, DOCUMENT),
  inContent("whole-object", "object", (token) => token, DOCUMENT),
  inContent(
    "value",
    "text",
    (token) => withRule({ target_backup_vault_name: { "@@assign": token } }),
    withRule({ target_backup_vault_name: { "@@assign": "gold" } }),
  ),
  inContent(
    "number",
    "number",
    (token) => withRule({ lifecycle: { delete_after_days: { "@@assign": token } } }),
    withRule({ lifecycle: { delete_after_days: { "@@assign": 35 } } }),
  ),
  inContent("list", "list", (token) => ({ plans: { p: { regions: { "@@assign": token } } } }), {
    plans: { p: { regions: { "@@assign": MEANT.list } } },
  }),
  inContent(
    "list-item",
    "text",
    (token) => withTagValues(["bronze", token]),
    withTagValues(["bronze", "gold"]),
  ),
  inContent(
    "part-of-a-text",
    "text",
    (token) => withRule({ target_backup_vault_name: { "@@assign": `Vault-${Token.asString(token)}-1` } }),
    withRule({ target_backup_vault_name: { "@@assign": "Vault-gold-1" } }),
  ),
  inContent("key", "text", (token) => ({ plans: { [Token.asString(token)]: {} } }), { plans: { gold: {} } }),
  inContent(
    "in-json-text",
    "text",
    (token) => JSON.stringify(withRule({ target_backup_vault_name: { "@@assign": Token.asString(token) } })),
    withRule({ target_backup_vault_name: { "@@assign": "gold" } }),
  ),
  {
    name: "policy-name",
    meant: "text",
    // AWS allows one policy of a name.
    add: (stack, id, token) => policy(stack, id, { name: `${Token.asString(token)}:${id}` }),
    read: (own) => String(attribute("aws_organizations_policy", "name")(own)).split(":")[0],
    planned: "gold",
  },
  {
    name: "description",
    meant: "text",
    add: (stack, id, token) => policy(stack, id, { description: Token.asString(token) }),
    read: attribute("aws_organizations_policy", "description"),
    planned: "gold",
  },
  inTargets("target", [MEANT.target]),
  inTargets("targets", MEANT.targets),
  {
    name: "vault-name",
    meant: "text",
    add: (stack, id, token) => new BackupVault(stack, id, { vaultName: Token.asString(token) }),
    read: attribute("aws_backup_vault", "name"),
    planned: "gold",
  },
  {
    name: "vault-lock",
    meant: "number",
    add: (stack, id, token) =>
      new BackupVault(stack, id, {
        lock: { mode: "governance", minRetentionDays: Token.asNumber(token) },
      }),
    read: attribute("aws_backup_vault_lock_configuration", "min_retention_days"),
    planned: 35,
  },
  {
    name: "vault-tag",
    meant: "text",
    add: (stack, id, token) =>
      new BackupVault(stack, id, { tags: { tier: Token.asString(token), owner: "storage" } }),
    read: attribute("aws_backup_vault", "tags"),
    planned: { tier: "gold", owner: "storage" },
  },
  {
    name: "role-name",
    meant: "text",
    add: (stack, id, token) =>
      new BackupServiceRole(stack, id, { roleName: `backup-${Token.asString(token)}` }),
    read: attribute("aws_iam_role", "name"),
    planned: "backup-gold",
  },
  {
    name: "bucket-name",
    meant: "text",
    add: (stack, id, token) => reporting(stack, id, { bucketName: `reports-${Token.asString(token)}` }),
    read: attribute("aws_s3_bucket", "bucket"),
    planned: "reports-gold",
  },
  {
    name: "report-prefix",
    meant: "text",
    add: (stack, id, token) => reporting(stack, id, { namePrefix: Token.asString(token) }),
    read: attribute("aws_backup_report_plan", "name"),
    planned: "gold_backup_job_report",
  },
  {
    name: "report-regions",
    meant: "list",
    add: (stack, id, token) => reporting(stack, id, { regions: Token.asList(token) }),
    read: (own) =>
      (
        attribute("aws_backup_report_plan", "report_setting")(own) as readonly [{ readonly regions: unknown }]
      )[0].regions,
    planned: MEANT.list,
  },
];

const cells = Object.entries(SOURCES).flatMap(([source, make], index) =>
  PLACES.map((place) => ({ source, make, place, id: `s${index}-${place.name}` })),
);

const MANAGEMENT = "111111111111";

let folder: string;

/** Everything in one stack: `terraform validate` and one plan answer for all cells. */
async function plan(terraform: Terraform, double: AwsDouble): Promise<readonly PlannedResource[]> {
  const app = new App({ outdir: join(folder, "out") });
  const stack = new TerraformStack(app, "tokens");
  const provider = terraformProvider(double.endpoint, double.credentialsFor(MANAGEMENT));
  const aws = new AwsProvider(stack, "aws", { region: "eu-central-1" });
  for (const [name, value] of Object.entries(provider)) {
    aws.addOverride(name, value);
  }
  useAwsProviderVersion(stack, terraform.awsProviderVersion);
  for (const { make, place, id } of cells) {
    const token = make(stack, `token-${id}`, place.meant);
    if (token !== undefined) {
      place.add(stack, id, token);
    }
  }
  app.synth();
  const directory = join(folder, "out", "stacks", "tokens");
  mkdirSync(join(directory, "module"), { recursive: true });
  const outputs = Object.entries(MEANT);
  const module = { output: Object.fromEntries(outputs.map(([name, value]) => [name, { value }])) };
  writeFileSync(join(directory, "module", "main.tf.json"), JSON.stringify(module));
  const state = {
    version: 4,
    terraform_version: terraform.version,
    serial: 1,
    lineage: "x",
    outputs: Object.fromEntries(outputs.map(([name, value]) => [name, { value, type: typeOf(value) }])),
    resources: [],
  };
  writeFileSync(join(directory, "other.tfstate"), JSON.stringify(state));
  await terraform.mustRun(directory, ["init", "-no-color"]);
  const { stdout } = await terraform.mustRun(directory, ["validate", "-no-color"]);
  expect(stdout.trim()).toBe("Success! The configuration is valid.");
  await terraform.mustRun(directory, ["plan", "-no-color", "-refresh=false", "-out=plan.bin"]);
  const shown = await terraform.mustRun(directory, ["show", "-json", "plan.bin"]);
  const { planned_values: planned } = JSON.parse(shown.stdout) as {
    readonly planned_values: { readonly root_module: { readonly resources: readonly PlannedResource[] } };
  };
  return planned.root_module.resources;
}

/** A type as state files spell it. */
function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return ["tuple", value.map(typeOf)];
  }
  if (typeof value === "object" && value !== null) {
    return ["object", Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeOf(inner)]))];
  }
  return typeof value;
}

describeWithTerraform("a token in a construct", (terraform) => {
  let planned: readonly PlannedResource[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tokens-"));
    const double = await AwsDouble.start({
      seed: {
        organization: { id: "o-exampleorgid", managementAccountId: MANAGEMENT },
        root: { id: "r-abcd" },
      },
    });
    try {
      planned = await plan(terraform, double);
    } finally {
      await double.stop();
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(cells.map((cell) => [cell.source, cell.place.name, cell] as const))(
    "%s as %s is what Terraform plans",
    (_source, _place, { make, place, id }) => {
      const stack = new TerraformStack(new App({ outdir: folder }), "probe");
      if (make(stack, "token", place.meant) === undefined) {
        return;
      }
      const prefix = `${id}_`;
      const own = planned.filter(({ name }) => name.startsWith(prefix));
      expect(place.read(own)).toEqual(place.planned);
    },
  );
});
