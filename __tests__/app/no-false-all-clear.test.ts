import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { WITH_BACKUP_POLICIES } from "../support/one-policy";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import type { FixtureStack } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

/** Code that leaves out, hides or leaves open what it does to the one policy of the organization. */

const [MANAGEMENT, MEMBER] = ["111111111111", "222222222222"];
const [PROD, DEV] = ["ou-1-aaaaaaaa", "ou-1-bbbbbbbb"];
const [A, B] = ["a", "b"].map((plan) => JSON.stringify(completePlan(plan))) as [string, string];
const [POLICY, ATTACHMENT] = ["aws_organizations_policy", "aws_organizations_policy_attachment"];
const BODY = { name: "a", type: "BACKUP_POLICY", content: A };
const TO = { policy_id: `\${${POLICY}.a.id}`, target_id: PROD };

function organization(): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: {
      id: "o-1",
      managementAccountId: MANAGEMENT,
      ...WITH_BACKUP_POLICIES,
    },
    root: { id: "r-1", name: "Root" },
    organizationalUnits: [
      { id: PROD, name: "Prod", parentId: "r-1" },
      { id: DEV, name: "Dev", parentId: "r-1" },
    ],
    accounts: [
      { id: MANAGEMENT, name: "management", parentId: "r-1" },
      { id: MEMBER, name: "member", parentId: PROD },
    ],
    policies: [{ id: "p-a", name: "a", content: A }],
    attachments: [{ targetId: PROD, policyIds: ["p-a"], order: "known" }],
  });
}

function state(): string {
  const one = (type: string, name: string, attributes: object): object => ({
    mode: "managed",
    type,
    name,
    instances: [{ attributes }],
  });
  return writtenJson("state.json", {
    version: 4,
    resources: [
      one(POLICY, "a", { id: "p-a", name: "a", type: "BACKUP_POLICY", content: A }),
      one(ATTACHMENT, "to", { id: `${PROD}:p-a`, policy_id: "p-a", target_id: PROD }),
    ],
  });
}

/** The policy and its attachment, with other arguments or resources. */
function code({ policy = {}, to = {}, resource = {}, ...json }: Code): object {
  return {
    ...json,
    resource: {
      [POLICY]: { a: { ...BODY, ...policy } },
      [ATTACHMENT]: { to: { ...TO, ...to } },
      ...resource,
    },
  };
}

interface Code {
  readonly policy?: object;
  readonly to?: object;
  readonly resource?: object;
  readonly [section: string]: object | undefined;
}

function reviewed(stacks: Readonly<Record<string, FixtureStack>>, request: Partial<ReviewRequest>): Review {
  return reviewChange({
    directory: synthesizedFixture(stacks),
    organization: organization(),
    guardrails: false,
    at: NOW,
    ...request,
  }).review;
}

const CHANGES = /^1 of [23] accounts changes/;
const NOT_KNOWABLE = /not knowable before apply/;
const NOT_READ = /provided what is not read changes nothing\.$/;
const ASSUMED = /provided the default of 1 variable applies\.$/;
const NOTHING = /^No account's effective policy changes\.$/;
const UNKNOWN = "${aws_ssm_parameter.x.value}";
const variable = (value: unknown): object => ({ x: { default: value } });

