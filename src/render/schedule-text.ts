import type { Retention, Timetable, TimetableGroup, TimetableRule } from "../review/timetable";
import { duration, count } from "../review/words";
import { counted, wrap } from "./layout";
import type { TextOptions } from "./style";
import { visible } from "./terminal-text";

/** The next backups for a terminal; times are in UTC. */
export function scheduleText({ at, groups }: Timetable, options: TextOptions): string {
  const headline = options.style.bold(`Backups after ${minute(at)} UTC`);
  return `${[headline, ...groups.map((group) => block(group, options))].join("\n\n")}\n`;
}

function block({ accounts, scope, isKnown, rules }: TimetableGroup, options: TextOptions): string {
  const { style, width } = options;
  const title = style.bold(wrap(`${counted(accounts.length, "account")}: ${visible(scope)}`, width));
  if (!isKnown) {
    return `${title}\n${style.yellow(wrap("The policy in force is not known here.", width, "  "))}`;
  }
  return rules.length === 0
    ? `${title}\n${style.red("  no backups")}`
    : [title, ...rules.map((rule) => ruleText(rule, options))].join("\n");
}

function ruleText(rule: TimetableRule, { style, width }: TextOptions): string {
  const { next, largestGapMinutes, largestGapFrom, words } = rule;
  const runs = next.length === 0 ? style.red("never again") : next.map(minute).join(", ");
  const gap =
    largestGapMinutes === undefined || largestGapFrom === undefined
      ? "no second run"
      : `${duration(largestGapMinutes)}, first from ${minute(largestGapFrom)}`;
  return [
    `  ${visible(rule.plan)} / ${visible(rule.rule)}`,
    wrap(`${words ?? visible(rule.schedule)}${rule.continuous ? ", continuous" : ""}`, width, "    "),
    wrap(`next: ${runs}`, width, "    "),
    wrap(`largest gap: ${gap}`, width, "    "),
    wrap(`kept: ${timeline(rule.retention)}`, width, "    "),
    ...rule.copies.map((copy) => wrap(`copy in ${visible(copy.arn)}: ${timeline(copy)}`, width, "    ")),
  ].join("\n");
}

function timeline({ coldAfterDays, deletedAfterDays, recoveryPoints }: Retention): string {
  const cold = coldAfterDays === undefined ? [] : [`cold storage after ${count(coldAfterDays, "day")}`];
  const end =
    deletedAfterDays === undefined ? "never deleted" : `deleted after ${count(deletedAfterDays, "day")}`;
  const points =
    recoveryPoints === undefined ? [] : [`about ${count(recoveryPoints, "recovery point")} of each resource`];
  return [...cold, end, ...points].join(", ");
}

function minute(time: Date): string {
  return time.toISOString().slice(0, "YYYY-MM-DDTHH:MM".length).replace("T", " ");
}
