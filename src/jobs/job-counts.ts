import { failureRate } from "./job-summary";
import type { OutcomeCounts } from "./job-summary";
import { outcomeOf } from "./job";
import type { JobKind, JobOutcome } from "./job";
import type { MissingPart } from "./missing-part";

/** One row of AWS Backup's own summaries: jobs of an account that share state, type and message category. */
export interface JobCount {
  readonly kind: JobKind;
  readonly region: string;
  readonly accountId: string;
  readonly state: string;
  readonly resourceType: string;
  readonly messageCategory: string;
  readonly count: number;
}

/** How often jobs ended in which way, as AWS counts them. */
export interface CountRow {
  readonly name: string;
  readonly counts: OutcomeCounts;
  readonly failureRate: number | undefined;
}

/** The organization's job counts of the last days. */
export interface JobCountsReport {
  readonly at: Date;
  readonly days: 7 | 14;
  readonly regions: readonly string[];
  readonly total: CountRow;
  readonly kinds: readonly CountRow[];
  /** The account with most failures first. */
  readonly accounts: readonly CountRow[];
  readonly resourceTypes: readonly CountRow[];
  /** Message categories of jobs that did not succeed, most frequent first. */
  readonly failureCategories: readonly { readonly category: string; readonly count: number }[];
  readonly missing: readonly MissingPart[];
}

/** Adds AWS's rows up; holds one sum for each account, type and category. */
export class JobCountsBuilder {
  private readonly total = none();
  private readonly kinds = new Map<string, Counts>();
  private readonly accounts = new Map<string, Counts>();
  private readonly resourceTypes = new Map<string, Counts>();
  private readonly categories = new Map<string, number>();

  add({ kind, accountId, state, resourceType, messageCategory, count }: JobCount): void {
    const outcome = outcomeOf(state);
    for (const counts of [
      this.total,
      countsIn(this.kinds, kind),
      countsIn(this.accounts, accountId),
      countsIn(this.resourceTypes, resourceType),
    ]) {
      counts[outcome] += count;
    }
    if (outcome === "failed") {
      this.categories.set(messageCategory, (this.categories.get(messageCategory) ?? 0) + count);
    }
  }

  report(facts: Pick<JobCountsReport, "at" | "days" | "regions" | "missing">): JobCountsReport {
    return {
      ...facts,
      total: rowOf("all", this.total),
      kinds: rowsOf(this.kinds),
      accounts: rowsOf(this.accounts),
      resourceTypes: rowsOf(this.resourceTypes),
      failureCategories: [...this.categories]
        .map(([category, count]) => ({ category, count }))
        .sort((left, right) => right.count - left.count || (left.category < right.category ? -1 : 1)),
    };
  }
}

type Counts = Record<JobOutcome, number>;

function none(): Counts {
  return { completed: 0, partial: 0, failed: 0, unfinished: 0 };
}

function countsIn(all: Map<string, Counts>, key: string): Counts {
  const counts = all.get(key) ?? none();
  all.set(key, counts);
  return counts;
}

function rowOf(name: string, counts: Counts): CountRow {
  return { name, counts: { ...counts }, failureRate: failureRate(counts) };
}

function rowsOf(all: ReadonlyMap<string, Counts>): readonly CountRow[] {
  return [...all]
    .map(([name, counts]) => rowOf(name, counts))
    .sort((left, right) => right.counts.failed - left.counts.failed || (left.name < right.name ? -1 : 1));
}
