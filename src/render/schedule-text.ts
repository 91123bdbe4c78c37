import type { Retention, Timetable, TimetableGroup, TimetableRule } from "../review/timetable";
import { duration, count } from "../review/words";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";

/** The next backups for a terminal; times are in UTC. */
export function scheduleText({ at, groups }: Timetable, options: TextOptions): string {
  const headline = options.style.bold(`Backups after ${minute(at)} UTC`);
  return `${[headline, ...groups.map((group) => block(group, options))].join("\n\n")}\n`;
}

function block({ accounts, scope, isKnown, rules }: TimetableGroup, options: TextOptions): string {
  const { style, width } = options;
  const title = style.bold(
    wrapText(`${counted(accounts.length, "account")}: ${escapeControl(scope)}`, width),
  );
  if (!isKnown) {
    return `${title}\n${style.yellow(wrapText("The policy in force is not known here.", width, "  "))}`;
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
    `  ${escapeControl(rule.plan)} / ${escapeControl(rule.rule)}`,
    wrapText(
      `${words ?? escapeControl(rule.schedule)}${rule.continuous ? ", continuous" : ""}`,
      width,
      "    ",
    ),
    wrapText(`next: ${runs}`, width, "    "),
    wrapText(`largest gap: ${gap}`, width, "    "),
    wrapText(`kept: ${timeline(rule.retention)}`, width, "    "),
    ...rule.takenOverBy.map(({ rule: other, first }) =>
      wrapText(
        `"${escapeControl(other)}" takes over runs, first at ${minute(first)}: one backup, under its longer retention`,
        width,
        "    ",
      ),
    ),
    ...rule.copies.map((copy) =>
      wrapText(`copy in ${escapeControl(copy.arn)}: ${timeline(copy)}`, width, "    "),
    ),
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
