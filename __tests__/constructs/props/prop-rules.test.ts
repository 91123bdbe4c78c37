import { TerraformVariable } from "cdktf";
import {
  BackupDelegation,
  BackupOrganization,
  BackupPolicy,
  BackupReporting,
  BackupServiceRole,
  BackupSettings,
  BackupVault,
  MemberAccountFoundation,
  OrganizationalUnits,
  OrganizationBackupAccess,
  useStateBackend,
} from "../../../src/constructs";
import { Fn, Lazy } from "../../../src/constructs/framework";
import type { Construct, TerraformStack } from "../../../src/constructs/framework";
import { errorOf, newApp, newStack, organization, synthesized } from "../synthesized";

type Make = (stack: TerraformStack, props: object) => unknown;

const make =
  (Type: new (scope: Construct, id: string, props: never) => unknown): Make =>
  (scope, props) =>
    new Type(scope, "it", props as never);

const CONTENT = { plans: {} };
const FOUNDATION = { targets: ["r-abcd"], regions: ["eu-central-1"], vaults: [{ name: "Daily" }] };
const UNITS = { parent: "r-abcd", units: { New: {} } };
const DELEGATION = {
  accountId: "222222222222",
  managementAccountId: "111111111111",
  organizationId: "o-abcdefghij",
};

/** What would be dropped in silence: properties with one wrong key or word, and what the error says of it. */
const MISTAKES: readonly (readonly [name: string, make: Make, props: object, message: string])[] = [
  [
    "BackupPolicy",
    make(BackupPolicy),
    { content: CONTENT, tragets: ["r-abcd"] },
    'Unknown property "tragets". Did you mean "targets"?',
  ],
  [
    "BackupPolicy",
    make(BackupPolicy),
    { content: CONTENT, skipDestroy: "yes" },
    'skipDestroy is "yes"; it must be true or false.',
  ],
  [
    "BackupPolicy",
    make(BackupPolicy),
    { content: CONTENT, description: 5 },
    "description is 5; it must be a string.",
  ],
  [
    "BackupOrganization",
    make(BackupOrganization),
    { organization: organization(), acknowlege: [] },
    'Unknown property "acknowlege". Did you mean "acknowledge"?',
  ],
  [
    "BackupOrganization",
    make(BackupOrganization),
    { organization: organization(), existing: { vault: [] } },
    'Unknown property "existing.vault". Did you mean "vaults"?',
  ],
  [
    "BackupOrganization",
    make(BackupOrganization),
    { organization: organization(), existing: { vaults: [{ name: "x" }] } },
    'Unknown property "existing.vaults.0.name".',
  ],
  [
    "BackupOrganization",
    make(BackupOrganization),
    {
      organization: organization(),
      acknowledge: [{ rule: "account-withheld", reason: "x", account: [] }],
    },
    'Unknown property "acknowledge.0.account". Did you mean "accounts"?',
  ],
  ["BackupOrganization", make(BackupOrganization), {}, "organization is missing."],
  [
    "OrganizationBackupAccess",
    make(OrganizationBackupAccess),
    { mode: "verfy" },
    'mode is "verfy". Did you mean "verify"?',
  ],
  [
    "OrganizationBackupAccess",
    make(OrganizationBackupAccess),
    { policyTypes: [] },
    'Unknown property "policyTypes".',
  ],
  [
    "BackupSettings",
    make(BackupSettings),
    { global: { crossAcountBackup: true } },
    'Unknown property "global.crossAcountBackup". Did you mean "crossAccountBackup"?',
  ],
  [
    "BackupSettings",
    make(BackupSettings),
    { regions: { "eu-central-1": { optin: {} } } },
    'Unknown property "regions.eu-central-1.optin". Did you mean "optIn"?',
  ],
  [
    "BackupDelegation",
    make(BackupDelegation),
    { ...DELEGATION, policyManagment: {} },
    'Unknown property "policyManagment". Did you mean "policyManagement"?',
  ],
  ["BackupDelegation", make(BackupDelegation), {}, "accountId is missing."],
  [
    "BackupServiceRole",
    make(BackupServiceRole),
    { rolename: "x" },
    'Unknown property "rolename". Did you mean "roleName"?',
  ],
  [
    "BackupVault",
    make(BackupVault),
    { vaultName: "Daily", encryption: "aws-manged-key" },
    'encryption is "aws-manged-key". Did you mean "aws-managed-key"?',
  ],
  [
    "BackupVault",
    make(BackupVault),
    { vaultName: "Daily", lock: { mode: "governance", minRetention: 5 } },
    'Unknown property "lock.minRetention". Did you mean "minRetentionDays"?',
  ],
  [
    "BackupVault",
    make(BackupVault),
    { vaultName: "Daily", lock: null },
    "lock is null; it must be an object.",
  ],
  [
    "BackupVault",
    make(BackupVault),
    { vaultName: "Daily", allowCopiesFrom: "organisation" },
    'allowCopiesFrom is "organisation". Did you mean "organization"?',
  ],
  [
    "BackupVault",
    make(BackupVault),
    { vaultName: "Daily", lock: { mode: "governance", minRetentionDays: Number.NaN } },
    "lock.minRetentionDays is NaN; it must be a number.",
  ],
  [
    "MemberAccountFoundation",
    make(MemberAccountFoundation),
    { ...FOUNDATION, onRemoval: "delte" },
    'onRemoval is "delte". Did you mean "delete"?',
  ],
  [
    "MemberAccountFoundation",
    make(MemberAccountFoundation),
    { ...FOUNDATION, role: "non" },
    'role is "non". Did you mean "none"?',
  ],
  [
    "MemberAccountFoundation",
    make(MemberAccountFoundation),
    { ...FOUNDATION, role: { s3s: true } },
    'Unknown property "role.s3s". Did you mean "s3"?',
  ],
  [
    "MemberAccountFoundation",
    make(MemberAccountFoundation),
    { ...FOUNDATION, vaults: [{ name: "Daily", denyDeletions: true }] },
    'Unknown property "vaults.0.denyDeletions". Did you mean "denyDeletion"?',
  ],
  [
    "MemberAccountFoundation",
    make(MemberAccountFoundation),
    { targets: ["r-abcd"] },
    "regions and vaults are missing.",
  ],
  [
    "OrganizationalUnits",
    make(OrganizationalUnits),
    { ...UNITS, units: { New: { units: { Below: { existig: true } } } } },
    'Unknown property "units.New.units.Below.existig". Did you mean "existing"?',
  ],
  [
    "BackupReporting",
    make(BackupReporting),
    { bucketName: "reports", failedJobs: { emails: [] } },
    'Unknown property "failedJobs.emails".',
  ],
  [
    "useStateBackend",
    (stack, props) => useStateBackend(stack, props as never),
    { kind: "s3", bucket: "b", region: "eu-west-1", prefix: "x" },
    'Unknown property "prefix".',
  ],
  [
    "useStateBackend",
    (stack, props) => useStateBackend(stack, props as never),
    { kind: "s4" },
    'kind is "s4". Did you mean "s3"?',
  ],
];

