/** How AWS throttles: `burst` requests at once, refilled with `rate` requests a second. */
export interface ThrottleLimit {
  readonly rate: number;
  readonly burst: number;
}

/** A token bucket; time comes from the clock it is given, in milliseconds. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly limit: ThrottleLimit,
    private readonly clock: () => number,
  ) {
    this.tokens = limit.burst;
    this.filledAt = clock();
  }

  /** Takes one token; false when there is none, which is when AWS answers that there are too many requests. */
  take(): boolean {
    const now = this.clock();
    this.tokens = Math.min(this.limit.burst, this.tokens + ((now - this.filledAt) / 1000) * this.limit.rate);
    this.filledAt = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
