import { parseSchedule } from "../policy/schedule";
import { minutesWords } from "../render/review/duration-words";
import { templateText } from "../render/review/template";
import { scheduleTemplate } from "../render/review/schedule-template";
import { escapeControl } from "../text/escape-control";
import type { PageSchedule } from "./page-model";
import { Table } from "./table";

/** Five weeks, so that a monthly backup is always among those to come. */
export const DAYS_AHEAD = 35;

const MINUTE = 60_000;
/** One an hour for five weeks, and some to spare. */
const MOST_AHEAD = 1000;

/** The schedules of what is shown, each once. */
export class PageSchedules {
  private readonly table = new Table<PageSchedule>();
  private readonly indexes = new Map<string, number>();

  constructor(readonly at: Date) {}

  get entries(): readonly PageSchedule[] {
    return this.table.entries;
  }

  add(expression: string): number {
    let index = this.indexes.get(expression);
    if (index === undefined) {
      index = this.table.add(this.read(expression), expression);
      this.indexes.set(expression, index);
    }
    return index;
  }

  private read(expression: string): PageSchedule {
    const words = templateText(scheduleTemplate(expression), escapeControl);
    const parsed = parseSchedule(expression);
    if (!parsed.ok) {
      return { expression: escapeControl(expression), words, ahead: [], gap: "", next: "" };
    }
    const occurrences = parsed.schedule.occurrences(this.at, MOST_AHEAD);
    const minutes = occurrences
      .map((time) => Math.round((time.getTime() - this.at.getTime()) / MINUTE))
      .filter((minute) => minute <= DAYS_AHEAD * 24 * 60);
    const gap = parsed.schedule.largestGap(this.at)?.minutes;
    return {
      expression: escapeControl(expression),
      words: occurrences.length === 0 ? `${words}: never runs again` : words,
      ahead: minutes.map((minute, index) => minute - (minutes[index - 1] ?? 0)),
      gap: gap === undefined ? "" : minutesWords(gap),
      next: occurrences[0]?.toISOString() ?? "",
    };
  }
}