describe("a property that a construct does not take", () => {
  it.each(MISTAKES)("of %s", (_name, create, props, message) => {
    const stack = newStack();
    const error = errorOf(() => create(stack, props));
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ code: "input", where: expect.stringContaining("stack") as string });
  });

  it("names what the construct takes", () => {
    const stack = newStack();
    expect(errorOf(() => new BackupServiceRole(stack, "role", { color: "red" } as never)).hint).toBe(
      "The construct takes accountId, backup, dependsOn, description, lifecycle, onlyOwnAccount, partition, path, permissionsBoundary, provider, restore, roleName, s3, sourceOrganizationId, statements, tags.",
    );
  });

  it.each(["null", "undefined", "a text"])("and %s in place of all of them", (what) => {
    const props = { null: null, undefined, "a text": "daily" }[what];
    const error = errorOf(() => new BackupPolicy(newStack(), "p", props as never));
    expect(error.message).toMatch(/^stack\/p: The object of properties is .*; it must be an object\.$/);
  });

  it("is one with a value: undefined is as good as left out", () => {
    const stack = newStack();
    new BackupPolicy(stack, "p", { content: CONTENT, tragets: undefined } as never);
    expect(synthesized(stack).types).toEqual(["aws_organizations_policy"]);
  });
});

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "v", {});
}

