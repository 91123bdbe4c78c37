import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  BackupOrganization,
  BackupPolicy,
  BackupServiceRole,
  BackupVault,
  MemberAccountFoundation,
  OrganizationBackupAccess,
  OrganizationalUnits,
} from "../../src/constructs";
import type { BackupOrganizationProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { App, Fn, Token } from "../../src/constructs/framework";
import type { TerraformStack } from "../../src/constructs/framework";
import type { OrganizationData } from "../../src/organization/model";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { writeFileSync } from "node:fs";
import { appFor, errorOf, newStack, organization, planPolicy, refusal, synthesized } from "./synthesized";

const existing = { roles: [{ role: "BackupRole" }], vaults: [{ vaultName: "Vault" }] };

/** A policy with this content on Root, in an app where its role and vault exist. */
function stackWith(
  content: object,
  props: Partial<BackupOrganizationProps> & { data?: Partial<OrganizationData> } = {},
): TerraformStack {
  const stack = newStack(appFor({ existing, ...props }), "policies");
  new BackupPolicy(stack, "daily", { content: content as never, targets: ["Root"] });
  return stack;
}

const continuous = {
  plans: {
    daily: {
      rules: {
        nightly: {
          enable_continuous_backup: { "@@assign": "true" },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
        },
      },
    },
  },
};

/** A retention of 90 days above continuous backup: AWS withholds the merged policy of Production. */
function withheldStack(props: Partial<BackupOrganizationProps> = {}): TerraformStack {
  const locked = { "@@assign": "90", "@@operators_allowed_for_child_policies": ["@@none"] };
  const stack = stackWith(planPolicy("daily", { lifecycle: { delete_after_days: locked } }), props);
  new BackupPolicy(stack, "team", { content: continuous, targets: ["Root/Workloads/Production"] });
  return stack;
}

describe("the synthesis fails", () => {
  it("where AWS would refuse a policy, with the construct, the place and the reason", () => {
    const message = refusal(
      stackWith(planPolicy("daily", { start_backup_window_minutes: { "@@assign": "30" } })),
    );
    expect(message).toContain('policies/daily: "daily": ');
    expect(message).toContain("plans/daily/rules/nightly/start_backup_window_minutes");
    expect(message).toContain("[policy-refused]");
  });

  it("where a policy is too large, counted as AWS counts it", () => {
    const tags = Object.fromEntries(
      Array.from({ length: 300 }, (_item, index) => [
        `selection${index}`,
        { tag_key: { "@@assign": "backup" }, tag_value: { "@@assign": ["daily"] } },
      ]),
    );
    const message = refusal(stackWith({ plans: { daily: { selections: { tags } } } }));
    expect(message).toContain('policies/daily: "daily": ');
    expect(message).toMatch(/10,?000/);
  });

  it("where AWS would withhold a merged policy, with accounts and policies", () => {
    const message = refusal(withheldStack());
    expect(message).toContain("policies/team: AWS withholds the merged policy: CROSS_ATTRIBUTE_VALIDATION, ");
    expect(message).toContain("Root/Workloads/Production/orders) Fix every error listed.");
  });

  it("before any stack is written, with everything that is wrong", () => {
    const stack = withheldStack();
    new BackupPolicy(stack, "wrong", {
      content: { plans: {}, other: {} } as never,
      targets: ["Root/Sandbox"],
    });
    const message = refusal(stack);
    expect(message).toContain("[account-withheld]");
    expect(message).toContain("[policy-refused]");
    expect(existsSync(join(App.of(stack).outdir, "stacks", "policies", "cdk.tf.json"))).toBe(false);
    expect(existsSync(join(App.of(stack).outdir, "backup-review.json"))).toBe(true);
  });

  it("where a target has more policies than AWS allows", () => {
    const stack = newStack(appFor({ existing }));
    for (let index = 0; index < 11; index += 1) {
      new BackupPolicy(stack, `p${index}`, { content: planPolicy(`p${index}`), targets: ["Root/Sandbox"] });
    }
    expect(refusal(stack)).toContain("Root/Sandbox: 11 ");
  });

  it("where the policy type is not enabled and the app does not enable it", () => {
    const data = {
      settings: { id: "o-exampleorgid", managementAccountId: "111111111111", enabledPolicyTypes: [] },
    };
    expect(refusal(stackWith(planPolicy(), { data }))).toContain(
      "The policy type BACKUP_POLICY is not enabled",
    );
    const adopting = stackWith(planPolicy(), { data });
    new OrganizationBackupAccess(adopting, "access", { mode: "adopt" });
    expect(() => synthesized(adopting)).not.toThrow();
  });

  it("not where accounts are withheld by policies that the code has no part in", () => {
    const data = {
      policies: [
        {
          id: "p-aaaaaaaa",
          name: "foreign",
          content: {
            kind: "known",
            value: {
              plans: {
                foreign: {},
                bad: { rules: { r: { target_backup_vault_name: { "@@assign": "V" } } } },
              },
            },
          },
        },
      ],
      attachments: [{ targetId: "ou-abcd-sandbox0", policyIds: ["p-aaaaaaaa"], order: "known" }],
    } as const;
    const stack = newStack(appFor({ existing, data }), "policies");
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["Root/Workloads"] });
    expect(synthesized(stack).review().findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: "account-withheld", severity: "warning" }) as never,
      ]),
    );
  });

  it("not without an organization, where only documents can be judged", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["r-abcd"] });
    expect(() => synthesized(stack)).not.toThrow();
    new BackupPolicy(stack, "wrong", { content: { plans: { a: { regions: ["eu-west-1"] } } } });
    expect(() => synthesized(stack)).toThrow('stack/wrong: "wrong": ');
  });
});