const CODE: readonly (readonly [string, object, RegExp])[] = [
  ["what is there", code({}), NOTHING],
  ["a count that is null", code({ to: { count: null } }), NOTHING],
  ["a key set that is null", code({ to: { for_each: null } }), NOTHING],
  ["a count of 0", code({ to: { count: 0 } }), CHANGES],
  ["a count of 0 as a text", code({ to: { count: "0" } }), CHANGES],
  ["no keys", code({ to: { for_each: {} } }), CHANGES],
  ["an empty set of keys", code({ to: { for_each: "${toset([])}" } }), CHANGES],
  ["a list of keys, which is none", code({ to: { for_each: [] } }), NOT_KNOWABLE],
  [
    "a count by the workspace",
    code({ to: { count: '${terraform.workspace == "prod" ? 1 : 0}' } }),
    NOT_KNOWABLE,
  ],
  [
    "resources as a list",
    { resource: [{ [POLICY]: { a: { ...BODY, content: B } } }, { [ATTACHMENT]: { to: TO } }] },
    CHANGES,
  ],
  [
    "bodies as lists",
    { resource: { [POLICY]: { a: [{ ...BODY, content: B }] }, [ATTACHMENT]: [{ to: [TO] }] } },
    CHANGES,
  ],
  ["content of a file", code({ policy: { content: '${file("x.json")}' } }), NOT_KNOWABLE],
  [
    "content in a directive",
    code({ policy: { content: `%{ if var.x }${A}%{ endif }` }, variable: variable(true) }),
    NOT_KNOWABLE,
  ],
  [
    "content of a fallback",
    code({ policy: { content: "${try(local.nothing, local.b)}" }, locals: { b: B } }),
    NOT_KNOWABLE,
  ],
  [
    "content of a map's default",
    code({ policy: { content: '${lookup(local.m, "z", local.b)}' }, locals: { m: { a: A }, b: B } }),
    CHANGES,
  ],
  ["content of a data source", code({ policy: { content: "${data.http.x.response_body}" } }), NOT_KNOWABLE],
  ["another type", code({ policy: { type: "SERVICE_CONTROL_POLICY" } }), CHANGES],
  ["no type, which is another one", code({ policy: { type: null } }), CHANGES],
  ["a type that only apply knows", code({ policy: { type: UNKNOWN } }), NOT_KNOWABLE],
  ["a type by default", code({ policy: { type: "${var.x}" }, variable: variable("BACKUP_POLICY") }), ASSUMED],
  [
    "a type of its instance",
    code({
      policy: { for_each: { a: "SERVICE_CONTROL_POLICY" }, type: "${each.value}" },
      to: { policy_id: `\${${POLICY}.a["a"].id}` },
    }),
    CHANGES,
  ],
  [
    "a target by default",
    code({ to: { target_id: `\${var.x ? "${PROD}" : "${DEV}"}` }, variable: variable(true) }),
    ASSUMED,
  ],
  [
    "an account whose parent only apply knows",
    code({ resource: { aws_organizations_account: { m: { name: "member", parent_id: UNKNOWN } } } }),
    NOT_KNOWABLE,
  ],
  [
    "an account that moves",
    code({ resource: { aws_organizations_account: { m: { name: "member", parent_id: DEV } } } }),
    CHANGES,
  ],
  [
    "a removed block that destroys",
    {
      resource: { [POLICY]: { a: BODY } },
      removed: { from: `${ATTACHMENT}.to`, lifecycle: { destroy: true } },
    },
    CHANGES,
  ],
  [
    "a removed block that only apply understands",
    {
      resource: { [POLICY]: { a: BODY } },
      removed: [{ from: `${ATTACHMENT}.to`, lifecycle: { destroy: "${var.x}" } }],
    },
    CHANGES,
  ],
  [
    "a moved block that is no list",
    {
      moved: { from: `${POLICY}.a`, to: `${POLICY}.b` },
      resource: { [POLICY]: { b: BODY }, [ATTACHMENT]: { to: { ...TO, policy_id: `\${${POLICY}.b.id}` } } },
    },
    NOTHING,
  ],
  [
    "a provider of another organization",
    code({
      policy: { provider: "aws.other" },
      provider: {
        aws: [{ alias: "other", assume_role: [{ role_arn: "arn:aws:iam::999999999999:role/x" }] }],
      },
    }),
    NOT_READ,
  ],
  ["a module", code({ module: { m: { source: "example/policies/aws" } } }), NOT_READ],
  [
    "another provider",
    code({ resource: { awscc_organizations_policy: { x: { type: "BACKUP_POLICY" } } } }),
    NOT_READ,
  ],
  [
    "a template of a variable",
    code({
      resource: { aws_cloudformation_stack: { x: { template_body: "${var.x}" } } },
      variable: variable('{"Resources":{"x":{"Type":"AWS::Organizations::Policy"}}}'),
    }),
    NOT_READ,
  ],
  [
    "a template of a file",
    code({ resource: { aws_cloudformation_stack: { x: { template_body: '${file("x")}' } } } }),
    NOT_READ,
  ],
  [
    "a template of something else, with its own placeholders",
    code({
      resource: {
        aws_cloudformation_stack: { x: { template_body: '{"Resources":{"x":"$${AWS::Region}"}}' } },
      },
    }),
    NOTHING,
  ],
  [
    "a type of Cloud Control of a variable",
    code({
      resource: { aws_cloudcontrolapi_resource: { x: { type_name: "${var.x}" } } },
      variable: variable("AWS::Organizations::Policy"),
    }),
    NOT_READ,
  ],
  [
    "a command",
    code({
      resource: {
        terraform_data: {
          x: { provisioner: [{ "local-exec": { command: "aws organizations detach-policy" } }] },
        },
      },
    }),
    NOT_READ,
  ],
  [
    "an organization without its policy types",
    code({ resource: { aws_organizations_organization: { o: { feature_set: "ALL" } } } }),
    CHANGES,
  ],
  [
    "an organization whose changes are all ignored",
    code({ resource: { aws_organizations_organization: { o: { lifecycle: { ignore_changes: "all" } } } } }),
    NOTHING,
  ],
];

