import { setOwn } from "../../../text/json";
import type { Region } from "../../regions";
import type { TerraformToken } from "../terraform-token";
import type { BackupPlan, BackupRule, Selections } from "../authored-nodes";
import { dailyRule, monthlyRule, weeklyRule, yearlyRule } from "./rules";
import type { DailySchedule, MonthlySchedule, RuleOptions, WeeklySchedule, YearlySchedule } from "./rules";
import { tags } from "./tags";

export type PlanOptions = RuleOptions & {
  /** Regions in which resources are backed up; each needs the vault. */
  readonly regions: readonly [Region, ...Region[]] | TerraformToken;
  /** Which resources are backed up, from `selectTag` or `selectResources`. */
  readonly select: Selections;
  /** Name of the rule; `daily`, `weekly`, `monthly` or `yearly` unless given. */
  readonly rule?: string;
  /** Tags of the backup plan itself. */
  readonly planTags?: Readonly<Record<string, string>>;
};

/** What the builders of this file return: a plan without wrappers, whose parts can be replaced with spread. */
export interface BuiltPlan extends BackupPlan {
  readonly regions: readonly Region[] | TerraformToken;
  readonly rules: Readonly<Record<string, BackupRule>>;
  readonly selections: Selections;
}

/** A plan with one rule that runs every day. */
export function dailyPlan(options: DailySchedule & PlanOptions): BuiltPlan {
  return planWith("daily", dailyRule(options), options);
}

/** A plan with one rule that runs on certain days of the week. */
export function weeklyPlan(options: WeeklySchedule & PlanOptions): BuiltPlan {
  return planWith("weekly", weeklyRule(options), options);
}

/** A plan with one rule that runs on one day of the month. */
export function monthlyPlan(options: MonthlySchedule & PlanOptions): BuiltPlan {
  return planWith("monthly", monthlyRule(options), options);
}

/** A plan with one rule that runs on one day of the year. */
export function yearlyPlan(options: YearlySchedule & PlanOptions): BuiltPlan {
  return planWith("yearly", yearlyRule(options), options);
}

function planWith(
  name: string,
  rule: BackupRule,
  { regions, select, rule: ruleName = name, planTags }: PlanOptions,
): BuiltPlan {
  const rules: Record<string, BackupRule> = {};
  setOwn(rules, ruleName, rule);
  return {
    regions,
    rules,
    selections: select,
    ...(planTags === undefined ? {} : { backupPlanTags: tags(planTags) }),
  };
}
