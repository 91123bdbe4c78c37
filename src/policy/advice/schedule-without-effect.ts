import type { AdviceRule } from "./advice-rule";

/** The dialect skips some of what it reads, which the author cannot have meant. */
export const scheduleWithoutEffect: AdviceRule = {
  id: "schedule-without-effect",
  severity: "notice",
  sentence: "A schedule has parts that AWS accepts and ignores.",
  hint: "Remove the part of the schedule that has no effect.",
  concepts: ["rule"],
  check: (rule, { schedules }) => {
    const setting = rule.setting("schedule_expression");
    if (setting?.text === undefined) {
      return undefined;
    }
    const decision = schedules.decide(setting.text);
    return decision.kind !== "runs"
      ? undefined
      : decision.schedule.remarks.map((message) => ({
          message,
          path: setting.path(),
          offset: setting.valueOffset,
        }));
  },
};
