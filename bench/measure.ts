/** The middle one of several runs in milliseconds: neither the luckiest nor the one that the machine disturbed. */
export function medianOf<Input>(
  runs: number,
  work: (input: Input) => unknown,
  prepare?: (run: number) => Input,
): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const input = prepare?.(run) as Input;
    globalThis.gc?.();
    const start = process.hrtime.bigint();
    work(input);
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return times.sort((first, second) => first - second)[Math.floor(runs / 2)] ?? Number.NaN;
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

/** A row of a table of Markdown, to be pasted into the page of the guide. */
export function row(...cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}
