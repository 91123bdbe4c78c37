import { explainFailure, messagePattern } from "./failure-explanations";
import type { FailureExplanation } from "./failure-explanations";
import { hasIssues, outcomeOf } from "./job";
import type { Job, JobKind, JobOutcome } from "./job";

/** How many jobs ended in which way. */
export type OutcomeCounts = Readonly<Record<JobOutcome, number>>;

export interface JobCountsByState {
  readonly kind: JobKind;
  readonly state: string;
  readonly count: number;
}

export interface AccountJobs {
  readonly accountId: string;
  readonly counts: OutcomeCounts;
  /** Failed of all that are over, 0 to 1; undefined if none is over. */
  readonly failureRate: number | undefined;
  /** By plan, lower case; jobs without a plan stand under `(on demand)`. */
  readonly lastSuccess: readonly LastSuccess[];
}

export interface LastSuccess {
  readonly plan: string;
  /** When the last successful backup was complete. */
  readonly at: Date;
}

export interface FailureGroup {
  readonly kind: JobKind;
  readonly state: string;
  /** The message with identifiers blanked out. */
  readonly pattern: string;
  /** One message as AWS wrote it. */
  readonly example: string;
  readonly count: number;
  readonly accounts: readonly string[];
  /** How many accounts; {@link accounts} names the first of them. */
  readonly accountCount: number;
  readonly resourceTypes: readonly string[];
  readonly explanation: FailureExplanation;
}

/** What a stream of jobs adds up to. */
export interface JobSummary {
  readonly total: number;
  readonly outcomes: OutcomeCounts;
  readonly completedWithIssues: number;
  readonly failureRate: number | undefined;
  readonly states: readonly JobCountsByState[];
  readonly resourceTypes: readonly { readonly name: string; readonly counts: OutcomeCounts }[];
  readonly regions: readonly { readonly name: string; readonly counts: OutcomeCounts }[];
  /** The account with most failures first. */
  readonly accounts: readonly AccountJobs[];
  /** Most frequent first. */
  readonly failures: readonly FailureGroup[];
  /** Failures whose message was one too many to be kept apart. */
  readonly otherFailures: number;
}

export const ON_DEMAND = "(on demand)";

/** Distinct messages that are kept apart: the rest is counted together, so that memory stays bounded. */
const MAX_FAILURE_GROUPS = 200;
const MAX_NAMED_ACCOUNTS = 20;
const MAX_RESOURCE_TYPES = 20;
const LONGEST_EXAMPLE = 500;

type Counts = Record<JobOutcome, number>;

interface GroupState {
  readonly kind: JobKind;
  readonly state: string;
  readonly pattern: string;
  example: string;
  count: number;
  readonly accounts: Set<string>;
  readonly resourceTypes: Set<string>;
  readonly explanation: FailureExplanation;
}

/** Adds jobs up one by one; holds sums, and none of the jobs. */
export class JobSummaryBuilder {
  private readonly outcomes = noCounts();
  private issues = 0;
  private readonly states = new Map<string, { kind: JobKind; state: string; count: number }>();
  private readonly resourceTypes = new Map<string, Counts>();
  private readonly regions = new Map<string, Counts>();
  private readonly accounts = new Map<
    string,
    { readonly counts: Counts; readonly last: Map<string, number> }
  >();
  private readonly failures = new Map<string, GroupState>();
  private otherFailures = 0;

  add(job: Job): void {
    const outcome = outcomeOf(job.state);
    this.outcomes[outcome] += 1;
    this.issues += hasIssues(job) ? 1 : 0;
    const stateKey = `${job.kind} ${job.state}`;
    const state = this.states.get(stateKey) ?? { kind: job.kind, state: job.state, count: 0 };
    state.count += 1;
    this.states.set(stateKey, state);
    countsIn(this.resourceTypes, job.resourceType)[outcome] += 1;
    countsIn(this.regions, job.region)[outcome] += 1;
    this.addToAccount(job, outcome);
    if (outcome === "failed") {
      this.addFailure(job);
    }
  }