describe("nothing is said to stay that may change", () => {
  it.each(CODE)("with a state: %s", (_what, json, expected) => {
    expect(headline(reviewed({ stack: { json } }, { states: [state()] }).summary)).toMatch(expected);
  });

  it.each(CODE.filter(([what]) => !what.includes("removed block")))(
    "without one: %s",
    (_what, json, expected) => {
      expect(headline(reviewed({ stack: { json } }, { manages: "all" }).summary)).toMatch(expected);
    },
  );
});

describe("outputs of another stack", () => {
  const producer = (backend: object): FixtureStack => ({
    json: { terraform: { backend }, output: { target: { value: PROD } } },
  });
  const consumer = (name: string, values: object): FixtureStack => ({
    dependencies: ["a"],
    json: code({
      to: { target_id: `\${data.terraform_remote_state.${name}.outputs.target}` },
      data: { terraform_remote_state: { [name]: values } },
    }),
  });
  const S3 = { s3: { bucket: "b", key: "a.tfstate", region: "eu-central-1", encrypt: true } };

  it.each([
    ["CDKTF names the stack", "cross-stack-reference-input-a", {}, NOTHING],
    [
      "it is where the stack keeps its state",
      "mine",
      { backend: "s3", config: { bucket: "b", key: "a.tfstate" } },
      NOTHING,
    ],
    ["it is elsewhere", "mine", { backend: "s3", config: { bucket: "b", key: "z.tfstate" } }, NOT_KNOWABLE],
    [
      "it is in another bucket",
      "mine",
      { backend: "s3", config: { bucket: "z", key: "a.tfstate" } },
      NOT_KNOWABLE,
    ],
    ["it is of another backend", "mine", { backend: "gcs", config: { bucket: "b" } }, NOT_KNOWABLE],
    ["nothing shows where it is", "mine", {}, NOT_KNOWABLE],
  ])("are known as far as %s", (_what, name, values, expected) => {
    const { summary } = reviewed({ a: producer(S3), b: consumer(name, values) }, { manages: "all" });
    expect(headline(summary)).toMatch(expected);
  });
});

describe("vaults and roles that only apply knows", () => {
  const messages = (
    resource: object,
    request: Partial<ReviewRequest> = { manages: "all" },
  ): readonly string[] =>
    reviewed({ stack: { json: code({ resource }) } }, request).findings.map(
      ({ severity, rule, message }) => `${severity} ${rule}: ${message}`,
    );
  const LOCK = { backup_vault_name: "Default", min_retention_days: UNKNOWN };

  it.each([
    [
      "a lock",
      { aws_backup_vault_lock_configuration: { l: LOCK } },
      "min_retention_days is known only after apply",
    ],
    ["a vault", { aws_backup_vault: { v: { name: UNKNOWN } } }, "name is known only after apply"],
    [
      "an opt-in",
      { aws_backup_region_settings: { s: { resource_type_opt_in_preference: { EC2: UNKNOWN } } } },
      "resource_type_opt_in_preference is known only after apply",
    ],
    [
      "how many there are",
      { aws_backup_vault: { v: { name: "Default", count: UNKNOWN } } },
      "whether stack/aws_backup_vault.v exists is known only after apply",
    ],
  ])("are named: %s", (_what, resource, expected) => {
    expect(messages(resource)).toEqual([expect.stringContaining(`warning not-knowable: stack/`)]);
    expect(messages(resource)[0]).toContain(expected);
    expect(messages(resource)[0]).toContain("aws_ssm_parameter.x.value");
  });

  it("are not named where nothing about backups is unknown", () => {
    const resource = {
      aws_iam_role: { r: { name: UNKNOWN, assume_role_policy: "{}" } },
      aws_backup_vault: { v: { name: "Default", kms_key_arn: UNKNOWN, tags: { x: UNKNOWN } } },
    };
    expect(messages(resource)).toEqual([]);
  });
});

