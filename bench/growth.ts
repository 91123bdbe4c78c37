import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { grouped } from "../src/text/grouped";
import { BigFiles } from "./big-files";
import type { ChangedPolicies } from "./big-files";
import type { BigOrganizationSize } from "./big-organization";
import { row } from "./measure";
import { leastUsage, MAIN } from "./usage";

/** Twice the organization may take 2.4 times as long: n log n with some room. */
const MOST = 2.4;
const RUNS = 2;

interface Growth {
  readonly name: string;
  readonly size: (factor: number) => BigOrganizationSize;
  readonly shown: (size: BigOrganizationSize) => number;
  readonly changed: ChangedPolicies;
}

const GROWTHS: readonly Growth[] = [
  {
    name: "accounts",
    size: (factor) => ({ accounts: 50_000 * factor, organizationalUnits: 2_000, policies: 1_000 }),
    shown: ({ accounts }) => accounts,
    changed: "root",
  },
  {
    name: "OUs",
    size: (factor) => ({ accounts: 10_000, organizationalUnits: 2_000 * factor, policies: 1_000 }),
    shown: ({ organizationalUnits }) => organizationalUnits,
    changed: "root",
  },
  {
    name: "policies",
    size: (factor) => ({ accounts: 1_000, organizationalUnits: 8_000, policies: 500 * factor }),
    shown: ({ policies }) => policies,
    changed: "root",
  },
  {
    name: "policies on one target",
    size: (factor) => ({ accounts: 100, organizationalUnits: 1, policies: 50 * factor, onOneTarget: true }),
    shown: ({ policies }) => policies,
    changed: "root",
  },
  {
    name: "changed policies, each with findings",
    size: (factor) => ({ accounts: 1_000, organizationalUnits: 200, policies: 100 * factor }),
    shown: ({ policies }) => policies,
    changed: "all",
  },
];

/** `plan` of an organization, of one twice as large and of one four times as large: rows of Markdown. */
export function benchGrowth(): void {
  row("growing", "size", "ms", "twice", "ratio", "four times", "ratio", "peak MB at the largest");
  row(...Array<string>(8).fill("---"));
  GROWTHS.forEach(benchOne);
}

function benchOne({ name, size, shown, changed }: Growth): void {
  const usages = [1, 2, 4].map((factor) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-growth-"));
    try {
      const big = new BigFiles(folder, size(factor));
      const args = ["plan", big.code(changed), "--org", big.organization, "--fail-on", "none"];
      return leastUsage(RUNS, [MAIN, ...args]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const [once = Number.NaN, twice = Number.NaN, fourTimes = Number.NaN] = usages.map(
    ({ milliseconds }) => milliseconds,
  );
  const rounded = (value: number): string => grouped(Math.round(value));
  const ratioOf = (ratio: number): string => `${ratio.toFixed(1)}${ratio > MOST ? " **too slow**" : ""}`;
  row(
    name,
    grouped(shown(size(1))),
    rounded(once),
    rounded(twice),
    ratioOf(twice / once),
    rounded(fourTimes),
    ratioOf(fourTimes / twice),
    rounded(usages.at(-1)?.megabytes ?? Number.NaN),
  );
  if (Math.max(twice / once, fourTimes / twice) > MOST) {
    process.exitCode = 1;
  }
}
