import { parseSchedule } from "../policy/schedule";

/** How often a schedule runs, from a moment on. */
export interface Rhythm {
  readonly words: string;
  /** The longest time between two backups: the worst case of the recovery point objective. Undefined if fewer than two runs are left. */
  readonly largestGapMinutes: number | undefined;
  readonly largestGapFrom: Date | undefined;
  readonly next: readonly Date[];
}

/** Undefined for an expression that AWS would not take. */
export function rhythmOf(expression: string, at: Date, runs = 3): Rhythm | undefined {
  const parsed = parseSchedule(expression);
  if (!parsed.ok) {
    return undefined;
  }
  const { schedule } = parsed;
  const gap = schedule.largestGap(at);
  return {
    words: schedule.words(),
    largestGapMinutes: gap?.minutes,
    largestGapFrom: gap?.from,
    next: schedule.occurrences(at, runs),
  };
}

/** How often schedules run after an instant: thousands of rules share few of them. */
export class Rhythms {
  private readonly known = new Map<string, Rhythm | undefined>();

  constructor(
    private readonly at: Date,
    private readonly runs?: number,
  ) {}

  of(expression: string): Rhythm | undefined {
    if (!this.known.has(expression)) {
      this.known.set(expression, rhythmOf(expression, this.at, this.runs));
    }
    return this.known.get(expression);
  }
}

/** So many runs give a fair mean of any rhythm within a year. */
const RUNS_FOR_MEAN = 60;

/** Reviews ask repeatedly about the few schedules of an organization. */
const REMEMBERED = 1000;
let rememberedAt = Number.NaN;
const remembered = new Map<string, number | undefined>();

/** How many recovery points of a resource a retention keeps, about; undefined if the schedule does not tell. */
export function recoveryPoints(expression: string, days: number, at: Date): number | undefined {
  if (rememberedAt !== at.getTime() || remembered.size >= REMEMBERED) {
    remembered.clear();
    rememberedAt = at.getTime();
  }
  if (!remembered.has(expression)) {
    remembered.set(expression, meanGapMinutes(expression, at));
  }
  const mean = remembered.get(expression);
  return mean === undefined ? undefined : Math.max(1, Math.round((days * 1440) / mean));
}

function meanGapMinutes(expression: string, at: Date): number | undefined {
  const parsed = parseSchedule(expression);
  const occurrences = parsed.ok ? parsed.schedule.occurrences(at, RUNS_FOR_MEAN) : [];
  const [first, last] = [occurrences[0], occurrences.at(-1)];
  return first === undefined || last === undefined || occurrences.length < 2
    ? undefined
    : (last.getTime() - first.getTime()) / 60_000 / (occurrences.length - 1);
}
