import type { JsonObject, JsonValue } from "../../../src/text/json";
import type { PlanFile } from "../../../src/sources/terraform-plan/plan-file";

/** One entry of `resource_changes`, with what it takes for granted left out. */
export interface BuiltChange {
  readonly type: string;
  readonly name: string;
  readonly module?: string;
  readonly index?: string | number;
  readonly actions?: readonly string[];
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly unknown?: JsonObject;
  readonly deposed?: string;
  readonly importing?: string;
}

export interface BuiltPlan {
  readonly name?: string;
  readonly changes?: readonly BuiltChange[];
  /** `configuration.root_module` */
  readonly code?: JsonObject;
  /** Resources of the state before. */
  readonly prior?: readonly BuiltPrior[];
  readonly rest?: JsonObject;
}

interface BuiltPrior {
  readonly mode?: string;
  readonly type: string;
  /** Only with an address does the state belong to a change. */
  readonly address?: string;
  readonly dependsOn?: readonly string[];
  readonly values: JsonObject;
}

/** A plan as Terraform writes it, without what no test looks at. */
export function builtPlan({
  name = "plan.json",
  changes = [],
  code = {},
  prior = [],
  rest = {},
}: BuiltPlan): PlanFile {
  return {
    name,
    json: {
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: changes.map(changeOf),
      prior_state: {
        format_version: "1.0",
        values: {
          root_module: {
            resources: prior.map(({ mode = "managed", type, address, dependsOn, values }) => ({
              mode,
              type,
              name: "x",
              ...(address === undefined ? {} : { address }),
              ...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
              values,
            })),
          },
        },
      },
      configuration: { root_module: code },
      errored: false,
      ...rest,
    },
  };
}

function changeOf(change: BuiltChange): JsonObject {
  const { type, name, module, index, deposed, importing, before = null, after = null, unknown = {} } = change;
  const key = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return {
    address: `${module === undefined ? "" : `${module}.`}${type}.${name}${key}`,
    ...(module === undefined ? {} : { module_address: module }),
    mode: "managed",
    type,
    name,
    ...(index === undefined ? {} : { index }),
    ...(deposed === undefined ? {} : { deposed }),
    change: {
      actions: [
        ...(change.actions ?? (before === null ? ["create"] : after === null ? ["delete"] : ["update"])),
      ],
      before,
      after,
      after_unknown: unknown,
      ...(importing === undefined ? {} : { importing: { id: importing } }),
    },
  };
}

/** Code of a resource: expressions that are lists are references. */
export function codeOfResource(
  type: string,
  name: string,
  expressions: Readonly<Record<string, readonly string[] | JsonValue>>,
  rest: JsonObject = {},
): JsonObject {
  return {
    mode: "managed",
    type,
    name,
    expressions: Object.fromEntries(
      Object.entries(expressions).map(([key, value]): [string, JsonValue] => [
        key,
        Array.isArray(value) ? { references: value as readonly string[] } : { constant_value: value },
      ]),
    ),
    ...rest,
  };
}
