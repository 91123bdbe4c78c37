import type { Job } from "./job";

/** Keeps the most recent jobs, and no more than a number of them. */
export class RecentJobs {
  private kept: Job[] = [];

  constructor(private readonly limit: number) {}

  add(job: Job): void {
    if (this.limit > 0) {
      this.kept.push(job);
      // Sorted now and then instead of each time: no more than twice the limit is ever held.
      if (this.kept.length >= 2 * this.limit) {
        this.kept = this.sorted();
      }
    }
  }

  /** Newest first; jobs of one moment by id. */
  list(): readonly Job[] {
    return this.sorted();
  }

  private sorted(): Job[] {
    return this.kept
      .sort(
        (left, right) => right.createdAt.getTime() - left.createdAt.getTime() || compare(left.id, right.id),
      )
      .slice(0, this.limit);
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
