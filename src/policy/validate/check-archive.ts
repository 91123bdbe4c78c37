import type { ScheduleValidator } from "./schedule-decision";
import { leavesColdStorageEarly } from "../grammar/cross-field-rules";
import { ARCHIVE_GAP_DAYS, ARCHIVE_GAP_MINUTES, COLD_STORAGE_DAYS, MINUTES_OF_DAY } from "../limits";
import type { Check } from "./check";
import { wholeNumber } from "../whole-number";
import type { ContainerView, SettingView } from "./view";

/** The archive opt-in of a rule or a copy needs its whole lifecycle and a rare schedule within the same document. */
export const checkArchive: Check = (lifecycle, { findings, schedules }) => {
  const optIn = archiveOptIn(lifecycle);
  if (optIn === undefined) {
    return;
  }
  const missing = ["move_to_cold_storage_after_days", "delete_after_days"].filter((key) =>
    isMissing(lifecycle, key),
  );
  const path = lifecycle.path();
  if (missing.length > 0) {
    findings.refuse("archive-lifecycle", {
      message: `The archive opt-in needs move_to_cold_storage_after_days and delete_after_days in the same document; ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing.`,
      path,
      offset: optIn.valueOffset,
      hint: `Add ${missing.join(" and ")}.`,
    });
  }
  const cold = wholeNumber(lifecycle.text("move_to_cold_storage_after_days"));
  const deleted = wholeNumber(lifecycle.text("delete_after_days"));
  if (cold !== undefined && deleted !== undefined && leavesColdStorageEarly(deleted, cold)) {
    findings.refuse("archive-retention", {
      message: `Archived recovery points stay for at least ${COLD_STORAGE_DAYS} days: delete_after_days (${deleted}) must be at least ${cold + COLD_STORAGE_DAYS}, ${COLD_STORAGE_DAYS} more than the move after ${cold}.`,
      path,
      offset: lifecycle.setting("delete_after_days")?.valueOffset ?? optIn.valueOffset,
      hint: `Write "${cold + COLD_STORAGE_DAYS}" or more.`,
    });
  }
  checkGap(lifecycle, optIn, findings, schedules);
};

function checkGap(
  lifecycle: ContainerView,
  optIn: SettingView,
  findings: Parameters<Check>[1]["findings"],
  schedules: ScheduleValidator,
): void {
  const rule = ruleOf(lifecycle);
  if (
    rule === undefined ||
    (rule.children.has("schedule_expression") && rule.setting("schedule_expression") === undefined)
  ) {
    return;
  }
  const expression = rule.text("schedule_expression");
  const decision = expression === undefined ? undefined : schedules.decide(expression);
  if (decision !== undefined && (decision.kind !== "runs" || decision.gapMinutes >= ARCHIVE_GAP_MINUTES)) {
    return;
  }
  const found =
    decision === undefined
      ? "the rule has no schedule in this document, which counts as daily"
      : `the next two runs are ${daysOf(decision.gapMinutes)} apart`;
  findings.refuse("archive-schedule", {
    message: `The archive opt-in needs runs at least ${ARCHIVE_GAP_DAYS} days apart; ${found}.`,
    path: lifecycle.path(),
    offset: optIn.valueOffset,
    hint: 'Set schedule_expression to a monthly schedule, for example "cron(0 5 1 * ? *)", or leave the opt-in out.',
  });
}

/** The opt-in of a lifecycle where it is switched on. */
export function archiveOptIn(lifecycle: ContainerView): SettingView | undefined {
  const optIn = lifecycle.setting("opt_in_to_archive_for_supported_resources");
  return optIn?.text === "true" ? optIn : undefined;
}

/** The rule around a lifecycle, be it the rule's own or that of a copy action. */
function ruleOf(lifecycle: ContainerView): ContainerView | undefined {
  let at = lifecycle.parent;
  while (at !== undefined && at.grammar.concept !== "rule") {
    at = at.parent;
  }
  return at;
}

function isMissing(view: ContainerView, key: string): boolean {
  return !view.children.has(key) || view.setting(key)?.hasValue === false;
}

function daysOf(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_OF_DAY);
  return days > 0 ? `${days} ${days === 1 ? "day" : "days"}` : "less than a day";
}
