import type { JsonObject, JsonValue } from "../../src/text/json";
import { cdktfManifest } from "../cdktf-manifest";
import type { DoubledInput } from "./doubled-input";
import { account, accountId, entries, list, policy, policyId, POLICY_TEXT } from "./parts";
import { org, declared, TYPE, ATTACHMENT, before, noParts } from "./terraform-parts";

const noFiles: (size: number) => Readonly<Record<string, string>> = () => ({});

/** What `cdktf synth` writes, reviewed. */
function code(
  name: string,
  stack: (size: number) => JsonObject,
  { from = 50, to = 32_000, organization = noParts, args = [] as readonly string[], files = noFiles } = {},
): DoubledInput {
  return {
    name: `code: ${name}`,
    from,
    to,
    command: ["plan", "out", "--org", "org.json", "--fail-on", "none", ...args],
    files: (size) => ({
      "org.json": org(organization(size)),
      "out/manifest.json": cdktfManifest(["policies"]),
      "out/stacks/policies/cdk.tf.json": JSON.stringify(stack(size)),
      ...files(size),
    }),
  };
}

const resources = (byType: JsonObject, more: JsonObject = {}): JsonObject => ({ resource: byType, ...more });

function attached(
  size: number,
  target: (index: number) => string,
  dependsOn: (index: number) => readonly string[] = () => [],
): JsonObject {
  return {
    [TYPE]: entries(size, (index) => declared(`new-${index}`), "p"),
    [ATTACHMENT]: entries(
      size,
      (index) => ({
        policy_id: `\${${TYPE}.p${index}.id}`,
        target_id: target(index),
        depends_on: dependsOn(index),
      }),
      "a",
    ),
  };
}

