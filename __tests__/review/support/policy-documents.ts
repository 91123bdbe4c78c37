import type { JsonObject } from "../../../src/text/json";

/** A rule as a policy writes it, every value assigned. */
export interface RuleDocument {
  readonly schedule?: string;
  readonly vault?: string;
  readonly days?: number;
  readonly cold?: number;
  readonly continuous?: boolean;
  /** Destination ARN to days. */
  readonly copies?: Readonly<Record<string, number>>;
  /** Goes into the rule as it is. */
  readonly raw?: JsonObject;
}

export interface PlanDocument {
  readonly regions?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleDocument>>;
  readonly role?: string;
  readonly tagValues?: readonly string[];
  /** Goes into the plan as it is. */
  readonly raw?: JsonObject;
}

export const ROLE = "arn:aws:iam::$account:role/backup";

export function assign(value: string | readonly string[]): JsonObject {
  return { "@@assign": value };
}

/** A policy with complete plans. */
export function document(plans: Readonly<Record<string, PlanDocument>>): JsonObject {
  return {
    plans: Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, planDocument(plan)])),
  };
}

/** A policy with one complete plan, `daily`, of one rule, `nightly`. */
export function daily(rule: RuleDocument = {}, plan: PlanDocument = {}): JsonObject {
  return document({ daily: { rules: { nightly: rule }, ...plan } });
}

/** Conditions on a tag, `env` unless another key is given. */
export type Conditions = readonly (readonly [operator: string, value: string, key?: string])[];

/** The selections of a plan: one by resource types. */
export function selecting(
  types: readonly string[],
  { not = [], where = [] }: { readonly not?: readonly string[]; readonly where?: Conditions } = {},
): JsonObject {
  const operators = [...new Set(where.map(([operator]) => operator))];
  const conditions = Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        where.flatMap(([name, value, key = "aws:ResourceTag/env"], index) =>
          name === operator
            ? [[`c${index}`, { condition_key: assign(key), condition_value: assign(value) }]]
            : [],
        ),
      ),
    ]),
  );
  return {
    selections: {
      resources: {
        typed: {
          iam_role_arn: assign(ROLE),
          ...(types.length === 0 ? {} : { resource_types: assign(types) }),
          ...(not.length === 0 ? {} : { not_resource_types: assign(not) }),
          ...(where.length === 0 ? {} : { conditions }),
        },
      },
    },
  };
}

function planDocument({
  regions = ["eu-central-1", "eu-west-1"],
  rules = { nightly: {} },
  role = ROLE,
  tagValues = ["daily"],
  raw = {},
}: PlanDocument): JsonObject {
  return {
    regions: assign(regions),
    rules: Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, ruleDocument(rule)])),
    selections: {
      tags: {
        tagged: { iam_role_arn: assign(role), tag_key: assign("backup"), tag_value: assign(tagValues) },
      },
    },
    ...raw,
  };
}

function ruleDocument({
  schedule = "cron(0 5 ? * * *)",
  vault = "main",
  days = 35,
  cold,
  continuous,
  copies = {},
  raw = {},
}: RuleDocument): JsonObject {
  const destinations = Object.entries(copies).map(([arn, keptDays]) => [
    arn,
    { target_backup_vault_arn: assign(arn), lifecycle: { delete_after_days: assign(String(keptDays)) } },
  ]);
  return {
    schedule_expression: assign(schedule),
    target_backup_vault_name: assign(vault),
    lifecycle: {
      delete_after_days: assign(String(days)),
      ...(cold === undefined ? {} : { move_to_cold_storage_after_days: assign(String(cold)) }),
    },
    ...(continuous === undefined ? {} : { enable_continuous_backup: assign(String(continuous)) }),
    ...(destinations.length === 0 ? {} : { copy_actions: Object.fromEntries(destinations) as JsonObject }),
    ...raw,
  };
}
