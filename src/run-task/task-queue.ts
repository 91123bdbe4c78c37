/** What became of a task that was handed over. */
export type Admission = "queued" | "known" | "full" | "closed";

export interface TaskQueueOptions<Task extends { readonly id: string }> {
  /** Tasks worked on at the same time. */
  readonly concurrency: number;
  /** Tasks that may wait. */
  readonly capacity: number;
  /** Tasks whose ids are remembered once they are done. */
  readonly remembered?: number;
  /**
   * Does the work.
   *
   * @returns false, or throws, where the result could not be told to anyone, so that the task may come again
   */
  readonly work: (task: Task, signal: AbortSignal) => Promise<boolean>;
}

/** A queue in memory, bounded, in which every task is once: a caller that repeats itself changes nothing. */
export class TaskQueue<Task extends { readonly id: string }> {
  private readonly waiting: Task[] = [];
  /** In the order of admission, so that the oldest is forgotten first. */
  private readonly known = new Set<string>();
  private readonly active = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private isClosed = false;

  constructor(private readonly options: TaskQueueOptions<Task>) {}

  get counts(): { readonly running: number; readonly waiting: number } {
    return { running: this.active.size, waiting: this.waiting.length };
  }

  add(task: Task): Admission {
    if (this.isClosed) {
      return "closed";
    }
    if (this.known.has(task.id)) {
      return "known";
    }
    if (this.active.size >= this.options.concurrency && this.waiting.length >= this.options.capacity) {
      return "full";
    }
    this.known.add(task.id);
    this.waiting.push(task);
    this.next();
    return "queued";
  }

  /**
   * Takes no more tasks, and waits for those it has. Once the time is over it asks the rest to stop, all at the
   * same time; each may still report that it was stopped.
   *
   * @param grace how long the rest may take to report, in milliseconds
   * @returns how many tasks did not end in time
   */
  async close(milliseconds: number, grace: number): Promise<number> {
    this.isClosed = true;
    const stop = setTimeout(() => {
      this.stopping.abort();
      this.next();
    }, milliseconds);
    let end: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      end = setTimeout(() => resolve("late"), milliseconds + grace);
    });
    let isLate = false;
    while (this.active.size > 0 && !isLate) {
      isLate = (await Promise.race([...this.active, late])) === "late";
    }
    clearTimeout(stop);
    clearTimeout(end);
    return this.active.size;
  }

  private next(): void {
    while (this.stopping.signal.aborted || this.active.size < this.options.concurrency) {
      const task = this.waiting.shift();
      if (task === undefined) {
        return;
      }
      const work = this.attempt(task).then((reported) => {
        this.active.delete(work);
        this.forget(reported ? undefined : task.id);
        this.next();
      });
      this.active.add(work);
    }
  }

  private async attempt(task: Task): Promise<boolean> {
    try {
      return await this.options.work(task, this.stopping.signal);
    } catch {
      return false;
    }
  }

  private forget(id: string | undefined): void {
    if (id !== undefined) {
      this.known.delete(id);
    }
    const most = (this.options.remembered ?? 10_000) + this.active.size + this.waiting.length;
    for (const oldest of this.known) {
      if (this.known.size <= most) {
        return;
      }
      this.known.delete(oldest);
    }
  }
}