export const codeInputs: readonly DoubledInput[] = [
  code("policies", (size) => resources({ [TYPE]: entries(size, (index) => declared(`new-${index}`), "p") })),
  code("attachments to accounts", (size) => resources(attached(size, accountId)), {
    organization: (size) => ({ accounts: list(size, (index) => account(index)) }),
  }),
  code("a chain of attachments on one target", (size) => resources(attached(size, () => "r-big0", before))),
  code("attachments on one target, open order", (size) => resources(attached(size, () => "r-big0")), {
    from: 2,
    to: 64,
  }),
  code("a chain of depends_on", (size) =>
    resources({
      null_resource: entries(
        size,
        (index) => (index === 0 ? {} : { depends_on: [`null_resource.n${index - 1}`] }),
        "n",
      ),
      ...attached(
        2,
        () => "r-big0",
        (index) => (index === 0 ? [] : [`null_resource.n${size - 1}`]),
      ),
    }),
  ),
  code("a dense graph of depends_on", (size) =>
    resources({
      null_resource: entries(
        size,
        (index) => ({
          depends_on: list(Math.min(index, 20), (back) => `null_resource.n${index - back - 1}`),
        }),
        "n",
      ),
      ...attached(2, () => "r-big0"),
    }),
  ),
  code("a cycle of depends_on", (size) =>
    resources({
      null_resource: entries(
        size,
        (index) => ({ depends_on: [`null_resource.n${(index + 1) % size}`] }),
        "n",
      ),
      ...attached(
        2,
        () => "r-big0",
        () => ["null_resource.n0"],
      ),
    }),
  ),
  code("a chain of locals", (size) =>
    resources(
      { [TYPE]: { p: declared("new", `\${local.l${size - 1}}`) } },
      { locals: entries(size, (index) => (index === 0 ? POLICY_TEXT : `\${local.l${index - 1}}`), "l") },
    ),
  ),
  code(
    "locals that multiply",
    (size) =>
      resources(
        { [TYPE]: { p: declared("new", `\${local.l${size - 1}}`) } },
        {
          locals: entries(
            size,
            (index) => (index === 0 ? "x" : `\${local.l${index - 1}}\${local.l${index - 1}}`),
            "l",
          ),
        },
      ),
    { from: 40, to: 2_000 },
  ),
  code("instances of for_each", (size) =>
    resources({
      [TYPE]: {
        p: declared("new-${each.key}", POLICY_TEXT, { for_each: entries(size, (index) => `v${index}`) }),
      },
    }),
  ),
  code("instances of count", (size) =>
    resources({ [TYPE]: { p: declared("new-${count.index}", POLICY_TEXT, { count: size }) } }),
  ),
  code(
    "attachments of for_each",
    (size) =>
      resources({
        [TYPE]: {
          p: declared("new-${each.key}", POLICY_TEXT, {
            for_each: entries(size, (index) => accountId(index)),
          }),
        },
        [ATTACHMENT]: {
          a: { for_each: `\${${TYPE}.p}`, policy_id: "${each.value.id}", target_id: accountId(0) },
        },
      }),
    { from: 2, to: 512 },
  ),
  code(
    "a long expression",
    (size) =>
      resources({ [TYPE]: { p: declared("new", `\${${"upper(".repeat(size)}"x"${")".repeat(size)}}`) } }),
    { from: 200 },
  ),
  code("an expression of many parts", (size) =>
    resources({ [TYPE]: { p: declared("new", "${local.a}".repeat(size)) } }, { locals: { a: "x" } }),
  ),
  code("an unclosed expression", (size) => resources({ [TYPE]: { p: declared("new", "${".repeat(size)) } })),
  code(
    "nested values",
    (size) => ({
      resource: {
        null_resource: {
          n: {
            triggers: JSON.parse(
              `${'{"a":'.repeat(Math.min(size, 150))}1${"}".repeat(Math.min(size, 150))}`,
            ) as JsonValue,
          },
        },
      },
    }),
    { to: 150 },
  ),
  code("outputs and variables", (size) =>
    resources(
      attached(2, () => "r-big0"),
      {
        output: entries(size, (index) => ({ value: `\${${TYPE}.p0.id}${index}` })),
        variable: entries(size, () => ({ default: "x" })),
      },
    ),
  ),
  code("moved blocks", (size) =>
    resources(
      attached(2, () => "r-big0"),
      { moved: list(size, (index) => ({ from: `${TYPE}.m${index}`, to: `${TYPE}.m${index + 1}` })) },
    ),
  ),
  code("data sources", (size) =>
    resources(
      attached(2, () => "r-big0"),
      { data: { aws_organizations_organization: entries(size, () => ({}), "d") } },
    ),
  ),
  code("calls of modules", (size) =>
    resources(
      attached(2, () => "r-big0"),
      {
        module: entries(
          size,
          (index) => ({ source: "./nowhere", name: index === 0 ? "x" : `\${module.m${index - 1}.name}` }),
          "m",
        ),
      },
    ),
  ),
  code("variables in a policy", (size) =>
    resources(
      {
        [TYPE]: {
          p: declared("new", POLICY_TEXT, {
            description: list(size, (index) => `\${var.v${index}}`).join(""),
          }),
        },
      },
      { variable: entries(size, () => ({ default: "x" }), "v") },
    ),
  ),
  code("a list of for", (size) =>
    resources(
      {
        [TYPE]: {
          p: declared(
            "new",
            '${jsonencode({plans = {for name in local.names : name => {regions = {"@@assign" = [name]}}}})}',
          ),
        },
      },
      { locals: { names: list(size, (index) => `n${index}`) } },
    ),
  ),
  code("policies that the state holds", () => resources({ [TYPE]: { p: declared("new") } }), {
    organization: (size) => ({ policies: list(size, (index) => policy(index)) }),
    args: ["--state", "state.json"],
    files: (size) => ({ "state.json": stateOf(size) }),
  }),
  code("policies that only the base declares", () => resources({ [TYPE]: { p: declared("policy-0") } }), {
    organization: (size) => ({ policies: list(size, (index) => policy(index)) }),
    args: ["--base", "base"],
    files: (size) => ({
      "base/manifest.json": cdktfManifest(["policies"]),
      "base/stacks/policies/cdk.tf.json": JSON.stringify(
        resources({ [TYPE]: entries(size, (index) => declared(`policy-${index}`), "p") }),
      ),
    }),
  }),
  code("vaults and roles", (size) =>
    resources({
      aws_backup_vault: entries(size, (index) => ({ name: `v${index}` }), "v"),
      aws_iam_role: entries(size, (index) => ({ name: `r${index}`, assume_role_policy: "{}" }), "r"),
    }),
  ),
  code("OUs in a chain", (size) =>
    resources({
      aws_organizations_organizational_unit: entries(
        size,
        (index) => ({
          name: `u${index}`,
          parent_id: index === 0 ? "r-big0" : `\${aws_organizations_organizational_unit.u${index - 1}.id}`,
        }),
        "u",
      ),
    }),
  ),
  code("accounts", (size) =>
    resources({
      aws_organizations_account: entries(
        size,
        (index) => ({ name: `n${index}`, email: `a${index}@example.com`, parent_id: "r-big0" }),
        "n",
      ),
    }),
  ),
  {
    name: "code: stacks that depend on each other",
    from: 20,
    to: 2_000,
    command: ["plan", "out", "--org", "org.json", "--fail-on", "none"],
    files: (size) => ({
      "org.json": org(),
      "out/manifest.json": cdktfManifest(
        list(size, (index) => `s${index}`),
        (index) => (index === 0 ? [] : [`s${index - 1}`]),
      ),
      ...Object.fromEntries(
        list(size, (index) => [
          `out/stacks/s${index}/cdk.tf.json`,
          JSON.stringify(resources({ [TYPE]: { p: declared(`new-${index}`) } })),
        ]),
      ),
    }),
  },
];

function stateOf(size: number): string {
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "x",
    outputs: {},
    resources: list(size, (index) => ({
      mode: "managed",
      type: TYPE,
      name: `p${index}`,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 0,
          attributes: {
            id: policyId(index),
            name: `policy-${index}`,
            type: "BACKUP_POLICY",
            content: POLICY_TEXT,
          },
        },
      ],
    })),
  });
}
