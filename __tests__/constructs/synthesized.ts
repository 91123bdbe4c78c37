import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { BackupOrganization } from "../../src/constructs";
import type { BackupOrganizationProps } from "../../src/constructs";
import { App, TerraformStack } from "../../src/constructs/framework";
import { OrgBackupError } from "../../src/org-backup-error";
import { Organization } from "../../src/organization/organization";
import type { OrganizationData } from "../../src/organization/model";

/** A block of synthesized JSON, without its metadata. */
export type Block = Readonly<Record<string, unknown>>;

/** The time of every synthesis in these tests. */
export const AT = new Date("2026-06-01T12:00:00Z");

export function newApp(): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), "synthesized-")) });
}

/** A stack with a provider in eu-central-1. */
export function newStack(app: App = newApp(), id = "stack"): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  return stack;
}

/** An app for an organization: Root with Workloads/Production, Workloads/Staging and Sandbox. */
export function appFor(
  props: Partial<BackupOrganizationProps> & { readonly data?: Partial<OrganizationData> } = {},
): App {
  const app = newApp();
  const { data, ...others } = props;
  new BackupOrganization(app, "backup-organization", { organization: organization(data), at: AT, ...others });
  return app;
}

export function organization(data: Partial<OrganizationData> = {}): Organization {
  const result = Organization.create({
    settings: {
      id: "o-exampleorgid",
      managementAccountId: "111111111111",
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com", "ram.amazonaws.com"],
    },
    root: { id: "r-abcd", name: "Root" },
    organizationalUnits: [
      { id: "ou-abcd-workload", name: "Workloads", parentId: "r-abcd" },
      { id: "ou-abcd-producti", name: "Production", parentId: "ou-abcd-workload" },
      { id: "ou-abcd-staging0", name: "Staging", parentId: "ou-abcd-workload" },
      { id: "ou-abcd-sandbox0", name: "Sandbox", parentId: "r-abcd" },
    ],
    accounts: [
      { id: "111111111111", name: "management", parentId: "r-abcd", state: "ACTIVE" },
      { id: "222222222222", name: "orders", parentId: "ou-abcd-producti", state: "ACTIVE" },
      { id: "333333333333", name: "orders-staging", parentId: "ou-abcd-staging0", state: "ACTIVE" },
      { id: "444444444444", name: "anna", parentId: "ou-abcd-sandbox0", state: "ACTIVE" },
    ],
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
    ...data,
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join(" "));
  }
  return result.organization;
}

/** Synthesizes the whole app and returns what Terraform reads of one stack. */
export function synthesized(stack: TerraformStack): Synthesized {
  const app = App.of(stack);
  app.synth();
  return new Synthesized(app.outdir, stack.node.id);
}

export class Synthesized {
  readonly json: Block;

  constructor(
    readonly outdir: string,
    stack: string,
  ) {
    this.json = JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as Block;
  }

  /** The resources of a type by name, in the order of their names. */
  resources(type: string): readonly Block[] {
    return blocksOf(this.json.resource, type);
  }

  data(type: string): readonly Block[] {
    return blocksOf(this.json.data, type);
  }

  /** The only resource of a type. */
  resource(type: string): Block {
    const [only, ...others] = this.resources(type);
    if (only === undefined || others.length > 0) {
      throw new Error(`There are ${others.length + (only === undefined ? 0 : 1)} resources ${type}.`);
    }
    return only;
  }

  get types(): readonly string[] {
    return Object.keys(this.json.resource ?? {}).sort();
  }

  /** The review that the synthesis writes beside the manifest. */
  review(): { readonly findings: readonly (Block & { readonly rule: string })[] } & Block {
    return JSON.parse(readFileSync(join(this.outdir, "backup-review.json"), "utf8")) as ReturnType<
      Synthesized["review"]
    >;
  }
}

/** The stacks that are applied before each stack. */
export function dependencies(outdir: string): Readonly<Record<string, readonly string[]>> {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
  };
  return Object.fromEntries(
    Object.entries(manifest.stacks).map(([name, stack]) => [name, stack.dependencies]),
  );
}

/** What an app says when it refuses to be synthesized. */
export function refusal(stack: TerraformStack): string {
  const app = App.of(stack);
  try {
    app.synth();
  } catch (error) {
    expect(existsSync(join(app.outdir, "manifest.json"))).toBe(false);
    return (error as Error).message;
  }
  throw new Error("The app was synthesized.");
}

/** What a construct throws. */
export function errorOf(construct: () => unknown): OrgBackupError {
  try {
    construct();
  } catch (error) {
    if (error instanceof OrgBackupError) {
      return error;
    }
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** A complete policy with one plan. */
export function planPolicy(
  name = "daily",
  overrides: Block = {},
): { readonly plans: Readonly<Record<string, never>> } {
  return {
    plans: {
      [name]: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: {
          nightly: {
            schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
            target_backup_vault_name: { "@@assign": "Vault" },
            lifecycle: { delete_after_days: { "@@assign": "35" } },
            ...overrides,
          },
        },
        selections: {
          tags: {
            all: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupRole" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["daily"] },
            },
          },
        },
      } as never,
    },
  };
}

/** An object without some of its keys. */
export function without<Type extends object, Key extends keyof Type>(
  object: Type,
  ...keys: readonly Key[]
): Omit<Type, Key> {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as Omit<Type, Key>;
}

function blocksOf(section: unknown, type: string): readonly Block[] {
  const named = ((section ?? {}) as Readonly<Record<string, Readonly<Record<string, Block>>>>)[type] ?? {};
  return Object.keys(named)
    .sort()
    .map((name) => {
      return without(named[name]!, "//");
    });
}