describe("a plan whose lock is known only after apply", () => {
  const NAME = {
    backup_vault_name: "Default",
    backup_vault_arn: `arn:aws:backup:eu-central-1:${MEMBER}:backup-vault:Default`,
  };
  const found = (after: object, unknown: object): readonly string[] => {
    const plan = writtenJson("plan.json", {
      format_version: "1.2",
      resource_changes: [
        {
          address: "aws_backup_vault_lock_configuration.l",
          mode: "managed",
          type: "aws_backup_vault_lock_configuration",
          name: "l",
          change: {
            actions: ["delete", "create"],
            before: { ...NAME, min_retention_days: 30 },
            after: { ...NAME, ...after },
            after_unknown: unknown,
          },
        },
      ],
      configuration: { root_module: {} },
    });
    return reviewChange({
      plans: [plan],
      organization: organization(),
      guardrails: false,
      at: NOW,
    }).review.findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
  };

  it("may allow more, which is no fact", () => {
    expect(found({}, { min_retention_days: true })).toEqual([
      'error vault-lock-loosened: The vault "Default" gets a lock that is known only after apply, and may allow more.',
      expect.stringContaining("min_retention_days is known only after apply") as string,
    ]);
    expect(found({ min_retention_days: 30 }, { changeable_for_days: true }).join()).toContain(
      "may allow more",
    );
    expect(found({ min_retention_days: 7 }, {}).join()).toContain("at least 7 days instead of 30 days");
  });
});

describe("a plan", () => {
  const POLICY_ROW = { address: "aws_organizations_policy.a", mode: "managed", type: POLICY, name: "a" };
  const OLD = { id: "p-a", ...BODY };
  const review = (resources: unknown, outcome = (of: Review): string => headline(of.summary)): string => {
    const configuration = { root_module: { resources: [] } };
    const plan = writtenJson("plan.json", {
      format_version: "1.2",
      resource_changes: resources,
      configuration,
    });
    return outcome(
      reviewChange({ plans: [plan], organization: organization(), guardrails: false, at: NOW }).review,
    );
  };

  it("that makes the type of a policy one that only apply knows may end it", () => {
    const change = {
      actions: ["delete", "create"],
      before: OLD,
      after: { name: "a", content: A },
      after_unknown: { id: true, type: true },
    };
    const attachment = {
      actions: ["delete", "create"],
      before: { policy_id: "p-a", target_id: PROD },
      after: { target_id: PROD },
      after_unknown: { id: true, policy_id: true },
    };
    const rows = [
      { ...POLICY_ROW, change },
      {
        address: "aws_organizations_policy_attachment.to",
        mode: "managed",
        type: ATTACHMENT,
        name: "to",
        change: attachment,
      },
    ];
    expect(review(rows)).not.toMatch(/^No account/);
  });

  it.each([
    [
      "an action that no Terraform has",
      [{ ...POLICY_ROW, change: { actions: ["end"], before: OLD, after: null } }],
    ],
    ["no action", [{ ...POLICY_ROW, change: { before: OLD, after: null } }]],
    ["a change that is a list", [{ ...POLICY_ROW, change: [{ actions: ["delete"], before: OLD }] }]],
    ["changes that are no list", { a: { ...POLICY_ROW, change: { actions: ["delete"], before: OLD } } }],
  ])("is refused with %s", (_what, resources) => {
    expect(() => review(resources)).toThrow(/its actions are|is not a list/);
  });

  it("with a CloudFormation stack whose template it does not show is read in a part only", () => {
    const change = {
      actions: ["create"],
      before: null,
      after: { name: "x", template_url: "https://example.com/x" },
      after_unknown: { template_body: true },
    };
    const row = {
      address: "aws_cloudformation_stack.x",
      mode: "managed",
      type: "aws_cloudformation_stack",
      name: "x",
    };
    expect(review([{ ...row, change }])).toMatch(NOT_READ);
    expect(review([{ ...row, change: { ...change, actions: ["no-op"], after_unknown: {} } }])).toMatch(
      NOTHING,
    );
  });
});
