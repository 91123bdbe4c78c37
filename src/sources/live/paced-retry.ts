/** What the SDK asks of a retry strategy (its version 2); the types of the SDK are not exported for it. */
interface RetryToken {
  readonly getRetryCount: () => number;
  readonly getRetryDelay: () => number;
}

interface RetryErrorInfo {
  readonly errorType: "TRANSIENT" | "THROTTLING" | "SERVER_ERROR" | "CLIENT_ERROR";
  readonly error?: unknown;
}

interface PacedToken extends RetryToken {
  /** When the request was let go, in milliseconds. */
  readonly sentAt: number;
}

const BACKOFF_MILLISECONDS = 100;
const THROTTLED_BACKOFF_MILLISECONDS = 300;
const MAX_BACKOFF_MILLISECONDS = 20_000;
/** Requests a second after the first throttling, and the least that is tried. */
const FIRST_RATE = 2;
const LEAST_RATE = 0.2;
/** Until AWS throttles a second time the rate is searched for quickly, afterwards it creeps. */
const SEARCH_GROWTH = 1.3;
const CREEP_GROWTH = 1.01;
const CUT = 0.9;
const LARGEST_CUT = 0.5;
const MEASURED_SUCCESSES = 6;

/**
 * Retries with jitter, and a rate that is learnt: nothing is held back until AWS throttles, then requests go
 * out evenly, slower after each throttling and a little faster after each success. It does what the
 * SDK's adaptive mode does, with far fewer refused requests where AWS lets few through.
 */
export class PacedRetry {
  readonly mode = "adaptive";
  private rate: number | undefined;
  private growth = SEARCH_GROWTH;
  private nextAt = 0;
  private cutAt = -1;
  /** When the last requests succeeded. */
  private readonly successes: number[] = [];

  /**
   * @param maxAttempts of one call in all, the first one included, by what went wrong last
   * @param signal ends every wait: an interrupted command must not linger for requests that it will not make
   * @param now milliseconds
   */
  constructor(
    private readonly maxAttempts: (errorType: RetryErrorInfo["errorType"], error: unknown) => number,
    private readonly signal?: AbortSignal,
    private readonly now: () => number = () => performance.now(),
    private readonly random: () => number = Math.random,
  ) {}

  /** Requests a second; undefined as long as nothing was throttled. */
  get learntRate(): number | undefined {
    return this.rate;
  }

  async acquireInitialRetryToken(): Promise<PacedToken> {
    await this.wait(this.turn());
    return { getRetryCount: () => 0, getRetryDelay: () => 0, sentAt: this.now() };
  }

  async refreshRetryTokenForRetry(
    token: RetryToken,
    { errorType, error }: RetryErrorInfo,
  ): Promise<PacedToken> {
    const attempts = token.getRetryCount() + 1;
    if (errorType === "CLIENT_ERROR" || attempts >= this.maxAttempts(errorType, error)) {
      throw new Error("No further attempt.");
    }
    const isThrottled = errorType === "THROTTLING";
    if (isThrottled) {
      this.slowDown((token as PacedToken).sentAt);
    }
    const base = isThrottled ? THROTTLED_BACKOFF_MILLISECONDS : BACKOFF_MILLISECONDS;
    const backoff = this.random() * Math.min(MAX_BACKOFF_MILLISECONDS, base * 2 ** (attempts - 1));
    // Waited for here, and not by the SDK, whose waits cannot be ended.
    await this.wait(Math.max(this.turn(), backoff));
    return { getRetryCount: () => attempts, getRetryDelay: () => 0, sentAt: this.now() };
  }

  recordSuccess(): void {
    this.successes.push(this.now());
    if (this.successes.length > MEASURED_SUCCESSES) {
      this.successes.shift();
    }
    if (this.rate !== undefined) {
      this.rate *= this.growth;
    }
  }

  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) {
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        reject(new Error("Interrupted while waiting."));
      };
      const timer = setTimeout(() => {
        this.signal?.removeEventListener("abort", end);
        resolve();
      }, milliseconds);
      if (this.signal?.aborted === true) {
        end();
      }
      this.signal?.addEventListener("abort", end, { once: true });
    });
  }

  /** Milliseconds until the next request may go; takes that place. */
  private turn(): number {
    if (this.rate === undefined) {
      return 0;
    }
    const now = this.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / this.rate;
    return at - now;
  }

  /** Requests that were under way together are throttled together: that counts once. */
  private slowDown(sentAt: number): void {
    if (sentAt <= this.cutAt) {
      return;
    }
    this.cutAt = this.now();
    if (this.rate === undefined) {
      this.rate = FIRST_RATE;
    } else {
      this.growth = CREEP_GROWTH;
      // What went through of late is the better guess.
      const guess = this.measuredRate() ?? this.rate;
      this.rate = Math.max(LEAST_RATE, this.rate * LARGEST_CUT, Math.min(guess, this.rate) * CUT);
    }
    this.nextAt = Math.max(this.nextAt, this.cutAt + 1000 / this.rate);
  }

  private measuredRate(): number | undefined {
    const [first] = this.successes;
    return first === undefined || this.successes.length < MEASURED_SUCCESSES
      ? undefined
      : ((this.successes.length - 1) * 1000) / Math.max(1, this.now() - first);
  }
}
