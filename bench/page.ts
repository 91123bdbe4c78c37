import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { writeCode } from "./commands";
import type { BigFile } from "./commands";
import { report } from "./measure";
import { inBrowser } from "./page-in-browser";
import type { SeenPage } from "./page-in-browser";
import { processorMilliseconds } from "./processor-time";

const EXAMPLE = join(__dirname, "..", "..", "stacks", "organization.yaml");
const RUNS = 3;

/** The HTML report: its size, the time to write it, and what it is like in Chromium; needs `npm run build`. */
export async function benchPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-page-"));
  const big = bigOrganizationFile(TEN_THOUSAND) as unknown as BigFile;
  const org = join(folder, "organization.json");
  writeFileSync(org, JSON.stringify(big, undefined, 2));
  writeCode(folder, big);
  const pages = {
    "26 accounts": ["plan", "--org", EXAMPLE, "--move", "sandbox-anna=Root"],
    "10000 accounts, root change": ["plan", folder, "--org", org],
  };
  for (const [name, plan] of Object.entries(pages)) {
    const file = join(folder, "page.html");
    const command = [...plan, "--fail-on", "none"];
    // In turns: what else the machine does disturbs both alike.
    const times = Array.from({ length: RUNS }, () => ({
      text: processorMilliseconds({ command }, folder),
      html: processorMilliseconds({ command: [...command, "--format", "html"] }, folder),
    }));
    processorMilliseconds({ command: [...command, "--output", `html=${file}`] }, folder);
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
