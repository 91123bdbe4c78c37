import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BackupPolicy, useAwsProviderVersion } from "../../src/constructs";
import type { BackupPolicyProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { App, TerraformStack, Token } from "../../src/constructs/framework";
import { DOCUMENT, MEANT, SOURCES } from "../constructs/support/token-sources";
import type { Meant } from "../constructs/support/token-sources";
import { describeWithTerraform } from "../support/terraform";
import type { Terraform } from "../support/terraform";

/** Where a token stands, and what Terraform then plans. */
interface Place {
  readonly name: string;
  readonly meant: Meant;
  readonly props: (token: unknown) => Partial<BackupPolicyProps>;
  readonly planned: Planned;
}

interface Planned {
  readonly content?: unknown;
  readonly name?: string;
  readonly description?: string;
  readonly targets?: readonly string[];
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

const content = (value: unknown): Partial<BackupPolicyProps> => ({ content: value as never });

const PLACES: readonly Place[] = [
  { name: "whole-text", meant: "document", props: content, planned: { content: DOCUMENT } },
  { name: "whole-object", meant: "object", props: content, planned: { content: DOCUMENT } },
  {
    name: "value",
    meant: "text",
    props: (token) => content(withRule({ target_backup_vault_name: { "@@assign": token } })),
    planned: { content: withRule({ target_backup_vault_name: { "@@assign": "gold" } }) },
  },
  {
    name: "number",
    meant: "number",
    props: (token) => content(withRule({ lifecycle: { delete_after_days: { "@@assign": token } } })),
    planned: { content: withRule({ lifecycle: { delete_after_days: { "@@assign": 35 } } }) },
  },
  {
    name: "list",
    meant: "list",
    props: (token) => content({ plans: { p: { regions: { "@@assign": token } } } }),
    planned: { content: { plans: { p: { regions: { "@@assign": MEANT.list } } } } },
  },
  {
    name: "list-item",
    meant: "text",
    props: (token) => content(withTagValues(["bronze", token])),
    planned: { content: withTagValues(["bronze", "gold"]) },
  },
  {
    name: "part-of-a-text",
    meant: "text",
    props: (token) =>
      content(withRule({ target_backup_vault_name: { "@@assign": `Vault-${Token.asString(token)}-1` } })),
    planned: { content: withRule({ target_backup_vault_name: { "@@assign": "Vault-gold-1" } }) },
  },
  {
    name: "key",
    meant: "text",
    props: (token) => content({ plans: { [Token.asString(token)]: {} } }),
    planned: { content: { plans: { gold: {} } } },
  },
  {
    name: "in-json-text",
    meant: "text",
    props: (token) =>
      content(JSON.stringify(withRule({ target_backup_vault_name: { "@@assign": Token.asString(token) } }))),
    planned: { content: withRule({ target_backup_vault_name: { "@@assign": "gold" } }) },
  },
  {
    name: "policy-name",
    meant: "text",
    props: (token) => ({ name: `${Token.asString(token)}-SOURCE` }),
    planned: { name: "gold-SOURCE" },
  },
  {
    name: "description",
    meant: "text",
    props: (token) => ({ description: Token.asString(token) }),
    planned: { description: "gold" },
  },
  {
    name: "target",
    meant: "target",
    props: (token) => ({ targets: [token as never] }),
    planned: { targets: [MEANT.target] },
  },
  {
    name: "targets",
    meant: "targets",
    props: (token) => ({ targets: token as never }),
    planned: { targets: MEANT.targets },
  },
];

const cells = Object.entries(SOURCES).flatMap(([source, make], index) =>
  PLACES.map((place) => ({ source, make, place, id: `s${index}-${place.name}` })),
);

interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

let folder: string;

/** Everything in one stack: `terraform validate` and one plan answer for all cells. */
async function plan(terraform: Terraform): Promise<readonly PlannedResource[]> {
  const app = new App({ outdir: join(folder, "out") });
  const stack = new TerraformStack(app, "tokens");
  new AwsProvider(stack, "aws", {
    region: "eu-central-1",
    accessKey: "x",
    secretKey: "x",
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    skipMetadataApiCheck: "true",
  });
  useAwsProviderVersion(stack, terraform.awsProviderVersion);
  for (const { make, place, id } of cells) {
    const token = make(stack, `token-${id}`, place.meant);
    if (token !== undefined) {
      const props = place.props(token);
      const name = props.name?.replace("SOURCE", id) ?? id;
      new BackupPolicy(stack, id, { content: { plans: {} }, ...props, name });
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

describeWithTerraform("a token in a backup policy", (terraform) => {
  let planned: readonly PlannedResource[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tokens-"));
    planned = await plan(terraform);
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
      const policy = own.find(({ type }) => type === "aws_organizations_policy")?.values;
      const targets = own
        .filter(({ type }) => type === "aws_organizations_policy_attachment")
        .map(({ values }) => values.target_id);
      const expected = place.planned;
      expect({
        ...(expected.content === undefined ? {} : { content: JSON.parse(policy?.content ?? "") as unknown }),
        ...(expected.name === undefined ? {} : { name: policy?.name?.replace(id, "SOURCE") }),
        ...(expected.description === undefined ? {} : { description: policy?.description }),
        ...(expected.targets === undefined ? {} : { targets }),
      }).toEqual(expected);
    },
  );
});
