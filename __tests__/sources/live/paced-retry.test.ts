import { PacedRetry } from "../../../src/sources/live/paced-retry";
import { seededRandom } from "../../support/aws-double/identifiers";
import { TokenBucket } from "../../support/aws-double/token-bucket";

const THROTTLED = { errorType: "THROTTLING" } as const;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** Whether a wait is over now, without any time passing. */
async function isOver(wait: Promise<unknown>): Promise<boolean> {
  let over = false;
  void wait.then(() => (over = true));
  await jest.advanceTimersByTimeAsync(0);
  return over;
}

describe("the rate of requests", () => {
  test("nothing is held back as long as AWS does not throttle, whatever else fails", async () => {
    const pace = new PacedRetry(() => 12);
    for (let request = 0; request < 100; request += 1) {
      expect(await isOver(pace.acquireInitialRetryToken())).toBe(true);
    }
    const failed = pace.refreshRetryTokenForRetry(await pace.acquireInitialRetryToken(), {
      errorType: "SERVER_ERROR",
    });
    await jest.runAllTimersAsync();
    expect((await failed).getRetryCount()).toBe(1);
    expect(pace.learntRate).toBeUndefined();
  });

  test("requests that were throttled together count once, and the next one waits its turn", async () => {
    const pace = new PacedRetry(() => 12);
    const tokens = await Promise.all(Array.from({ length: 8 }, () => pace.acquireInitialRetryToken()));
    const retries = tokens.map((token) => pace.refreshRetryTokenForRetry(token, THROTTLED));
    await jest.advanceTimersByTimeAsync(0);
    expect(pace.learntRate).toBe(2);
    expect(await isOver(pace.acquireInitialRetryToken())).toBe(false);
    await jest.runAllTimersAsync();
    await Promise.all(retries);
  });

  test("it grows with success, and falls with the next throttling", async () => {
    const pace = new PacedRetry(() => 12);
    const throttled = async (): Promise<void> => {
      const token = pace.acquireInitialRetryToken();
      await jest.runAllTimersAsync();
      await jest.advanceTimersByTimeAsync(1);
      const retry = pace.refreshRetryTokenForRetry(await token, THROTTLED);
      await jest.runAllTimersAsync();
      await retry;
    };
    await throttled();
    pace.recordSuccess();
    const grown = pace.learntRate ?? 0;
    expect(grown).toBeGreaterThan(2);
    await throttled();
    expect(pace.learntRate).toBeLessThan(grown);
  });

  test("where AWS lets 2 a second through, few requests are refused and hardly any of the rate is left unused", async () => {
    const random = seededRandom(11);
    const pace = new PacedRetry(
      () => 12,
      undefined,
      () => performance.now(),
      random,
    );
    const bucket = new TokenBucket({ rate: 2, burst: 5 }, () => performance.now());
    const start = performance.now();
    let [left, refused] = [600, 0];
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        for (let token = await pace.acquireInitialRetryToken(); ;) {
          await new Promise((resolve) => setTimeout(resolve, 40));
          if (bucket.take()) {
            pace.recordSuccess();
            break;
          }
          refused += 1;
          token = await pace.refreshRetryTokenForRetry(token, THROTTLED);
        }
      }
    };
    const done = Promise.all(Array.from({ length: 8 }, worker));
    await jest.runAllTimersAsync();
    await done;
    expect(refused).toBeLessThan(600 * 0.1);
    // 600 requests at 2 a second, the first 5 at once: 297.5 seconds at best.
    expect((performance.now() - start) / 1000).toBeLessThan(297.5 * 1.25);
  });
});

describe("retries", () => {
  test("come later and later, at most 20 seconds apart, with jitter", async () => {
    const waits: number[] = [];
    for (const share of [0.5, 1]) {
      const pace = new PacedRetry(
        () => 20,
        undefined,
        () => performance.now(),
        () => share,
      );
      let token = await pace.acquireInitialRetryToken();
      for (let attempt = 1; attempt < 12; attempt += 1) {
        const before = performance.now();
        const retry = pace.refreshRetryTokenForRetry(token, { errorType: "TRANSIENT" });
        await jest.runAllTimersAsync();
        token = await retry;
        waits.push(performance.now() - before);
      }
    }
    expect(waits.slice(0, 4)).toEqual([50, 100, 200, 400]);
    expect(waits.slice(11, 15)).toEqual([100, 200, 400, 800]);
    expect(Math.max(...waits)).toBe(20_000);
  });

  test("are made so often as is allowed, and never of a mistake of the caller's", async () => {
    const pace = new PacedRetry(() => 3);
    const first = await pace.acquireInitialRetryToken();
    await expect(pace.refreshRetryTokenForRetry(first, { errorType: "CLIENT_ERROR" })).rejects.toThrow();
    const second = pace.refreshRetryTokenForRetry(first, { errorType: "TRANSIENT" });
    await jest.runAllTimersAsync();
    const third = pace.refreshRetryTokenForRetry(await second, { errorType: "TRANSIENT" });
    await jest.runAllTimersAsync();
    await expect(pace.refreshRetryTokenForRetry(await third, { errorType: "TRANSIENT" })).rejects.toThrow();
  });
});

test("an interruption ends every wait at once and leaves no timer behind", async () => {
  const interruption = new AbortController();
  const pace = new PacedRetry(() => 12, interruption.signal);
  const token = await pace.acquireInitialRetryToken();
  const waits = [
    pace.refreshRetryTokenForRetry(token, THROTTLED),
    ...Array.from({ length: 8 }, () => pace.acquireInitialRetryToken()),
  ];
  const ends = Promise.allSettled(waits);
  await jest.advanceTimersByTimeAsync(0);
  expect(jest.getTimerCount()).toBe(9);
  interruption.abort();
  expect((await ends).map(({ status }) => status)).toEqual(Array(9).fill("rejected"));
  expect(jest.getTimerCount()).toBe(0);
  await expect(pace.acquireInitialRetryToken()).rejects.toThrow();
  expect(jest.getTimerCount()).toBe(0);
});
