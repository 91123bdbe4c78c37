import { ARCHIVE_GAP_DAYS, ARCHIVE_GAP_MINUTES, SHORTEST_GAP_MINUTES } from "../limits";
import { archiveOptIn } from "../validate/check-archive";
import { quoted } from "../validate/quoted";
import type { ContainerView } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** AWS looks at the next two runs only: the same text is accepted now and refused at another time. */
export const scheduleTimeDependent: AdviceRule = {
  id: "schedule-time-dependent",
  severity: "warning",
  sentence:
    "Some runs of a schedule are too close; AWS compares the next two only, so that the same document is refused at another time.",
  hint: "Choose a schedule whose runs are always far enough apart.",
  concepts: ["rule"],
  check: (rule, { schedules }) => {
    const setting = rule.setting("schedule_expression");
    if (setting?.text === undefined) {
      return undefined;
    }
    const archive = optsIn(rule);
    const demanded = archive ? ARCHIVE_GAP_MINUTES : SHORTEST_GAP_MINUTES;
    const decision = schedules.decide(setting.text);
    const tooClose =
      decision.kind === "runs" && decision.gapMinutes >= demanded
        ? schedules.tooCloseOnce(setting.text, demanded)
        : undefined;
    if (tooClose === undefined) {
      return undefined;
    }
    const { minutes, from } = tooClose;
    const rule28 = `at least ${ARCHIVE_GAP_DAYS} days apart with the archive opt-in`;
    return [
      {
        message: `AWS accepts ${quoted(setting.text)} now, but would refuse the same document shortly before ${from.toISOString()}: the runs from then on are ${spoken(minutes)} apart, and the next two must be ${archive ? rule28 : `at least ${SHORTEST_GAP_MINUTES} minutes apart`}.`,
        path: setting.path(),
        offset: setting.valueOffset,
        hint: "Choose a schedule whose runs are always far enough apart, or any later change of this policy may be refused.",
      },
    ];
  },
};

function optsIn(rule: ContainerView): boolean {
  const copies = rule.container("copy_actions");
  return isOptedIn(rule) || copies?.containers().some(isOptedIn) === true;
}

function isOptedIn(holder: ContainerView): boolean {
  const lifecycle = holder.container("lifecycle");
  return lifecycle !== undefined && archiveOptIn(lifecycle) !== undefined;
}

function spoken(minutes: number): string {
  const [day, hour] = [24 * 60, 60];
  if (minutes >= day && minutes % day === 0) {
    return plural(minutes / day, "day");
  }
  return minutes >= hour && minutes % hour === 0 ? plural(minutes / hour, "hour") : plural(minutes, "minute");
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
