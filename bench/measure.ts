/** The best of several runs in milliseconds: the least disturbed by whatever else the machine does. */
export function bestOf(runs: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    globalThis.gc?.();
    const start = process.hrtime.bigint();
    work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
  }
  return best;
}

/** Heap that a result keeps, in megabytes, after collection. */
export function heapMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

export function report(name: string, columns: Readonly<Record<string, string | number>>): void {
  const shown = Object.entries(columns).map(
    ([label, value]) => `${label} ${typeof value === "number" ? value.toFixed(1) : value}`,
  );
  console.log(`${name.padEnd(34)} ${shown.join("   ")}`);
}