describe("an acknowledgement", () => {
  it.each([
    [["111111111111"], "acknowledge.0.accounts"],
    ["zzz", "acknowledge.0.accounts"],
    [{ nmaes: ["bad"] }, "nmaes"],
    [{ names: "bad" }, "acknowledge.0.accounts.names"],
  ])("for accounts %j is refused: it would accept the finding everywhere", (accounts, place) => {
    const wrong = { rule: "account-withheld", reason: "Known", accounts: accounts as never };
    expect(() => withheldStack({ acknowledge: [wrong] })).toThrow(place);
  });

  const accepted = { rule: "account-withheld", reason: "Known, ticket 4711" } as const;

  it("accepts a finding, which stays in the plan with the reason", () => {
    const found = synthesized(withheldStack({ acknowledge: [accepted] })).review().findings;
    expect(found.find(({ rule }) => rule === "account-withheld")).toMatchObject({
      severity: "error",
      acknowledged: { reason: "Known, ticket 4711", where: "backup-organization" },
    });
  });

  it.each([
    ["another policy", { policies: ["daily-of-others"] }],
    ["other accounts", { accounts: { names: ["444444444444"] } }],
    ["days that are over", { expires: "2026-05-31" }],
  ])("of %s accepts nothing", (_what, filter) => {
    expect(refusal(withheldStack({ acknowledge: [{ ...accepted, ...filter }] }))).toContain(
      "[account-withheld]",
    );
  });

  it.each([
    ["one of the policies", { policies: ["team"] }],
    ["all of the accounts", { accounts: { names: ["222222222222", "orders-staging"] } }],
    ["a last day that is not over", { expires: "2026-06-01" }],
  ])("of %s accepts", (_what, filter) => {
    expect(() => synthesized(withheldStack({ acknowledge: [{ ...accepted, ...filter }] }))).not.toThrow();
  });

  it("that accepts nothing any more is reported", () => {
    const { findings } = synthesized(stackWith(planPolicy(), { acknowledge: [accepted] })).review();
    expect(findings).toEqual([
      expect.objectContaining({
        rule: "acknowledgement-unused",
        severity: "warning",
        position: { where: "backup-organization" },
      }) as never,
    ]);
  });
});

