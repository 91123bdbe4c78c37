import { parseSchedule } from "../../policy/schedule";
import { kept } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const ruleRemoved: Risk = {
  id: "rule-removed",
  severity: "error",
  sentence: "A rule of a plan ends, or never runs again: the backups that it made are no longer made.",
  hint: "Keep the rule until another one of the plan backs up as often and keeps as long.",
  find: (context) =>
    findInPlans(context, ({ lostRules, after }) =>
      lostRules.map((rule) => {
        const ended = after.leftOut?.find(({ name }) => name === rule.name);
        const name = JSON.stringify(rule.name);
        const was = `${words(rule.schedule)}, kept ${kept(rule.retentionDays)}`;
        return ended === undefined
          ? { message: `The rule ${name} ends: ${was}.`, path: rule.path }
          : {
              message: `The rule ${name} never runs again: ${words(ended.schedule)}. Now: ${was}.`,
              path: ended.path,
              hint: "Give the rule a schedule that has further runs.",
            };
      }),
    ),
};

function words(expression: string): string {
  const parsed = parseSchedule(expression);
  return parsed.ok ? parsed.schedule.words() : expression;
}
