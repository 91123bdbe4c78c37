import { invalidParameter } from "./backup-answers";
import type { AnyJob } from "./any-job";

export interface SummaryQuestion {
  readonly region: string;
  /** An account, `ANY` for a row an account, `AGGREGATE_ALL` for the sum. */
  readonly accountId: string;
  /** Each of the three: a value, `ANY` for a row a value, `AGGREGATE_ALL` or nothing for the sum. */
  readonly state: string | undefined;
  readonly resourceType: string | undefined;
  readonly messageCategory: string | undefined;
  readonly period: string;
  readonly now: Date;
}

interface Row {
  readonly Region: string;
  readonly AccountId: string;
  readonly State: string | undefined;
  readonly ResourceType: string | undefined;
  readonly MessageCategory: string | undefined;
  readonly StartTime: Date;
  readonly EndTime: Date;
  Count: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** Counts jobs the way the List*JobSummaries operations do. */
export function summaries(
  jobs: readonly { readonly region: string; readonly job: AnyJob }[],
  stateMember: string,
  question: SummaryQuestion,
): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { region, job } of jobs) {
    const window = windowOf(question, job.CreationDate);
    if (region !== question.region || window === undefined) {
      continue;
    }
    const account = group(question.accountId, job.AccountId);
    const state = group(question.state, job[stateMember]);
    const resourceType = group(question.resourceType, job.ResourceType);
    const category = group(question.messageCategory, job.MessageCategory);
    if (
      account === undefined ||
      state === undefined ||
      resourceType === undefined ||
      category === undefined
    ) {
      continue;
    }
    const key = JSON.stringify([account, state, resourceType, category, window.start]);
    const row = rows.get(key) ?? {
      Region: region,
      AccountId: account,
      State: state === "" ? undefined : state,
      ResourceType: resourceType === "" ? undefined : resourceType,
      MessageCategory: category === "" ? undefined : category,
      StartTime: new Date(window.start),
      EndTime: new Date(window.end),
      Count: 0,
    };
    row.Count += 1;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** The value that a job is counted under, undefined when it is not counted. */
function group(wanted: string | undefined, actual: unknown): string | undefined {
  const value = typeof actual === "string" ? actual : "";
  if (wanted === undefined) {
    return "";
  }
  if (wanted === "AGGREGATE_ALL") {
    return wanted;
  }
  return wanted === "ANY" || wanted === value ? value : undefined;
}

/** ONE_DAY gives a row a day for the last 14 days, the others one row for their whole period. */
function windowOf(
  { period, now }: SummaryQuestion,
  created: Date | undefined,
): { readonly start: number; readonly end: number } | undefined {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const days = period === "SEVEN_DAYS" ? 7 : 14;
  if (!["ONE_DAY", "SEVEN_DAYS", "FOURTEEN_DAYS"].includes(period)) {
    throw invalidParameter("Invalid aggregation period.");
  }
  const [start, end] = [today - (days - 1) * DAY, today + DAY];
  const at = created?.getTime() ?? -1;
  if (at < start || at >= end) {
    return undefined;
  }
  const day = Math.floor(at / DAY) * DAY;
  return period === "ONE_DAY" ? { start: day, end: day + DAY } : { start, end };
}
