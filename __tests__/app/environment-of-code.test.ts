import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import type { Review } from "../../src/review/review";
import { organizationWithManagement } from "../support/one-policy";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

const MANAGEMENT = "111111111111";
const MEMBER = "222222222222";

const CONTENT = JSON.stringify({
  plans: {
    a: {
      regions: { "@@assign": ["eu-central-1"] },
      rules: {
        r: {
          schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
          target_backup_vault_name: { "@@assign": "v" },
        },
      },
      selections: {
        tags: {
          s: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/x" },
            tag_key: { "@@assign": "backup" },
            tag_value: { "@@assign": ["yes"] },
          },
        },
      },
    },
  },
});

const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const DISTRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A policy on one member account that needs the vault v in eu-central-1 and the role x. */
function organization(): string {
  return organizationWithManagement(CONTENT, [MANAGEMENT, MEMBER], {
    delegatedAdministrators: [{ accountId: MEMBER, servicePrincipals: ["backup.amazonaws.com"] }],
  });
}

/** The member account without policies. */
function emptyOrganization(): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1" },
    root: { id: "r-1", name: "Root" },
    accounts: [{ id: MEMBER, name: "member", parentId: "r-1" }],
  });
}

type Named = Readonly<Record<string, object>>;

const PROVIDERS = {
  aws: [
    { region: "eu-central-1" },
    { alias: "virginia", region: "${var.other_region}" },
    {
      alias: "member",
      region: "eu-central-1",
      assume_role: [{ role_arn: `arn:aws:iam::${MEMBER}:role/deploy` }],
    },
  ],
};

const POLICY: Named = { a: { name: "a", type: "BACKUP_POLICY", content: CONTENT } };
const NEW_POLICY: Named = {
  a: { name: "a", type: "BACKUP_POLICY", content: CONTENT.replace('"plans":{"a"', '"plans":{"b"') },
};

function code(resource: Readonly<Record<string, Named>>, more: object = {}): string {
  return synthesizedFixture({
    stack: {
      json: {
        provider: PROVIDERS,
        variable: { other_region: { default: "us-east-1" } },
        resource: {
          aws_organizations_policy: POLICY,
          aws_organizations_policy_attachment: {
            to: { policy_id: "${aws_organizations_policy.a.id}", target_id: MEMBER },
          },
          ...resource,
        },
        ...more,
      },
    },
  });
}

const VAULT = { id: "v", name: "v", arn: `arn:aws:backup:eu-central-1:${MEMBER}:backup-vault:v` };
const ROLE = {
  id: "x",
  name: "x",
  path: "/",
  arn: `arn:aws:iam::${MEMBER}:role/x`,
  assume_role_policy: TRUST,
};
const LOCK = { id: "v", backup_vault_name: "v", backup_vault_arn: VAULT.arn, min_retention_days: 7 };

const OWNED: Readonly<Record<string, Named>> = {
  aws_organizations_policy: { a: { ...POLICY.a, id: "p-a" } },
  aws_organizations_policy_attachment: { to: { policy_id: "p-a", target_id: MEMBER } },
  aws_backup_vault: { v: VAULT },
  aws_iam_role: { x: ROLE },
  aws_backup_vault_lock_configuration: { v: LOCK },
  aws_organizations_delegated_administrator: {
    d: { id: "d", account_id: MEMBER, service_principal: "backup.amazonaws.com" },
  },
};

const DECLARED: Readonly<Record<string, Named>> = {
  aws_backup_vault: { v: { name: "v", provider: "aws.member" } },
  aws_iam_role: { x: { name: "x", assume_role_policy: TRUST, provider: "aws.member" } },
  aws_backup_vault_lock_configuration: {
    v: { backup_vault_name: "${aws_backup_vault.v.name}", min_retention_days: 7, provider: "aws.member" },
  },
  aws_organizations_delegated_administrator: {
    d: { account_id: MEMBER, service_principal: "backup.amazonaws.com" },
  },
};

function without(type: string): Readonly<Record<string, Named>> {
  return Object.fromEntries(Object.entries(DECLARED).filter(([each]) => each !== type));
}

