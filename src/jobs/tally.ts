import { explainFailure } from "./failure-explanations";
import type { FailureExplanation } from "./failure-explanations";
import { outcomeOf } from "./job";
import type { Job } from "./job";

/** What became of one run of a rule in one account: counts and the few times that decide. */
export interface RunTally {
  readonly completed: number;
  readonly failed: number;
  readonly unfinished: number;
  /** Milliseconds since 1970. */
  readonly firstBegun: number;
  /** The last completion of those completed; undefined if none is. */
  readonly lastCompleted: number | undefined;
  /** Why the failed ones failed, most telling first. */
  readonly failures: readonly FailureExplanation[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What one rule did in one account. */
export class AccountTally {
  /** True where a continuous backup of this rule succeeded, in the window or before. */
  continuousSeen = false;
  /** The shortest retention that a recovery point got, days. */
  shortestRetention: number | undefined;
  /** By the planned vault ARN. */
  readonly copyRetentions = new Map<string, number>();
  private readonly runs: (Mutable<RunTally> | undefined)[] = [];

  addToRule(job: Job): void {
    const outcome = outcomeOf(job.state);
    if (outcome === "completed" || outcome === "partial") {
      this.continuousSeen ||= job.continuous;
      if (typeof job.retentionDays === "number") {
        this.shortestRetention = Math.min(job.retentionDays, this.shortestRetention ?? Infinity);
      }
    }
  }

  addCopyRetention(vaultArn: string, retention: Job["retentionDays"]): void {
    if (typeof retention === "number") {
      this.copyRetentions.set(vaultArn, Math.min(retention, this.copyRetentions.get(vaultArn) ?? Infinity));
    }
  }

  addToRun(index: number, job: Job): void {
    const run = (this.runs[index] ??= {
      completed: 0,
      failed: 0,
      unfinished: 0,
      firstBegun: Infinity,
      lastCompleted: undefined,
      failures: [],
    });
    run.firstBegun = Math.min(run.firstBegun, job.createdAt.getTime());
    switch (outcomeOf(job.state)) {
      case "completed":
      case "partial":
        run.completed += 1;
        run.lastCompleted = Math.max(
          run.lastCompleted ?? -Infinity,
          (job.completedAt ?? job.createdAt).getTime(),
        );
        break;
      case "failed": {
        run.failed += 1;
        const explanation = explainFailure(job);
        if (!run.failures.includes(explanation)) {
          run.failures = [...run.failures, explanation].sort((left, right) => (left.id < right.id ? -1 : 1));
        }
        break;
      }
      default:
        run.unfinished += 1;
    }
  }

  run(index: number): RunTally | undefined {
    return this.runs[index];
  }
}
