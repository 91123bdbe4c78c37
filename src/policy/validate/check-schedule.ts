import type { Check } from "./check";
import { quoted } from "./quoted";

import { SHORTEST_GAP_MINUTES } from "../limits";

/** A schedule must be readable, have runs ahead, and its next two runs must not be too close. */
export const checkSchedule: Check = (rule, { findings, at, schedules }) => {
  const setting = rule.setting("schedule_expression");
  if (setting?.text === undefined) {
    return;
  }
  const decision = schedules.decide(setting.text);
  if (decision.kind === "runs" && decision.gapMinutes >= SHORTEST_GAP_MINUTES) {
    return;
  }
  const where = { path: setting.path(), offset: setting.valueOffset };
  if (decision.kind === "not-a-schedule") {
    findings.refuse("schedule-syntax", {
      message: decision.message,
      ...where,
      hint: syntaxHint(setting.text),
    });
  } else if (decision.kind === "no-two-runs") {
    findings.refuse("schedule-occurrences", {
      message: `${quoted(setting.text)} has fewer than two runs after ${at.toISOString()}; AWS needs two to compare.`,
      ...where,
      hint: "Leave the year open (*), and check that the day exists in the month.",
    });
  } else {
    findings.refuse("schedule-frequency", {
      message: `The next two runs of ${quoted(setting.text)} after ${at.toISOString()} are ${decision.gapMinutes} minutes apart; AWS requires at least ${SHORTEST_GAP_MINUTES}.`,
      ...where,
      hint: "Give one minute and hours that differ, for example cron(0 5/1 ? * * *) for hourly runs.",
    });
  }
};

function syntaxHint(text: string): string {
  return text.trimStart().toLowerCase().startsWith("rate(")
    ? "Backup policies take cron expressions only; for example cron(0 5 ? * * *) for daily runs at 05:00 UTC."
    : "The form is cron(minutes hours day-of-month month day-of-week year), for example cron(0 5 ? * * *).";
}