function state(): string {
  const resources = Object.entries(OWNED).flatMap(([type, named]) =>
    Object.entries(named).map(([name, attributes]) => ({
      mode: "managed",
      type,
      name,
      instances: [{ attributes }],
    })),
  );
  return writtenJson("state.json", { version: 4, resources });
}

/** The plan that Terraform makes of the same, with the changes of one type. */
function plan(type: string, name: string, actions: readonly string[], after: object | null): string {
  const change = (of: string, called: string, does: readonly string[], then: unknown): object => ({
    address: `${of}.${called}`,
    mode: "managed",
    type: of,
    name: called,
    change: { actions: does, before: OWNED[of]?.[called] ?? null, after: then, after_unknown: {} },
  });
  return writtenJson("plan.json", {
    format_version: "1.2",
    resource_changes: Object.entries(OWNED).flatMap(([of, named]) =>
      Object.entries(named).map(([called, values]) =>
        of === type && called === name
          ? change(of, called, actions, after)
          : change(of, called, ["no-op"], values),
      ),
    ),
    configuration: { root_module: {} },
  });
}

function reviewed(request: Partial<ReviewRequest>): Review {
  return reviewChange({ organization: organization(), guardrails: false, at: NOW, ...request }).review;
}

const found = ({ findings }: Review): readonly string[] =>
  findings.map(({ severity, rule, message }) =>
    `${severity} ${rule}: ${message}`.replaceAll("stack/aws_", "aws_"),
  );

describe("vaults and roles of synthesized code are where their provider is", () => {
  const missing = (resource: Readonly<Record<string, Named>>): readonly string[] =>
    reviewed({
      directory: code({ aws_organizations_policy: NEW_POLICY, ...resource }),
      organization: emptyOrganization(),
    }).findings.flatMap(({ rule, message }) => (rule === "prerequisite-missing" ? [message] : []));

  it("and none is missing in the account that the provider assumes a role of", () => {
    expect(missing(DECLARED)).toEqual([]);
  });

  it("and a vault in another Region is missing where it is needed", () => {
    expect(
      missing({
        ...without("aws_backup_vault_lock_configuration"),
        aws_backup_vault: { v: { name: "v", provider: "aws.virginia" } },
      }),
    ).toEqual([expect.stringContaining('No vault "v" in eu-central-1')]);
  });

  it("and a role in another account is missing", () => {
    const elsewhere = {
      alias: "other",
      assume_role: [{ role_arn: "arn:aws:iam::333333333333:role/deploy" }],
    };
    const directory = code(
      {
        ...DECLARED,
        aws_organizations_policy: NEW_POLICY,
        aws_iam_role: { x: { name: "x", assume_role_policy: TRUST, provider: "aws.other" } },
      },
      { provider: { aws: [...PROVIDERS.aws, elsewhere] } },
    );
    const { findings } = reviewed({ directory, organization: emptyOrganization() });
    expect(findings.filter(({ rule }) => rule === "prerequisite-missing")).toMatchObject([
      { message: expect.stringContaining('No role "x"') as string, accounts: [MEMBER] },
    ]);
  });
});

