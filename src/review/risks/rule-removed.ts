import { parseSchedule } from "../../policy/schedule";
import { kept } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const ruleRemoved: Risk = {
  id: "rule-removed",
  severity: "error",
  sentence: "A rule of a plan ends: the backups that it made are no longer made.",
  hint: "Keep the rule until another one of the plan backs up as often and keeps as long.",
  find: (context) =>
    findInPlans(context, ({ lostRules }) =>
      lostRules.map(({ name, path, schedule, retentionDays }) => ({
        message: `The rule ${JSON.stringify(name)} ends: ${words(schedule)}, kept ${kept(retentionDays)}.`,
        path,
      })),
    ),
};

function words(expression: string): string {
  const parsed = parseSchedule(expression);
  return parsed.ok ? parsed.schedule.words() : expression;
}
