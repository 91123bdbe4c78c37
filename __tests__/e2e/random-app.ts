import { TerraformIterator, TerraformVariable } from "cdktf";
import {
  BackupDelegation,
  BackupPolicy,
  BackupReporting,
  BackupServiceRole,
  BackupSettings,
  BackupVault,
  MemberAccountFoundation,
  OrganizationBackupAccess,
  OrganizationalUnits,
  useAwsProviderVersion,
} from "../../src/constructs";
import type { BackupPolicyProps } from "../../src/constructs";
import { AwsProvider, SnsTopic } from "../../src/constructs/aws-bindings";
import { App, Fn, Lazy, TerraformStack, Token } from "../../src/constructs/framework";
import { backupPolicy, days } from "../../src/policy/author";

/** Numbers from 0 up to a limit, the same for the same seed. */
export type Choose = (limit: number) => number;

export function choices(seed: number): Choose {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** What an app is made of, beside the choices. */
export interface RandomApp {
  readonly outdir: string;
  readonly seed: number;
  readonly providerVersion: string;
  /** Adds tokens and resources that have nothing to do with the rest, between the constructs. */
  readonly withUnrelated: boolean;
}

interface Stacks {
  readonly access: TerraformStack;
  readonly foundation: TerraformStack;
  readonly policies: TerraformStack;
}

/** Writes an app of constructs, targets, tokens and stacks in any order. */
export function synthesizeRandomApp({ outdir, seed, providerVersion, withUnrelated }: RandomApp): void {
  const choose = choices(seed);
  const app = new App({ outdir });
  const stacks = chooseStacks(app, choose, providerVersion);
  let count = 0;
  const unrelated = (): void => {
    if (withUnrelated) {
      count += 1;
      Token.asString({ resolve: () => "x", creationStack: [], toString: () => "x" });
      const stack = [stacks.access, stacks.foundation, stacks.policies][count % 3]!;
      new SnsTopic(stack, `unrelated-${count}`, { name: `unrelated-${count}` });
      // Reading the value uses one more of CDKTF's token numbers.
      Token.isUnresolved(
        new TerraformVariable(stack, `unrelated-variable-${count}`, { default: "" }).stringValue,
      );
    }
  };
  new OrganizationBackupAccess(stacks.access, "access");
  const units = new OrganizationalUnits(stacks.access, "units", {
    parent: "r-abcd",
    units: { Production: { units: { Payments: {} } }, "Test & Trial": {} },
  });
  const parts = shuffled(choose, [...foundationParts(stacks, choose), ...policyParts(stacks, choose, units)]);
  for (const part of parts) {
    unrelated();
    part();
  }
  unrelated();
  app.synth();
}

function chooseStacks(app: App, choose: Choose, providerVersion: string): Stacks {
  const alias = choose(3) === 0 ? { alias: "only" } : {};
  const create = (id: string): TerraformStack => {
    const stack = new TerraformStack(app, id);
    useAwsProviderVersion(stack, providerVersion);
    new AwsProvider(stack, "aws", { region: "eu-central-1", ...alias });
    return stack;
  };
  if (choose(2) === 0) {
    const only = create("everything");
    return { access: only, foundation: only, policies: only };
  }
  return { access: create("access"), foundation: create("foundation"), policies: create("policies") };
}

type Part = () => unknown;

function foundationParts({ access, foundation }: Stacks, choose: Choose): readonly Part[] {
  const all: readonly Part[] = [
    () =>
      new BackupSettings(access, "settings", {
        global: { crossAccountBackup: choose(2) === 0 },
        regions: { "eu-central-1": { optIn: { EBS: true } } },
      }),
    () => new BackupDelegation(access, "delegation", { accountId: "222222222222" }),
    () => new BackupVault(foundation, "Central", choose(2) === 0 ? {} : { lock: { mode: "governance" } }),
    () =>
      new BackupServiceRole(foundation, "role", {
        roleName: "CentralRole",
        lifecycle: { preventDestroy: true },
      }),
    () => new BackupReporting(foundation, "reports", { bucketName: "example-reports-of-backups" }),
    () =>
      new MemberAccountFoundation(foundation, "members", {
        targets: ["r-abcd"],
        regions: ["eu-central-1"],
        vaults: [{ name: "Members" }],
        managementAccount: "none",
      }),
  ];
  return all.filter(() => choose(2) === 0);
}

function policyParts({ policies }: Stacks, choose: Choose, units: OrganizationalUnits): readonly Part[] {
  return Array.from({ length: 1 + choose(6) }, (_, index): Part => {
    const contents = choose(6);
    const targets = shuffled(choose, [0, 1, 2, 3, 4, 5, 6]).slice(0, choose(5));
    const name = `policy-${index}`;
    return () => {
      const variable = new TerraformVariable(policies, `${name}-variable`, { type: "string", default: "35" });
      const list = new TerraformVariable(policies, `${name}-list`, { type: "list(string)", default: [] });
      const all: NonNullable<Extract<BackupPolicyProps["targets"], readonly unknown[]>> = [
        "r-abcd",
        "ou-abcd-11111111",
        "222222222222",
        units.unit("Production/Payments"),
        variable.stringValue,
        Fn.element(list.listValue, 0) as string,
        TerraformIterator.fromList(list.listValue),
      ];
      new BackupPolicy(policies, name, {
        content: contentOf(contents, name, variable),
        targets: targets.map((at) => all[at]!),
        ...(choose(2) === 0 ? {} : { skipDestroy: true }),
      });
    };
  });
}

function contentOf(kind: number, name: string, variable: TerraformVariable): BackupPolicyProps["content"] {
  const lifecycle = (value: unknown): object => ({
    plans: { [name]: { rules: { r: { lifecycle: { delete_after_days: { "@@assign": value } } } } } },
  });
  const forms: readonly BackupPolicyProps["content"][] = [
    backupPolicy({ plans: { [name]: { rules: { r: { lifecycle: { deleteAfterDays: days(35) } } } } } }),
    backupPolicy({ plans: { [name]: { rules: { r: { targetBackupVaultName: variable.stringValue } } } } }),
    lifecycle(variable.numberValue) as never,
    JSON.stringify(lifecycle("35")),
    lifecycle(Lazy.stringValue({ produce: () => "35" })) as never,
    variable.stringValue,
  ];
  return forms[kind]!;
}

function shuffled<Item>(choose: Choose, items: readonly Item[]): readonly Item[] {
  const rest = [...items];
  return items.map(() => rest.splice(choose(rest.length), 1)[0]!);
}
