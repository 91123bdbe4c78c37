import { App, TerraformStack } from "cdktf";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as constructs from "../../src/constructs";
import { OrgBackupError } from "../../src/org-backup-error";
import { HOSTILE } from "../arguments/hostile-values";

type AnyFunction = (...given: readonly unknown[]) => unknown;

const CONTENT = { plans: {} };

const outdir = mkdtempSync(join(tmpdir(), "arguments-"));

function newApp(): App {
  return new App({ outdir });
}

function stack(): TerraformStack {
  return new TerraformStack(newApp(), "stack");
}

/** Properties with which each construct works. */
const PROPS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  BackupDelegation: { accountId: "222222222222", monitoring: true, existing: { administrator: true } },
  BackupOrganization: {
    organization: "stacks/organization.yaml",
    at: new Date("2026-01-15T10:00:00Z"),
    owner: "app",
    acknowledge: [],
    existing: {},
  },
  BackupPolicy: {
    name: "baseline",
    content: CONTENT,
    description: "x",
    tags: { a: "b" },
    targets: ["r-nw01"],
  },
  BackupReporting: { bucketName: "reports-of-backups", namePrefix: "organization" },
  BackupServiceRole: { roleName: "BackupRole" },
  BackupSettings: { global: { crossAccountBackup: true } },
  BackupVault: { vaultName: "Central", lock: { mode: "governance", minRetentionDays: 1 } },
  MemberAccountFoundation: {
    regions: ["us-east-1"],
    vaults: [{ name: "Central" }],
    targets: ["ou-nw01-11111111"],
    managementAccount: "none",
  },
  OrganizationalUnits: { parent: "r-nw01", units: { Production: {} } },
  OrganizationBackupAccess: { mode: "verify" },
};

const TABLE: Readonly<
  Record<string, () => { readonly call: AnyFunction; readonly given: readonly unknown[] }>
> = {
  ...Object.fromEntries(
    Object.entries(PROPS).map(([name, props]) => [
      `new ${name}`,
      () => ({
        call: (...given) =>
          Reflect.construct(
            (constructs as unknown as Readonly<Record<string, new () => object>>)[name]!,
            given,
          ) as object,
        given: [stack(), "construct", props],
      }),
    ]),
  ),
  useAwsProviderVersion: () => ({
    call: constructs.useAwsProviderVersion as AnyFunction,
    given: [stack(), "~> 6.60"],
  }),
  useStateBackend: () => ({
    call: constructs.useStateBackend as AnyFunction,
    given: [stack(), { kind: "s3", bucket: "states", region: "us-east-1" }],
  }),
  "BackupPolicy.attachTo": () => {
    const policy = new constructs.BackupPolicy(stack(), "policy", { content: CONTENT });
    return { call: (target) => policy.attachTo(target as string), given: ["r-nw01"] };
  },
  "OrganizationalUnits.unit": () => {
    const units = new constructs.OrganizationalUnits(stack(), "units", {
      parent: "r-nw01",
      units: { Production: {} },
    });
    return { call: (path) => units.unit(path as string), given: ["Production"] };
  },
  "OrganizationBackupAccess.addServicePrincipal": () => {
    const access = new constructs.OrganizationBackupAccess(stack(), "access");
    return {
      call: (principal) => access.addServicePrincipal(principal as string),
      given: ["ram.amazonaws.com"],
    };
  },
};

function outcome(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("The constructs", () => {
  it("are all in the table of this test", () => {
    const names = Object.keys(constructs).map((name) => (/^[A-Z]/.test(name) ? `new ${name}` : name));
    expect(names.filter((name) => TABLE[name] === undefined)).toEqual([]);
  });

  it.each(Object.keys(TABLE))("%s works with valid arguments", (name) => {
    const { call, given } = TABLE[name]!();
    expect(outcome(() => call(...given))).toBeUndefined();
  });

  it.each(Object.keys(TABLE))(
    "%s fails with an OrgBackupError only, whatever stands in place of an argument",
    (name) => {
      const failures: unknown[] = [];
      for (const [what, instead] of Object.entries(HOSTILE)) {
        const { given: model } = TABLE[name]!();
        const members = Object.keys(PROPS[name.replace("new ", "")] ?? {});
        const places: readonly (readonly [number, string | undefined])[] = [
          ...model.map((_, index) => [index, undefined] as const),
          ...members.map((member) => [2, member] as const),
        ];
        for (const [index, member] of places) {
          const { call, given } = TABLE[name]!();
          const value = member === undefined ? instead : { ...(given[index] as object), [member]: instead };
          const error = outcome(() => call(...given.with(index, value)));
          if (error !== undefined && !(error instanceof OrgBackupError)) {
            failures.push([index, member, what, error]);
          } else if (error !== undefined && process.env.SAY) {
            console.log(`${name}: ${index} ${member} = ${what}: ${(error as Error).message} | ${error.hint}`);
          }
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it("say which id is taken, and that a construct needs a stack", () => {
    const scope = stack();
    new constructs.BackupVault(scope, "ab");
    expect(outcome(() => new constructs.BackupVault(scope, "ab"))).toMatchObject({
      name: "OrgBackupError",
      message: 'new BackupVault: stack has a construct with the id "ab" already.',
    });
    expect(outcome(() => new constructs.BackupVault(newApp(), "x"))).toMatchObject({
      name: "OrgBackupError",
      message: "new BackupVault: The app is outside of a stack.",
      hint: "Create the construct in a TerraformStack.",
    });
  });
});