describe("roles and vaults that policies name", () => {
  const regions = ["eu-central-1"];

  /** A foundation and a policy on Root; the policy names BackupRole and Vault in eu-central-1. */
  function stackOf(
    role: object | "none",
    vaults: readonly object[],
    others: {
      readonly targets?: readonly string[];
      readonly managementAccount?: "none";
      readonly content?: object;
    } = {},
  ): TerraformStack {
    const { content = planPolicy(), ...rest } = others;
    const stack = newStack(appFor(), "stack");
    new MemberAccountFoundation(stack, "foundation", {
      role: role,
      vaults: vaults as never,
      regions,
      ...rest,
    });
    new BackupPolicy(stack, "daily", { content: content as never, targets: ["Root"] });
    return stack;
  }

  it("exist where the foundation and the management account have them", () => {
    expect(() => synthesized(stackOf({ roleName: "BackupRole" }, [{ name: "Vault" }]))).not.toThrow();
  });

  it("are missing where nothing creates them, with the nearest name", () => {
    const message = refusal(stackOf({ roleName: "BackupRoles" }, [{ name: "Vaults" }]));
    expect(message).toContain(
      'stack/daily: No role "BackupRole": the code neither creates it nor declares it as existing. Did you mean "BackupRoles", which stack/foundation creates? (plans/daily/selections/tags/all/iam_role_arn, Root/*)',
    );
    expect(message).toContain(
      'stack/daily: No vault "Vault" in eu-central-1: the code neither creates it nor declares it as existing. Did you mean "Vaults", which stack/foundation creates? (plans/daily/rules/nightly/target_backup_vault_name, Root/*)',
    );
  });

  it("are missing where the path of the role differs", () => {
    const message = refusal(stackOf({ roleName: "BackupRole", path: "/service-role/" }, [{ name: "Vault" }]));
    expect(message).toContain('creates it as "service-role/BackupRole", and the path is part of the ARN.');
  });

  it("are missing in a Region that the vault is not in", () => {
    const plan = planPolicy();
    (plan.plans as Record<string, { regions: object }>).daily!.regions = {
      "@@assign": ["eu-central-1", "us-east-1"],
    };
    const message = refusal(stackOf({ roleName: "BackupRole" }, [{ name: "Vault" }], { content: plan }));
    expect(message).toContain(
      'No vault "Vault" in us-east-1: stack/foundation creates it in the member accounts of Root (eu-central-1) and stack/foundation/management/Vault-eu-central-1 creates it in the management account (eu-central-1) only.',
    );
    expect(message).not.toContain('"Vault" in eu-central-1');
  });

  it("are missing in accounts outside of the foundation's OUs", () => {
    const message = refusal(
      stackOf({ roleName: "BackupRole" }, [{ name: "Vault" }], { targets: ["Root/Workloads"] }),
    );
    expect(message).toContain(
      "stack/foundation creates it in the member accounts of Root/Workloads and stack/foundation/management/role creates it in the management account only. (plans/daily/selections/tags/all/iam_role_arn, Root/Sandbox/anna)",
    );
  });

  it("are missing in the management account where it is left out", () => {
    const message = refusal(
      stackOf({ roleName: "BackupRole" }, [{ name: "Vault" }], { managementAccount: "none" }),
    );
    expect(message).toContain(
      'No role "BackupRole": stack/foundation creates it in the member accounts of Root only. (plans/daily/selections/tags/all/iam_role_arn, Root/management)',
    );
  });

  it("do not matter in accounts that are suspended", () => {
    const data: Partial<OrganizationData> = {
      accounts: [
        { id: "111111111111", name: "management", parentId: "r-abcd", state: "ACTIVE" },
        { id: "444444444444", name: "closed", parentId: "ou-abcd-sandbox0", state: "SUSPENDED" },
      ],
    };
    const stack = newStack(appFor({ data }));
    new BackupServiceRole(stack, "role", { roleName: "BackupRole" });
    new BackupVault(stack, "Vault");
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["Root"] });
    expect(() => synthesized(stack)).not.toThrow();
  });

  it("can be declared as existing, by account and Region", () => {
    const declared = (accounts: readonly string[], vaultRegions: readonly string[]): TerraformStack =>
      stackWith(planPolicy(), {
        existing: {
          roles: [{ role: "BackupRole" }],
          vaults: [{ vaultName: "Vault", accounts, regions: vaultRegions }],
        },
      });
    const all = organization().accounts.map(({ id }) => id);
    expect(() => synthesized(declared(all, ["eu-central-1"]))).not.toThrow();
    expect(refusal(declared(all.slice(1), ["eu-central-1"]))).toContain(
      "(plans/daily/rules/nightly/target_backup_vault_name, Root/management)",
    );
    expect(refusal(declared(all, ["eu-west-1"]))).toContain('No vault "Vault" in eu-central-1: ');
  });

  const copyTo = (arn: string): object =>
    planPolicy("daily", { copy_actions: { [arn]: { target_backup_vault_arn: { "@@assign": arn } } } });

  it("include the destinations of copies, in an account of their own or in each", () => {
    const central = "arn:aws:backup:eu-west-1:222222222222:backup-vault:Central";
    expect(refusal(stackWith(copyTo(central)))).toContain(
      'No vault "Central" in eu-west-1 of account 222222222222',
    );
    const stack = stackWith(copyTo(central));
    const provider = new AwsProvider(stack, "west", { alias: "west", region: "eu-west-1" });
    new BackupVault(stack, "Central", { accountId: "222222222222", provider });
    expect(() => synthesized(stack)).not.toThrow();
    const own = "arn:aws:backup:eu-west-1:$account:backup-vault:Second";
    expect(refusal(stackWith(copyTo(own)))).toContain('No vault "Second" in eu-west-1: ');
  });

  it("are looked for in merged policies: a Region that another policy adds counts", () => {
    const stack = stackOf({ roleName: "BackupRole" }, [{ name: "Vault" }]);
    const regionsOnly = { plans: { daily: { regions: { "@@append": ["ap-south-1"] } } } };
    new BackupPolicy(stack, "more", { content: regionsOnly, targets: ["Root/Sandbox"] });
    expect(refusal(stack)).toContain('No vault "Vault" in ap-south-1: ');
  });

  it("are not the code's affair where only policies outside of it name them", () => {
    const data = {
      policies: [
        {
          id: "p-aaaaaaaa",
          name: "foreign",
          content: {
            kind: "known",
            value: planPolicy("foreign", { target_backup_vault_name: { "@@assign": "Foreign" } }) as never,
          },
        },
      ],
      attachments: [{ targetId: "r-abcd", policyIds: ["p-aaaaaaaa"], order: "known" }],
    } as const;
    expect(() => synthesized(stackWith(planPolicy(), { data }))).not.toThrow();
  });

  it("are compared by name alone where there is no organization", () => {
    const stack = newStack();
    new BackupServiceRole(stack, "role", { roleName: "BackupRole" });
    new BackupVault(stack, "Vaults");
    new BackupPolicy(stack, "daily", { content: planPolicy() });
    const message = refusal(stack);
    expect(message).toContain(
      'stack/daily: No vault "Vault" in eu-central-1: the code neither creates it nor declares it as existing. Did you mean "Vaults", which stack/Vaults creates? (plans/daily/rules/nightly/target_backup_vault_name)',
    );
    expect(message).not.toContain("No role");
  });

  it("must be able to keep recovery points as long as the policy says", () => {
    const lock = { mode: "governance", minRetentionDays: 60 };
    const message = refusal(stackOf({ roleName: "BackupRole" }, [{ name: "Vault", lock }]));
    expect(message).toContain(
      'stack/daily: Recovery points are kept for 35 days in the vault "Vault", which stack/foundation locks to at least 60 days. (plans/daily/rules/nightly/lifecycle/delete_after_days, Root/Workloads/*; Root/Sandbox/anna)',
    );
    const fitting = { mode: "governance", minRetentionDays: 35, maxRetentionDays: 35 };
    expect(() =>
      synthesized(stackOf({ roleName: "BackupRole" }, [{ name: "Vault", lock: fitting }])),
    ).not.toThrow();
  });
});

