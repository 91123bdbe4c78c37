/** Runs a task when fewer than the allowed number are running. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/** Bounds how many tasks run at a time; the others wait in order. */
export function createLimiter(concurrency: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= concurrency) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        // The place goes to the next one: the number that run stays.
        next();
      }
    }
  };
}
