import type { ReadProgress } from "../sources/live/read-progress";
import type { CliContext } from "./cli-context";
import { grouped } from "../text/grouped";

/** Where nothing is rewritten, one line in so many seconds is enough. */
const LINE_SECONDS = 15;
const REWRITE_MILLISECONDS = 100;

/** Tells on standard error how far reading is: one line that is rewritten, or plain lines. */
export class ProgressMeter implements ReadProgress {
  private readonly start = performance.now();
  private readonly counts = new Map<string, number>();
  private expected = 0;
  private finished = 0;
  private shownAt = performance.now();
  private isLineOpen = false;

  constructor(private readonly host: CliContext) {}

  expect(calls: number): void {
    this.expected += calls;
  }

  done(calls: number): void {
    this.finished += calls;
    this.update();
  }

  found(what: string, count: number): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  note(text: string): void {
    this.clear();
    if (this.style !== "none") {
      this.host.stderr(`${text}\n`);
    }
  }

  /** A sentence that is told even where no one wants to see progress. */
  warn(text: string): void {
    this.clear();
    this.host.stderr(`warning: ${text}\n`);
  }

  /** Leaves an empty line on a terminal. */
  clear(): void {
    if (this.isLineOpen) {
      this.host.stderr("\r\u001b[K");
      this.isLineOpen = false;
    }
  }

  private get style(): NonNullable<CliContext["progress"]> {
    return this.host.progress ?? "none";
  }

  private update(): void {
    const now = performance.now();
    if (this.style === "terminal" && now - this.shownAt >= REWRITE_MILLISECONDS) {
      this.shownAt = now;
      this.isLineOpen = true;
      this.host.stderr(`\r\u001b[K${this.line(now).slice(0, this.host.width - 1)}`);
    } else if (this.style === "lines" && now - this.shownAt >= LINE_SECONDS * 1000) {
      this.shownAt = now;
      this.host.stderr(`${this.line(now)}\n`);
    }
  }

  private line(now: number): string {
    const counts = [...this.counts].map(([what, count]) => `${grouped(count)} ${what}`);
    const seconds = (now - this.start) / 1000;
    const rate = this.finished / Math.max(seconds, 0.001);
    const left = (this.expected - this.finished) / Math.max(rate, 0.001);
    const rest = left < 1 ? "" : `, at least ${duration(left)} left`;
    return `Reading: ${[...counts, `${grouped(this.finished)} calls`].join(", ")}${rest}`;
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