  summary(): JobSummary {
    return {
      total: sum(this.outcomes),
      outcomes: { ...this.outcomes },
      completedWithIssues: this.issues,
      failureRate: failureRate(this.outcomes),
      states: [...this.states.values()].sort(
        (left, right) => compare(left.kind, right.kind) || compare(left.state, right.state),
      ),
      resourceTypes: named(this.resourceTypes),
      regions: named(this.regions),
      accounts: [...this.accounts]
        .map(([accountId, { counts, last }]) => ({
          accountId,
          counts: { ...counts },
          failureRate: failureRate(counts),
          lastSuccess: [...last]
            .map(([plan, at]) => ({ plan, at: new Date(at) }))
            .sort((left, right) => compare(left.plan, right.plan)),
        }))
        .sort(
          (left, right) =>
            right.counts.failed - left.counts.failed || compare(left.accountId, right.accountId),
        ),
      failures: [...this.failures.values()]
        .map((group) => ({
          ...group,
          accounts: [...group.accounts].sort().slice(0, MAX_NAMED_ACCOUNTS),
          accountCount: group.accounts.size,
          resourceTypes: [...group.resourceTypes].sort(),
        }))
        .sort(
          (left, right) =>
            right.count - left.count ||
            compare(left.pattern, right.pattern) ||
            compare(`${left.kind} ${left.state}`, `${right.kind} ${right.state}`),
        ),
      otherFailures: this.otherFailures,
    };
  }

  private addToAccount(job: Job, outcome: JobOutcome): void {
    let account = this.accounts.get(job.accountId);
    if (account === undefined) {
      account = { counts: noCounts(), last: new Map() };
      this.accounts.set(job.accountId, account);
    }
    account.counts[outcome] += 1;
    if (job.kind === "backup" && (outcome === "completed" || outcome === "partial")) {
      const plan =
        job.createdBy === undefined ? ON_DEMAND : (job.createdBy.plan?.toLowerCase() ?? "(plan not named)");
      const at = (job.completedAt ?? job.createdAt).getTime();
      account.last.set(plan, Math.max(at, account.last.get(plan) ?? -Infinity));
    }
  }

  private addFailure(job: Job): void {
    const message = job.message === "" ? `(${job.state}, no message)` : job.message;
    const pattern = messagePattern(message);
    const key = `${job.kind} ${job.state} ${pattern}`;
    let group = this.failures.get(key);
    if (group === undefined) {
      if (this.failures.size >= MAX_FAILURE_GROUPS) {
        this.otherFailures += 1;
        return;
      }
      group = {
        kind: job.kind,
        state: job.state,
        pattern,
        example: message.slice(0, LONGEST_EXAMPLE),
        count: 0,
        accounts: new Set(),
        resourceTypes: new Set(),
        explanation: explainFailure(job),
      };
      this.failures.set(key, group);
    }
    group.count += 1;
    group.accounts.add(job.accountId);
    // Which example is shown must not depend on the order in which Regions answer.
    if (message < group.example) {
      group.example = message.slice(0, LONGEST_EXAMPLE);
    }
    if (group.resourceTypes.size < MAX_RESOURCE_TYPES && job.resourceType !== "") {
      group.resourceTypes.add(job.resourceType);
    }
  }
}

/** Failed of all that are over, 0 to 1; undefined if none is over. */
export function failureRate({ completed, partial, failed }: OutcomeCounts): number | undefined {
  const over = completed + partial + failed;
  return over === 0 ? undefined : failed / over;
}

function sum(counts: OutcomeCounts): number {
  return counts.completed + counts.partial + counts.failed + counts.unfinished;
}

function noCounts(): Counts {
  return { completed: 0, partial: 0, failed: 0, unfinished: 0 };
}

function countsIn(all: Map<string, Counts>, key: string): Counts {
  let counts = all.get(key);
  if (counts === undefined) {
    counts = noCounts();
    all.set(key, counts);
  }
  return counts;
}

function named(
  all: ReadonlyMap<string, Counts>,
): readonly { readonly name: string; readonly counts: OutcomeCounts }[] {
  return [...all]
    .map(([name, counts]) => ({ name, counts: { ...counts } }))
    .sort((left, right) => compare(left.name, right.name));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