describe("a token in the properties of a construct", () => {
  it("may name a vault, and does not change addresses by its counter", () => {
    const stack = newStack();
    const { vaultArn, vaultName } = new BackupVault(stack, "vault", {
      vaultName: variable(stack).value as never,
      lock: { mode: "governance", minRetentionDays: Fn.tonumber(variable2(stack).value) },
    });
    new BackupPolicy(stack, "p", { content: CONTENT, tags: { vault: vaultName, arn: vaultArn } });
    const result = synthesized(stack);
    expect(result.resource("aws_backup_vault").name).toBe("${var.v}");
    expect(result.resource("aws_kms_alias").name).toBe("alias/backup/${var.v}");
    expect(result.resource("aws_backup_vault_lock_configuration").min_retention_days).toBe(
      "${tonumber(var.w)}",
    );
    expect(result.resource("aws_organizations_policy").tags).toMatchObject({ vault: "${var.v}" });
  });

  it("may name a role and its path", () => {
    const stack = newStack();
    const { policyRoleArn } = new BackupServiceRole(stack, "role", {
      roleName: variable(stack).stringValue,
      description: Fn.upper("a"),
      tags: Lazy.anyValue({ produce: () => ({ team: "platform" }) }) as never,
    });
    new BackupPolicy(stack, "p", { content: CONTENT, description: policyRoleArn });
    const result = synthesized(stack);
    expect(result.resource("aws_iam_role")).toMatchObject({
      name: "${var.v}",
      description: '${upper("a")}',
      tags: { team: "platform" },
    });
    expect(result.resource("aws_organizations_policy").description).toBe(
      "arn:aws:iam::$account:role/${var.v}",
    );
  });

  it("may name the role and the vaults of member accounts", () => {
    const labels = (tokensBefore: number): readonly string[] => {
      const stack = newStack(newApp());
      for (let count = 0; count < tokensBefore; count += 1) {
        Fn.upper("a");
      }
      const name = variable(stack).stringValue;
      new MemberAccountFoundation(stack, "foundation", {
        ...FOUNDATION,
        role: { roleName: name },
        vaults: [
          {
            name: `${name}-vault`,
            lock: { mode: "governance", minRetentionDays: variable2(stack).numberValue },
            tags: { team: Lazy.anyValue({ produce: () => "platform" }) as never },
          },
        ],
      });
      const result = synthesized(stack);
      const body = String(result.resource("aws_cloudformation_stack_set").template_body);
      expect(body).not.toMatch(/TfToken|e\+289/);
      expect(body).toContain('"RoleName":${jsonencode(var.v)}');
      expect(body).toContain('"MinRetentionDays":${jsonencode(var.w)}');
      expect(body).toContain('"BackupVaultTags":{"team":"platform"}');
      const { resource } = result.json as { readonly resource: Readonly<Record<string, object>> };
      return [...Object.values(resource).flatMap((named) => Object.keys(named)), body];
    };
    expect(labels(13)).toEqual(labels(0));
  });

  it("may name the bucket and the report plans", () => {
    const stack = newStack();
    new BackupReporting(stack, "reporting", {
      bucketName: variable(stack).value as never,
      namePrefix: variable2(stack).stringValue,
      jobReports: ["BACKUP_JOB_REPORT"],
      accounts: Fn.concat([["111111111111"], ["222222222222"]]) as never,
    });
    const result = synthesized(stack);
    expect(result.resource("aws_s3_bucket").bucket).toBe("${var.v}");
    expect(result.resource("aws_backup_report_plan")).toMatchObject({
      name: "${var.w}_backup_job_report",
      report_setting: { accounts: '${concat(["111111111111"], ["222222222222"])}' },
    });
  });

  it("may stand for all tags, and the owner is added to them", () => {
    const stack = newStack();
    new BackupOrganization(stack, "organization", { organization: organization(), owner: "team" });
    new BackupPolicy(stack, "p", { content: CONTENT, tags: variable(stack).value as never });
    expect(synthesized(stack).resource("aws_organizations_policy").tags).toBe(
      '${merge(var.v, {"org-backup:owner" = "team"})}',
    );
  });

  it("may stand in a statement of IAM as an object", () => {
    const stack = newStack();
    new BackupVault(stack, "vault", {
      encryption: "aws-managed-key",
      accessStatements: [
        { Effect: "Deny", Principal: variable(stack).value as never, Action: "backup:*", Resource: "*" },
      ],
    });
    expect(synthesized(stack).resource("aws_backup_vault_policy").policy).toContain(
      '"Principal":${jsonencode(var.v)}',
    );
  });

  it.each<readonly [what: string, create: (stack: TerraformStack) => unknown, message: string]>([
    [
      "in the Regions of member accounts",
      (stack) =>
        new MemberAccountFoundation(stack, "it", { ...FOUNDATION, regions: [variable(stack).stringValue] }),
      "A Region in regions is a token, but which resources there are depends on the Regions.",
    ],
    [
      "as all tags of the role in member accounts",
      (stack) =>
        new MemberAccountFoundation(stack, "it", {
          ...FOUNDATION,
          role: { tags: variable(stack).value as never },
        }),
      "Tags of the role or of a vault are a token, but CloudFormation takes them one by one.",
    ],
    [
      "as all tags of a vault in member accounts",
      (stack) =>
        new MemberAccountFoundation(stack, "it", {
          ...FOUNDATION,
          vaults: [{ name: "Daily", tags: variable(stack).value as never }],
        }),
      "Tags of the role or of a vault are a token, but CloudFormation takes them one by one.",
    ],
    [
      "that decides which resources there are",
      (stack) => new BackupVault(stack, "it", { denyDeletion: variable(stack).value as never }),
      "denyDeletion is a token; it must be true or false.",
    ],
    [
      "as a word",
      (stack) => new BackupVault(stack, "it", { encryption: variable(stack).value as never }),
      "encryption is a token",
    ],
    [
      "in the Regions of settings",
      (stack) =>
        new BackupSettings(stack, "it", { regions: { [variable(stack).stringValue]: { optIn: {} } } }),
      "A Region in regions is a token, but addresses are made of it.",
    ],
    [
      "that someone calculated with",
      (stack) =>
        new BackupReporting(stack, "it", {
          bucketName: "reports",
          expireReportsAfterDays: variable(stack).numberValue * 7,
        }),
      "expireReportsAfterDays was calculated from a number that is known only during apply.",
    ],
    ...(["servicePrincipals", "policyTypes"] as const).map(
      (name) =>
        [
          `as the list of ${name}`,
          (stack: TerraformStack) =>
            new OrganizationBackupAccess(stack, "it", { mode: "create", [name]: variable(stack).listValue }),
          `${name} is a token; it must be a list of strings written in the code.`,
        ] as const,
    ),
    ...(["jobReports", "complianceReports", "failedJobs"] as const).map(
      (name) =>
        [
          `as a list of ${name}`,
          (stack: TerraformStack) => {
            const list = variable(stack).listValue;
            const given = name === "failedJobs" ? { emailAddresses: list } : list;
            return new BackupReporting(stack, "it", { bucketName: "reports", [name]: given });
          },
          `${name}${name === "failedJobs" ? ".emailAddresses" : ""} is a token; it must be a list of strings`,
        ] as const,
    ),
    [
      "as the accounts of an acknowledgement, which would match none",
      (stack) =>
        new BackupOrganization(stack, "it", {
          organization: organization(),
          acknowledge: [
            { rule: "copy-removed", reason: "x", accounts: { names: variable(stack).listValue } },
          ],
        }),
      "acknowledge.0.accounts.names is a token; it must be a list of strings written in the code.",
    ],
    [
      "as a list beside other texts",
      (stack) =>
        new BackupReporting(stack, "it", {
          bucketName: "reports",
          accounts: [...variable(stack).listValue, "ROOT"],
        }),
      "accounts has a list that is known only during apply as one of its strings.",
    ],
    [
      "as the element of a list",
      (stack) => new BackupReporting(stack, "it", { bucketName: variable(stack).listValue[0] ?? "" }),
      "bucketName is taken from a list that is known only during apply.",
    ],
    [
      "among tags, as a number",
      (stack) => new BackupVault(stack, "it", { tags: { cost: 5 as never } }),
      'The value of the tag "cost" must be a string.',
    ],
  ])("is an error %s", (_what, create, message) => {
    const stack = newStack();
    expect(errorOf(() => create(stack)).message).toContain(`stack/it: ${message}`);
  });
});

it("a service principal that is the element of a list is refused", () => {
  const stack = newStack();
  const access = new OrganizationBackupAccess(stack, "it");
  const [principal = ""] = new TerraformVariable(stack, "v", { type: "list(string)" }).listValue;
  expect(errorOf(() => access.addServicePrincipal(principal)).message).toContain("it must be a string");
});

function variable2(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "w", {});
}