describe("the review beside the manifest", () => {
  it("says what changes for whom, and holds the organization, so that it can be read alone", () => {
    const current = {
      kind: "known",
      value: planPolicy("daily", { lifecycle: { delete_after_days: { "@@assign": "30" } } }) as never,
    } as const;
    const data = {
      policies: [{ id: "p-aaaaaaaa", name: "daily", content: current }],
      attachments: [{ targetId: "r-abcd", policyIds: ["p-aaaaaaaa"], order: "known" }],
    } as const;
    const result = synthesized(stackWith(planPolicy(), { data }));
    const found = result.review();
    expect(found).toMatchObject({
      schemaVersion: 1,
      at: "2026-06-01T12:00:00.000Z",
      summary: { accounts: 4, changed: 4, withheld: 0 },
    });
    expect(found.changes).toMatchObject([
      {
        scope: "Root/*",
        edits: [
          {
            path: "plans/daily/rules/nightly/lifecycle/delete_after_days",
            before: "30",
            after: "35",
            policies: ["p-aaaaaaaa"],
          },
        ],
      },
    ]);
    const file = join(result.outdir, "organization.json");
    writeFileSync(file, JSON.stringify(found.organization));
    expect(readOrganizationFile(file).data.accounts).toEqual(organization().data.accounts);
  });

  it("is the same for the same app", () => {
    expect(synthesized(stackWith(planPolicy())).review()).toEqual(
      synthesized(stackWith(planPolicy())).review(),
    );
  });

  it("names policies that exist and are not in the code", () => {
    const data = {
      policies: [{ id: "p-aaaaaaaa", name: "old", content: { kind: "known", value: { plans: {} } } }],
    } as const;
    expect(synthesized(stackWith(planPolicy(), { data })).review().findings).toEqual([
      expect.objectContaining({
        rule: "ownership-unknown",
        severity: "warning",
        policies: ["p-aaaaaaaa"],
      }) as never,
    ]);
  });

  it("says where content is not knowable and where a policy is attached to nothing", () => {
    const stack = newStack(appFor({ existing }));
    new BackupPolicy(stack, "daily", { content: Token.asString(Fn.jsonencode({ plans: {} })) });
    expect(
      synthesized(stack)
        .review()
        .findings.map(({ rule }) => rule),
    ).toEqual(["not-knowable", "policy-unattached"]);
  });

  it("knows OUs that the code creates", () => {
    const stack = newStack(appFor({ existing }));
    new OrganizationalUnits(stack, "units", { units: { New: {} } });
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["Root/New"] });
    expect(synthesized(stack).review().findings).toEqual([]);
  });

  it("is written once for all stacks, and again by the next synthesis", () => {
    const app = appFor({ existing });
    const [first, second] = [newStack(app, "first"), newStack(app, "second")];
    new BackupPolicy(first, "one", { content: planPolicy("one"), targets: ["Root"] });
    new BackupPolicy(second, "two", { content: planPolicy("two"), targets: ["Root"] });
    expect(synthesized(first).review().summary).toMatchObject({ changed: 4 });
    new BackupPolicy(second, "wrong", { content: { other: {} } as never });
    expect(() => app.synth()).toThrow('second/wrong: "wrong": ');
  });
});

it("an app has one organization", () => {
  const app = appFor();
  const error = errorOf(() => new BackupOrganization(app, "second", { organization: organization() }));
  expect(error.message).toBe("second: The app has an organization already.");
});
