import { DEFAULT_SCHEDULE } from "../../policy/rule-defaults";
import type { SettingValue } from "../../effective/fragment";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { counted } from "../layout";
import { daysPhrase } from "./duration-words";
import { joinPhrases, phrase } from "./phrase";
import type { Phrase } from "./phrase";
import { schedulePhrase } from "./schedule-phrase";
import { membersPhrase } from "./value-phrase";
import { vaultPhrase } from "./vault-arn";

/** What a rendered rule does, the most important first. */
export function ruleFacts(rule: JsonObject): readonly Phrase[] {
  const continuous = text(rule.enable_continuous_backup) === "true";
  const vault = text(rule.target_backup_vault_name);
  const airGapped = text(rule.target_logically_air_gapped_backup_vault_arn);
  return [
    schedulePhrase(text(rule.schedule_expression) ?? DEFAULT_SCHEDULE),
    ...(continuous ? [["continuous"]] : []),
    ...lifecycleFacts(rule.lifecycle),
    ...(vault === undefined ? [] : [phrase`vault ${vault}`]),
    ...(airGapped === undefined ? [] : [phrase`air-gapped ${vaultPhrase(airGapped)}`]),
    ...membersOf(rule.copy_actions).map(([target, copy]) =>
      joinPhrases([phrase`copy to ${copyTarget(target, copy)}`, ...lifecycleFacts(copy.lifecycle)], " "),
    ),
  ];
}

/** What a copy action does. */
export function copyFacts(copy: JsonObject): readonly Phrase[] {
  return lifecycleFacts(copy.lifecycle);
}

export function copyTarget(key: string, copy: JsonObject): Phrase {
  return vaultPhrase(text(copy.target_backup_vault_arn) ?? key);
}

/** Where a rendered plan works, and what it selects; its rules have their own facts. */
export function planFacts(plan: JsonObject): readonly Phrase[] {
  const selections = isJsonObject(plan.selections) ? plan.selections : {};
  return [
    ...(plan.regions === undefined ? [] : [phrase`in ${members(plan.regions)}`]),
    ...membersOf(selections.tags).map(([, selection]) =>
      joinPhrases([["tag selection"], ...tagSelectionFacts(selection)], " "),
    ),
    ...membersOf(selections.resources).map(([, selection]) =>
      joinPhrases([["resource selection"], ...resourceSelectionFacts(selection)], " "),
    ),
  ];
}

export function tagSelectionFacts(selection: JsonObject): readonly Phrase[] {
  return [
    phrase`${text(selection.tag_key) ?? ""}=${members(selection.tag_value, "|")}`,
    ...conditionFacts(selection),
  ];
}

export function resourceSelectionFacts(selection: JsonObject): readonly Phrase[] {
  const { resource_types: types, not_resource_types: exceptions } = selection;
  return [
    ...(types === undefined ? [] : [phrase`of ${members(types)}`]),
    ...(exceptions === undefined ? [] : [phrase`except ${members(exceptions)}`]),
    ...conditionFacts(selection),
  ];
}

function conditionFacts(selection: JsonObject): readonly Phrase[] {
  const count = membersOf(selection.conditions).reduce(
    (sum, [, conditions]) => sum + membersOf(conditions).length,
    0,
  );
  return count === 0 ? [] : [[`with ${counted(count, "condition")}`]];
}

function lifecycleFacts(value: JsonValue | undefined): readonly Phrase[] {
  const lifecycle = isJsonObject(value) ? value : {};
  const cold = text(lifecycle.move_to_cold_storage_after_days);
  const days = text(lifecycle.delete_after_days);
  return [
    days === undefined ? ["kept for ever"] : phrase`kept ${daysPhrase(days)}`,
    ...(cold === undefined ? [] : [phrase`cold after ${daysPhrase(cold)}`]),
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

function members(value: JsonValue | undefined, separator?: string): Phrase {
  return isJsonObject(value) || value === undefined ? [] : membersPhrase(value as SettingValue, separator);
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
