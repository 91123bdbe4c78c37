import { DEFAULT_SCHEDULE, DEFAULT_START_WINDOW_MINUTES } from "../policy/rule-defaults";
import { parseSchedule } from "../policy/schedule";
import type { Schedule } from "../policy/schedule";
import { isJsonObject, textOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { memberTexts } from "../review/rendered-json";

/** A rule of an effective policy in one Region: what AWS Backup was told to do there. */
export interface PlannedRule {
  readonly plan: string;
  readonly rule: string;
  readonly region: string;
  readonly schedule: Schedule;
  readonly vault: string;
  readonly startWindowMinutes: number;
  readonly continuous: boolean;
  /** Undefined where recovery points are kept for ever. */
  readonly retentionDays: number | undefined;
  readonly copies: readonly PlannedCopy[];
  readonly selections: readonly PlannedSelection[];
}

export interface PlannedCopy {
  /** In lower case, as AWS renders keys: `$account` stands for the account. */
  readonly vaultArn: string;
  readonly retentionDays: number | undefined;
}

export interface PlannedSelection {
  readonly name: string;
  /** With `$account` for the account; undefined where the policy names none. */
  readonly roleArn: string | undefined;
  /** The patterns of a selection of resources; empty for selections by tag. */
  readonly resourceTypes: readonly string[];
}

/** Reads the rules of a rendered effective policy; a schedule that cannot be read never runs and is left out. */
export function plannedRules(policy: JsonObject): readonly PlannedRule[] {
  return members(policy.plans).flatMap(([plan, body]) =>
    members(body.rules).flatMap(([rule, settings]) => {
      const parsed = parseSchedule(textOf(settings.schedule_expression) ?? DEFAULT_SCHEDULE);
      if (!parsed.ok) {
        return [];
      }
      const common = {
        plan,
        rule,
        schedule: parsed.schedule,
        vault: textOf(settings.target_backup_vault_name) ?? "",
        startWindowMinutes: wholeNumber(settings.start_backup_window_minutes) ?? DEFAULT_START_WINDOW_MINUTES,
        continuous: settings.enable_continuous_backup === "true",
        retentionDays: retentionOf(settings),
        copies: members(settings.copy_actions).map(([key, copy]) => ({
          vaultArn: (textOf(copy.target_backup_vault_arn) ?? key).toLowerCase(),
          retentionDays: retentionOf(copy),
        })),
        selections: selectionsOf(body),
      };
      return memberTexts(body.regions).map((region) => ({ ...common, region }));
    }),
  );
}

function selectionsOf(plan: JsonObject): readonly PlannedSelection[] {
  const selections = isJsonObject(plan.selections) ? plan.selections : {};
  return [...members(selections.tags), ...members(selections.resources)].map(([name, selection]) => ({
    name,
    roleArn: textOf(selection.iam_role_arn),
    resourceTypes: memberTexts(selection.resource_types),
  }));
}

function retentionOf(holder: JsonObject): number | undefined {
  return isJsonObject(holder.lifecycle) ? wholeNumber(holder.lifecycle.delete_after_days) : undefined;
}

function members(value: JsonValue | undefined): readonly (readonly [string, JsonObject])[] {
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([name, member]) =>
        isJsonObject(member) ? [[name, member] as const] : [],
      )
    : [];
}

function wholeNumber(value: JsonValue | undefined): number | undefined {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
