import type { JsonObject, JsonValue } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { account, accountId, list, policy, policyId, POLICY_TEXT, unit, unitId } from "./parts";
import { org, declared, TYPE, ATTACHMENT, before, noParts } from "./terraform-parts";

interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly unknown?: JsonObject;
  readonly isReplaced?: boolean;
  readonly expressions?: JsonObject;
  readonly dependsOn?: readonly string[];
}

export function planJson(planned: readonly PlannedResource[]): string {
  const provider_name = "registry.terraform.io/hashicorp/aws";
  const actionsOf = ({ before: was, after, isReplaced = false }: PlannedResource): readonly string[] =>
    was === after
      ? ["no-op"]
      : isReplaced
        ? ["delete", "create"]
        : was === null
          ? ["create"]
          : after === null
            ? ["delete"]
            : ["update"];
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: planned.flatMap(({ type, name, after }) =>
          after === null
            ? []
            : [
                {
                  address: `${type}.${name}`,
                  mode: "managed",
                  type,
                  name,
                  provider_name,
                  schema_version: 0,
                  values: after,
                  sensitive_values: {},
                },
              ],
        ),
      },
    },
    resource_changes: planned.map((resource) => ({
      address: `${resource.type}.${resource.name}`,
      mode: "managed",
      type: resource.type,
      name: resource.name,
      provider_name,
      change: {
        actions: actionsOf(resource),
        before: resource.before,
        after: resource.after,
        after_unknown: resource.unknown ?? {},
        before_sensitive: {},
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: provider_name } },
      root_module: {
        resources: planned.map(({ type, name, expressions = {}, dependsOn = [] }) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          provider_config_key: "aws",
          expressions,
          schema_version: 0,
          depends_on: dependsOn,
        })),
      },
    },
    timestamp: "2026-01-10T00:00:00Z",
    applyable: true,
    complete: true,
    errored: false,
  });
}

function planned(
  name: string,
  changes: (size: number) => readonly PlannedResource[],
  { from = 50, to = 32_000, organization = noParts } = {},
): DoubledInput {
  return {
    name: `plan JSON: ${name}`,
    from,
    to,
    command: ["plan", "--plan", "plan.json", "--org", "org.json", "--fail-on", "none"],
    files: (size) => ({ "org.json": org(organization(size)), "plan.json": planJson(changes(size)) }),
  };
}

const newPolicy = (index: number): PlannedResource => ({
  type: TYPE,
  name: `p${index}`,
  before: null,
  after: declared(`new-${index}`),
  unknown: { id: true },
});
const existing = (index: number, content: JsonValue = POLICY_TEXT): JsonObject =>
  declared(`policy-${index}`, content, { id: policyId(index) });
const attachment = (index: number, target: string, dependsOn: readonly string[] = []): PlannedResource => ({
  type: ATTACHMENT,
  name: `a${index}`,
  before: null,
  after: { target_id: target, skip_destroy: null },
  unknown: { id: true, policy_id: true },
  expressions: {
    policy_id: { references: [`${TYPE}.p${index}.id`, `${TYPE}.p${index}`] },
    target_id: { constant_value: target },
  },
  dependsOn,
});

const manyPolicies = (size: number): JsonObject => ({ policies: list(size, (index) => policy(index)) });

export const planInputs: readonly DoubledInput[] = [
  planned("new policies", (size) => list(size, newPolicy)),
  planned(
    "updated policies",
    (size) =>
      list(size, (index) => ({
        type: TYPE,
        name: `p${index}`,
        before: existing(index),
        after: existing(index, POLICY_TEXT.replace("35", "7")),
      })),
    { organization: manyPolicies },
  ),
  planned(
    "deleted policies",
    (size) =>
      list(size, (index) => ({ type: TYPE, name: `p${index}`, before: existing(index), after: null })),
    { organization: manyPolicies },
  ),
  planned(
    "attachments to accounts",
    (size) => [...list(size, newPolicy), ...list(size, (index) => attachment(index, accountId(index)))],
    { organization: (size) => ({ accounts: list(size, (index) => account(index)) }) },
  ),
  planned("a chain of attachments on one target", (size) => [
    ...list(size, newPolicy),
    ...list(size, (index) => attachment(index, "r-big0", before(index))),
  ]),
  planned(
    "attachments on one target, open order",
    (size) => [...list(size, newPolicy), ...list(size, (index) => attachment(index, "r-big0"))],
    { from: 2, to: 64 },
  ),
  planned("a chain of other resources", (size) => [
    ...list(size, (index) => ({
      type: "null_resource",
      name: `n${index}`,
      before: null,
      after: {},
      dependsOn: index === 0 ? [] : [`null_resource.n${index - 1}`],
    })),
    newPolicy(0),
    attachment(0, "r-big0", [`null_resource.n${size - 1}`]),
  ]),
  planned(
    "accounts that move",
    (size) =>
      list(size, (index) => ({
        type: "aws_organizations_account",
        name: `n${index}`,
        before: {
          id: accountId(index),
          name: `account-${index}`,
          email: "a@example.com",
          parent_id: "r-big0",
        },
        after: {
          id: accountId(index),
          name: `account-${index}`,
          email: "a@example.com",
          parent_id: unitId(0),
        },
      })),
    {
      organization: (size) => ({
        organizationalUnits: [unit(0)],
        accounts: list(size, (index) => account(index)),
      }),
    },
  ),
  planned(
    "OUs that move",
    (size) =>
      list(size, (index) => ({
        type: "aws_organizations_organizational_unit",
        name: `u${index}`,
        before: { id: unitId(index), name: `unit-${index}`, parent_id: "r-big0" },
        after: { id: unitId(index), name: `renamed-${index}`, parent_id: "r-big0" },
      })),
    {
      organization: (size) => ({
        organizationalUnits: list(size, (index) => unit(index)),
        accounts: list(size, (index) => account(index, unitId(index))),
      }),
    },
  ),
  planned("vaults", (size) =>
    list(size, (index) => ({
      type: "aws_backup_vault",
      name: `v${index}`,
      before: {
        name: `v${index}`,
        arn: `arn:aws:backup:eu-central-1:${accountId(0)}:backup-vault:v${index}`,
        id: `v${index}`,
      },
      after: null,
    })),
  ),
  planned("resources of other kinds", (size) => [
    newPolicy(0),
    ...list(size, (index) => ({
      type: "aws_instance",
      name: `i${index}`,
      before: null,
      after: { ami: "x" },
    })),
  ]),
  planned(
    "attachments of one policy that are replaced",
    (size) =>
      list(size, (index) => ({
        type: ATTACHMENT,
        name: `a${index}`,
        before: {
          id: `${accountId(index)}:${policyId(0)}`,
          target_id: accountId(index),
          policy_id: policyId(0),
          skip_destroy: null,
        },
        after: { target_id: accountId(index), policy_id: policyId(0), skip_destroy: null },
        isReplaced: true,
      })),
    {
      organization: (size) => ({
        accounts: list(size, (index) => account(index)),
        attachments: list(size, (index) => ({ targetId: accountId(index), policyIds: [policyId(0)] })),
      }),
    },
  ),
  planned(
    "references of one attachment",
    (size) => [
      ...list(size, newPolicy),
      {
        ...attachment(0, "r-big0"),
        expressions: {
          policy_id: {
            references: list(size, (index) => [`${TYPE}.p${index}.id`, `${TYPE}.p${index}`]).flat(),
          },
          target_id: { constant_value: "r-big0" },
        },
      },
    ],
    { from: 5, to: 2_000 },
  ),
];
