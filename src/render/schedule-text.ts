import type { Retention, Timetable, TimetableGroup, TimetableRule } from "../review/timetable";
import { duration, count } from "../review/words";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import {
  lineByOrder,
  linesByOrder,
  onceAlone,
  orderRemarks,
  partsByOrder,
  PERHAPS,
  rulesByOrder,
} from "./order-words";
import { inactiveWords } from "./inactive-words";
import { groupPieces } from "./shown-groups";
import type { GroupTextOptions, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";

/** The next backups for a terminal; times are in UTC. Of many groups, the 50 that matter most. */
export function scheduleText(timetable: Timetable, options: GroupTextOptions): string {
  return [...scheduleTextPieces(timetable, options)].join("");
}

/** As {@link scheduleText}, a group at a time. */
export function* scheduleTextPieces(
  { at, groups, remarks = [] }: Timetable,
  options: GroupTextOptions,
): Generator<string> {
  yield [
    options.style.bold(`Backups after ${minute(at)} UTC`),
    ...remarks.map((remark) => options.style.red(wrapText(remark, options.width))),
  ].join("\n");
  const rule: WriteRule = onceAlone((outcomes) => ruleText(outcomes, options));
  yield* groupPieces(groups, options, (group) => block(group, rule, options));
}

const NOTHING_REACHED =
  "Nothing is backed up: no selection matches anything that AWS Backup backs up, or no rule runs again.";

const NOT_KNOWN = "It is not known whether anything is backed up.";

type WriteRule = (outcomes: readonly TimetableRule[]) => string;

function block(group: TimetableGroup, textOf: WriteRule, options: TextOptions): string {
  const { accounts, scope, isKnown, rules, alternatives, inactiveAccounts } = group;
  const { style, width } = options;
  const inactive = `${inactiveWords(inactiveAccounts)}: AWS Backup makes no backups there.`;
  const title = [
    style.bold(wrapText(`${counted(accounts.length, "account")}: ${escapeControl(scope)}`, width)),
    ...(inactiveAccounts === 0 ? [] : [style.yellow(wrapText(inactive, width, "  "))]),
  ].join("\n");
  if (!isKnown) {
    return `${title}\n${style.yellow(wrapText("The policy in force is not known here.", width, "  "))}`;
  }
  const shown = rulesByOrder([rules, ...alternatives]);
  return shown.length === 0
    ? `${title}\n${style.red("  no backups")}`
    : [
        title,
        ...(group.standing === "not-covered" ? [style.red(wrapText(NOTHING_REACHED, width, "  "))] : []),
        ...(group.standing === "not-known" ? [style.yellow(wrapText(NOT_KNOWN, width, "  "))] : []),
        ...orderRemarks(group).map((remark) => style.yellow(wrapText(remark, width, "  "))),
        ...shown.flatMap(({ outcomes, isCertain }) => [
          ...(isCertain ? [] : [wrapText(PERHAPS, width, "  ")]),
          textOf(outcomes),
        ]),
      ].join("\n");
}

/** @param outcomes the rule in each outcome that unknown attachment orders allow */
function ruleText(outcomes: readonly TimetableRule[], { style, width }: TextOptions): string {
  const one = (text: (rule: TimetableRule) => string): string => lineByOrder(outcomes.map(text));
  const some = (texts: (rule: TimetableRule) => readonly string[]): readonly string[] =>
    linesByOrder(outcomes.map(texts));
  const isOver = outcomes.every(({ next }) => next.length === 0);
  return [
    `  ${one(({ plan, rule }) => `${escapeControl(plan)} / ${escapeControl(rule)}`)}`,
    wrapText(one(scheduleOf), width, "    "),
    wrapText(`next: ${isOver ? style.red(one(runsOf)) : one(runsOf)}`, width, "    "),
    ...[
      `largest gap: ${one(gapOf)}`,
      `kept: ${timelineByOrder(outcomes.map(({ retention }) => retention))}`,
      ...some(takeoversOf),
      ...some(copiesOf),
    ].map((line) => wrapText(line, width, "    ")),
  ].join("\n");
}

function runsOf({ next, words }: TimetableRule): string {
  return next.length > 0
    ? next.map(minute).join(", ")
    : words === undefined
      ? "not known, since the schedule cannot be read"
      : "no further runs";
}

function scheduleOf({ words, schedule, continuous }: TimetableRule): string {
  return `${words ?? escapeControl(schedule)}${continuous ? ", continuous" : ""}`;
}

function gapOf({ largestGapMinutes, largestGapFrom, words }: TimetableRule): string {
  return largestGapMinutes === undefined || largestGapFrom === undefined
    ? words === undefined
      ? "not known"
      : "no second run"
    : `${duration(largestGapMinutes)}, first from ${minute(largestGapFrom)}`;
}

function takeoversOf({ takenOverBy }: TimetableRule): readonly string[] {
  return takenOverBy.map(
    ({ rule, first }) =>
      `"${escapeControl(rule)}" takes over runs, first at ${minute(first)}: one backup, under its longer retention`,
  );
}

function copiesOf({ copies }: TimetableRule): readonly string[] {
  return copies.map((copy) => `copy in ${escapeControl(copy.arn)}: ${timeline(copy)}`);
}

function timelineByOrder(retentions: readonly Retention[]): string {
  return partsByOrder(retentions.map(timelineParts));
}

function timeline(retention: Retention): string {
  return timelineParts(retention).join(", ");
}

function timelineParts({ coldAfterDays, deletedAfterDays, recoveryPoints }: Retention): readonly string[] {
  const cold = coldAfterDays === undefined ? [] : [`cold storage after ${count(coldAfterDays, "day")}`];
  const end =
    deletedAfterDays === undefined ? "never deleted" : `deleted after ${count(deletedAfterDays, "day")}`;
  const points =
    recoveryPoints === undefined ? [] : [`about ${count(recoveryPoints, "recovery point")} of each resource`];
  return [...cold, end, ...points];
}

function minute(time: Date): string {
  return time.toISOString().slice(0, "YYYY-MM-DDTHH:MM".length).replace("T", " ");
}
