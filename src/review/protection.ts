import { DEFAULT_SCHEDULE } from "../policy/rule-defaults";
import { canonicalJson, objectOf, textOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { joinPath } from "../text/policy-path";
import { members, memberTexts, wholeNumber } from "./rendered-json";

/** What an effective policy protects, in the terms that people ask for. */
export interface Protection {
  readonly plans: readonly PlanProtection[];
}

export interface PlanProtection {
  readonly name: string;
  /** As AWS writes it: `plans/daily`. */
  readonly path: string;
  readonly regions: readonly string[];
  readonly rules: readonly RuleProtection[];
  readonly selections: readonly SelectionProtection[];
  /** Equal for plans that do the same, whatever their name. */
  readonly content: string;
}

export interface RuleProtection {
  readonly name: string;
  readonly path: string;
  /** The expression as written, or AWS Backup's default. */
  readonly schedule: string;
  /** Undefined where recovery points are kept for ever. */
  readonly retentionDays: number | undefined;
  readonly coldAfterDays: number | undefined;
  readonly continuous: boolean;
  readonly vault: string | undefined;
  readonly airGappedVault: string | undefined;
  readonly copies: readonly CopyProtection[];
  readonly content: string;
}

export interface CopyProtection {
  readonly path: string;
  /** The destination vault, as the policy writes it. */
  readonly arn: string;
  /** Undefined where the ARN cannot be read. */
  readonly region: string | undefined;
  /** Twelve digits, or `$account` for the account itself. */
  readonly account: string | undefined;
  readonly vault: string | undefined;
  readonly retentionDays: number | undefined;
  readonly coldAfterDays: number | undefined;
}

export interface SelectionProtection {
  readonly kind: "tags" | "resources";
  readonly name: string;
  readonly path: string;
  readonly role: string | undefined;
  readonly tagKey: string | undefined;
  readonly tagValues: readonly string[];
  readonly resourceTypes: readonly string[];
  readonly notResourceTypes: readonly string[];
  /** Canonical text of the conditions; `{}` where there are none. */
  readonly conditions: string;
  readonly content: string;
}

const known = new WeakMap<JsonObject, Protection>();
const knownPlans = new WeakMap<JsonObject, PlanProtection>();

/** Reads a rendered policy. Accounts share the objects of their plans, and each is read once. */
export function protectionOf(policy: JsonObject): Protection {
  let protection = known.get(policy);
  if (protection === undefined) {
    protection = { plans: members(policy.plans).map(([name, plan]) => planProtectionOf(name, plan)) };
    known.set(policy, protection);
  }
  return protection;
}

/** Whether anything is backed up: a plan with Regions, rules and selections. */
export function protects({ plans }: Protection): boolean {
  return plans.some(
    ({ regions, rules, selections }) => regions.length > 0 && rules.length > 0 && selections.length > 0,
  );
}

/** Reads one rendered plan. */
export function planProtectionOf(name: string, rendered: JsonValue): PlanProtection {
  const plan = objectOf(rendered);
  let read = knownPlans.get(plan);
  if (read?.name !== name) {
    const path = ["plans", name];
    const selections = objectOf(plan.selections);
    read = {
      name,
      path: joinPath(path),
      regions: memberTexts(plan.regions),
      rules: members(plan.rules).map(([rule, value]) => ruleOf(rule, value, [...path, "rules", rule])),
      selections: (["tags", "resources"] as const).flatMap((kind) =>
        members(selections[kind]).map(([selection, value]) =>
          selectionOf(kind, selection, value, [...path, "selections", kind, selection]),
        ),
      ),
      get content() {
        return canonicalJson(plan);
      },
    };
    knownPlans.set(plan, read);
  }
  return read;
}

function ruleOf(name: string, rule: JsonObject, path: readonly string[]): RuleProtection {
  return {
    name,
    path: joinPath(path),
    schedule: textOf(rule.schedule_expression) ?? DEFAULT_SCHEDULE,
    ...lifecycleOf(rule),
    continuous: rule.enable_continuous_backup === "true",
    vault: textOf(rule.target_backup_vault_name),
    airGappedVault: textOf(rule.target_logically_air_gapped_backup_vault_arn),
    copies: members(rule.copy_actions).map(([key, copy]) =>
      copyOf(key, copy, [...path, "copy_actions", key]),
    ),
    get content() {
      return canonicalJson(rule);
    },
  };
}

function copyOf(key: string, copy: JsonObject, path: readonly string[]): CopyProtection {
  const arn = textOf(copy.target_backup_vault_arn) ?? key;
  // arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME
  const [, , , region, account] = arn.split(":");
  return { path: joinPath(path), arn, region, account, vault: vaultOf(arn), ...lifecycleOf(copy) };
}

/** The name of the vault in its ARN; undefined where it cannot be read. */
export function vaultOf(arn: string): string | undefined {
  return arn.split(":")[6];
}

function lifecycleOf(holder: JsonObject): Pick<RuleProtection, "retentionDays" | "coldAfterDays"> {
  const lifecycle = objectOf(holder.lifecycle);
  return {
    retentionDays: wholeNumber(lifecycle.delete_after_days),
    coldAfterDays: wholeNumber(lifecycle.move_to_cold_storage_after_days),
  };
}

function selectionOf(
  kind: SelectionProtection["kind"],
  name: string,
  selection: JsonObject,
  path: readonly string[],
): SelectionProtection {
  return {
    kind,
    name,
    path: joinPath(path),
    role: textOf(selection.iam_role_arn),
    tagKey: textOf(selection.tag_key),
    tagValues: memberTexts(selection.tag_value),
    resourceTypes: memberTexts(selection.resource_types),
    notResourceTypes: memberTexts(selection.not_resource_types),
    conditions: canonicalJson(objectOf(selection.conditions)),
    get content() {
      return canonicalJson(selection);
    },
  };
}
