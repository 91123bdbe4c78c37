import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BigFiles } from "./big-files";
import { TEN_THOUSAND } from "./big-organization";
import { report } from "./measure";
import { inBrowser } from "./page-in-browser";
import type { SeenPage } from "./page-in-browser";
import { leastUsage, MAIN } from "./usage";

const EXAMPLE = join(__dirname, "..", "..", "stacks", "organization.yaml");
const RUNS = 3;

/** The HTML report: its size, the time to write it, and what it is like in Chromium; needs `npm run build`. */
export async function benchPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-page-"));
  const big = new BigFiles(folder, TEN_THOUSAND);
  const pages = {
    "26 accounts": ["plan", "--org", EXAMPLE, "--move", "sandbox-anna=Root"],
    "10000 accounts, root change": ["plan", big.code("root"), "--org", big.organization],
  };
  for (const [name, plan] of Object.entries(pages)) {
    const file = join(folder, "page.html");
    const command = [...plan, "--fail-on", "none"];
    // In turns: what else the machine does disturbs both alike.
    const times = Array.from({ length: RUNS }, () => ({
      text: processorMilliseconds(command),
      html: processorMilliseconds([...command, "--format", "html"]),
    }));
    processorMilliseconds([...command, "--output", `html=${file}`]);
    const text = Math.min(...times.map((time) => time.text));
    const html = Math.min(...times.map((time) => time.html));
    report(`page, ${name}`, {
      kB: statSync(file).size / 1000,
      "text processor ms": text,
      "html processor ms": html,
      ratio: (html / text).toFixed(2),
    });
    const seen: SeenPage[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      seen.push(await inBrowser(file));
    }
    reportSeen(name, seen);
  }
  rmSync(folder, { recursive: true, force: true });
}

function processorMilliseconds(command: readonly string[]): number {
  return leastUsage(1, [MAIN, ...command]).milliseconds;
}

/** The best of the runs: whatever else the machine does only adds to it. */
function reportSeen(name: string, seen: readonly SeenPage[]): void {
  const best = (pick: (page: SeenPage) => number | undefined): number =>
    Math.min(...seen.map((page) => pick(page) ?? Number.NaN));
  report(`page in Chromium, ${name}`, {
    "first view ms": best(({ firstView }) => firstView),
    "of it processor ms": best(({ firstViewProcessor }) => firstViewProcessor),
    "everything ms": best(({ everything }) => everything),
  });
  for (const action of Object.keys(seen[0]?.actions ?? {})) {
    report(`page in Chromium, ${name}: ${action}`, {
      "until shown ms": best(({ actions }) => actions[action]?.until),
      "longest pause processor ms": best(({ actions }) => actions[action]?.pause),
    });
  }
}
