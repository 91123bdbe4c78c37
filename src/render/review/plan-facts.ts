import { DEFAULT_SCHEDULE } from "../../policy/rule-defaults";
import type { SettingValue } from "../../effective/setting-value";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { counted } from "../../text/counted";
import { daysTemplate } from "./duration-words";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";
import { scheduleTemplate } from "./schedule-template";
import { membersTemplate } from "./value-template";
import { vaultTemplate } from "./vault-arn";

/** What a rendered rule does, the most important first. */
export function ruleFacts(rule: JsonObject): readonly Template[] {
  const continuous = text(rule.enable_continuous_backup) === "true";
  const vault = text(rule.target_backup_vault_name);
  const airGapped = text(rule.target_logically_air_gapped_backup_vault_arn);
  return [
    scheduleTemplate(text(rule.schedule_expression) ?? DEFAULT_SCHEDULE),
    ...(continuous ? [["continuous"]] : []),
    ...lifecycleFacts(rule.lifecycle),
    ...(vault === undefined ? [] : [template`vault ${vault}`]),
    ...(airGapped === undefined ? [] : [template`air-gapped ${vaultTemplate(airGapped)}`]),
    ...membersOf(rule.copy_actions).map(([target, copy]) =>
      joinTemplates([template`copy to ${copyTarget(target, copy)}`, ...lifecycleFacts(copy.lifecycle)], " "),
    ),
  ];
}

/** What a copy action does. */
export function copyFacts(copy: JsonObject): readonly Template[] {
  return lifecycleFacts(copy.lifecycle);
}

export function copyTarget(key: string, copy: JsonObject): Template {
  return vaultTemplate(text(copy.target_backup_vault_arn) ?? key);
}

/** Where a rendered plan works, and what it selects; its rules have their own facts. */
export function planFacts(plan: JsonObject): readonly Template[] {
  const selections = isJsonObject(plan.selections) ? plan.selections : {};
  return [
    ...(plan.regions === undefined ? [] : [template`in ${members(plan.regions)}`]),
    ...membersOf(selections.tags).map(([, selection]) =>
      joinTemplates([["tag selection"], ...tagSelectionFacts(selection)], " "),
    ),
    ...membersOf(selections.resources).map(([, selection]) =>
      joinTemplates([["resource selection"], ...resourceSelectionFacts(selection)], " "),
    ),
  ];
}

export function tagSelectionFacts(selection: JsonObject): readonly Template[] {
  return [
    template`${text(selection.tag_key) ?? ""}=${members(selection.tag_value, "|")}`,
    ...conditionFacts(selection),
  ];
}

export function resourceSelectionFacts(selection: JsonObject): readonly Template[] {
  const { resource_types: types, not_resource_types: exceptions } = selection;
  return [
    ...(types === undefined ? [] : [template`of ${members(types)}`]),
    ...(exceptions === undefined ? [] : [template`except ${members(exceptions)}`]),
    ...conditionFacts(selection),
  ];
}

function conditionFacts(selection: JsonObject): readonly Template[] {
  const count = membersOf(selection.conditions).reduce(
    (sum, [, conditions]) => sum + membersOf(conditions).length,
    0,
  );
  return count === 0 ? [] : [[`with ${counted(count, "condition")}`]];
}

function lifecycleFacts(value: JsonValue | undefined): readonly Template[] {
  const lifecycle = isJsonObject(value) ? value : {};
  const cold = text(lifecycle.move_to_cold_storage_after_days);
  const days = text(lifecycle.delete_after_days);
  return [
    days === undefined ? ["kept for ever"] : template`kept ${daysTemplate(days)}`,
    ...(cold === undefined ? [] : [template`cold after ${daysTemplate(cold)}`]),
  ];
}

/** A container's containers, in the order of their names. */
export function membersOf(container: JsonValue | undefined): readonly (readonly [string, JsonObject])[] {
  return isJsonObject(container)
    ? Object.keys(container)
        .sort()
        .flatMap((name) => {
          const member = container[name];
          return isJsonObject(member) ? [[name, member] as const] : [];
        })
    : [];
}

function members(value: JsonValue | undefined, separator?: string): Template {
  return isJsonObject(value) || value === undefined ? [] : membersTemplate(value as SettingValue, separator);
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