describe("with a state, the environment changes as in the Terraform plan of the same code", () => {
  const both = (
    resource: Readonly<Record<string, Named>>,
    ...planned: Parameters<typeof plan>
  ): readonly (readonly string[])[] => [
    found(reviewed({ directory: code(resource), states: [state()] })),
    found(reviewed({ plans: [plan(...planned)] })),
  ];

  it("nothing changes", () => {
    const [ofCode, ofPlan] = both(DECLARED, "aws_backup_vault", "v", ["no-op"], VAULT);
    expect(ofCode).toEqual([]);
    expect(ofPlan).toEqual([]);
  });

  it.each([
    ["aws_backup_vault", "v", "vault-removed"],
    ["aws_iam_role", "x", "role-removed"],
    ["aws_backup_vault_lock_configuration", "v", "vault-lock-loosened"],
    ["aws_organizations_delegated_administrator", "d", "delegated-administrator-removed"],
  ])("%s leaves the code", (type, name, rule) => {
    const declared =
      type === "aws_backup_vault"
        ? {
            ...without(type),
            aws_backup_vault_lock_configuration: {
              v: { backup_vault_name: "v", min_retention_days: 7, provider: "aws.member" },
            },
          }
        : without(type);
    const [ofCode, ofPlan] = both(declared, type, name, ["delete"], null);
    expect(ofCode!.join("\n")).toContain(rule);
    expect(ofCode).toEqual(ofPlan);
  });

  it("a vault gets another key", () => {
    const key = "arn:aws:kms:eu-central-1:222222222222:key/1";
    const [ofCode, ofPlan] = both(
      { ...DECLARED, aws_backup_vault: { v: { name: "v", kms_key_arn: key, provider: "aws.member" } } },
      "aws_backup_vault",
      "v",
      ["delete", "create"],
      { name: "v", kms_key_arn: key },
    );
    expect(ofCode!.join("\n")).toContain("is replaced while policies use it");
    expect(ofCode).toEqual(ofPlan);
  });

  it("a role no longer trusts AWS Backup", () => {
    const [ofCode, ofPlan] = both(
      {
        ...DECLARED,
        aws_iam_role: { x: { name: "x", assume_role_policy: DISTRUST, provider: "aws.member" } },
      },
      "aws_iam_role",
      "x",
      ["update"],
      { ...ROLE, assume_role_policy: DISTRUST },
    );
    expect(ofCode!.join("\n")).toContain("role-not-assumable");
    expect(ofCode).toEqual(ofPlan);
  });

  it.each<[string, object, RegExp | undefined]>([
    ["backup.amazonaws.com", {}, undefined],
    ["ec2.amazonaws.com", {}, /^error role-not-assumable: .*no longer trusts/],
    ["${var.unknown}", {}, /^warning role-not-assumable: .*may not trust/],
    ["backup.amazonaws.com", { source_policy_documents: ["{}"] }, /^warning role-not-assumable: /],
    ["backup.amazonaws.com", { dynamic: {} }, /^warning role-not-assumable: /],
  ])("a role whose trust policy is of a data source: %s %o", (service, more, expected) => {
    const account = { test: "StringEquals", variable: "aws:SourceAccount", values: ["${var.account}"] };
    const statement = {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: [service] }],
      condition: [account],
    };
    const trust = "${data.aws_iam_policy_document.x.json}";
    const role = { x: { name: "x", assume_role_policy: trust, provider: "aws.member" } };
    const data = { aws_iam_policy_document: { x: { statement: [statement], ...more } } };
    const directory = code({ ...DECLARED, aws_iam_role: role }, { data });
    const findings = (request: Partial<ReviewRequest>): readonly string[] =>
      found(reviewed({ directory, ...request })).filter((each) => each.includes("role-not-assumable"));
    const matches = expected === undefined ? [] : [expect.stringMatching(expected) as string];
    expect(findings({ states: [state()] })).toEqual(matches);
    const isSilent = expected === undefined;
    expect(findings({ manages: "all" })).toHaveLength(isSilent ? 0 : 1);
  });

  it("a vault that only changes its address stays", () => {
    const moved = [{ from: "aws_backup_vault.v", to: "aws_backup_vault.w" }];
    const declared = {
      ...without("aws_backup_vault_lock_configuration"),
      aws_backup_vault: { w: { name: "v", provider: "aws.member" } },
      aws_backup_vault_lock_configuration: {
        v: { backup_vault_name: "${aws_backup_vault.w.id}", min_retention_days: 7, provider: "aws.member" },
      },
    };
    expect(found(reviewed({ directory: code(declared, { moved }), states: [state()] }))).toEqual([]);
  });

  it("a vault whose removed block destroys nothing stays", () => {
    const removed = [{ from: "aws_backup_vault.v", lifecycle: [{ destroy: false }] }];
    const declared = {
      ...without("aws_backup_vault"),
      aws_backup_vault_lock_configuration: {
        v: { backup_vault_name: "v", min_retention_days: 7, provider: "aws.member" },
      },
    };
    expect(found(reviewed({ directory: code(declared, { removed }), states: [state()] }))).toEqual([]);
  });
});
