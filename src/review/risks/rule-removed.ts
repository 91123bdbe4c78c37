import { parseSchedule } from "../../policy/schedule";
import { kept } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const ruleRemoved: Risk = {
  id: "rule-removed",
  severity: "error",
  sentence: "A rule is removed from a plan, or never runs again: its backups are no longer made.",
  hint: "Keep the rule until another rule of the plan backs up as often and keeps as long.",
  find: (context) =>
    findInPlans(context, ({ lostRules, after }) =>
      lostRules.map((rule) => {
        const ended = after.leftOut?.find(({ name }) => name === rule.name);
        const name = JSON.stringify(rule.name);
        const was = `${words(rule.schedule)}, kept ${kept(rule.retentionDays)}`;
        return ended === undefined
          ? { message: `Rule ${name} is removed (${was}).`, path: rule.path }
          : {
              message: `Rule ${name} never runs again: ${words(ended.schedule)}. Now: ${was}.`,
              path: ended.path,
              hint: "Give the rule a schedule with future runs.",
            };
      }),
    ),
};

function words(expression: string): string {
  const parsed = parseSchedule(expression);
  return parsed.ok ? parsed.schedule.words() : expression;
}
