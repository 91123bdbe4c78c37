import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { grouped } from "../src/text/grouped";
import { BigFiles } from "./big-files";
import { TEN_THOUSAND } from "./big-organization";
import { EARLIER_RATIOS } from "./earlier-ratios";
import { row } from "./measure";
import { leastUsage, MAIN } from "./usage";

const RUNS = 3;
const MOST_MEGABYTES = 200;

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  /** The files that a Node.js parses with which the command is compared. */
  readonly parsed: readonly string[];
  /** At most so many times as long as that. */
  readonly target?: number;
}

/**
 * Whole commands as a user starts them, on 10,000 accounts unless said otherwise, against a Node.js that parses
 * their files with `JSON.parse`: rows of Markdown; needs `npm run build`.
 */
export function benchCommands(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-commands-"));
  try {
    row("command", "Node.js ms", "command ms", "before", "ratio", "target", "peak MB");
    row("---", "---", "---", "---", "---", "---", "---");
    commandsIn(folder).forEach(benchCommand);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandsIn(folder: string): readonly Command[] {
  const big = new BigFiles(join(folder, "big"), TEN_THOUSAND);
  const small = new BigFiles(join(folder, "small"), { accounts: 26, organizationalUnits: 8, policies: 6 });
  const org = ["--org", big.organization];
  const one = ["--account", "100000000100"];
  const fine = ["--fail-on", "none"];
  const parsed = [big.organization];
  const terraform = big.plan("root");
  const policies = big.policies();
  return [
    { name: "`--help`", args: ["--help"], parsed: [], target: 1.4 },
    { name: "`effective --account`", args: ["effective", ...org, ...one], parsed, target: 2.5 },
    { name: "`explain`", args: ["explain", ...org, ...one], parsed, target: 2.5 },
    { name: "`coverage`", args: ["coverage", ...org], parsed, target: 7 },
    { name: "`coverage --format json`", args: ["coverage", ...org, "--format", "json"], parsed },
    { name: "`coverage --account`", args: ["coverage", ...org, ...one], parsed },
    { name: "`schedule`", args: ["schedule", ...org], parsed },
    { name: "`schedule --account`", args: ["schedule", ...org, ...one], parsed },
    {
      name: "`plan`, change of one OU",
      args: ["plan", big.code("unit"), ...org, ...fine],
      parsed,
      target: 9,
    },
    {
      name: "`plan`, change of the root",
      args: ["plan", big.code("root"), ...org, ...fine],
      parsed,
      target: 15,
    },
    {
      name: "`plan --plan`, 1,000 policies",
      args: ["plan", "--plan", terraform, ...org, ...fine],
      parsed: [...parsed, terraform],
      target: 10,
    },
    {
      name: "`plan`, 26 accounts",
      args: ["plan", small.code("root"), "--org", small.organization, ...fine],
      parsed: [],
      target: 2,
    },
    {
      name: "`validate`, 1,000 documents",
      args: ["validate", ...policies],
      parsed: policies,
      target: 6,
    },
  ];
}

function benchCommand({ name, args, parsed, target }: Command): void {
  const script = `for (const file of process.argv.slice(1)) JSON.parse(require("node:fs").readFileSync(file))`;
  const bare = leastUsage(RUNS, ["-e", script, ...parsed]);
  const { milliseconds, megabytes } = leastUsage(RUNS, [MAIN, ...args]);
  const ratio = milliseconds / bare.milliseconds;
  const before = EARLIER_RATIOS[name];
  const rounded = (value: number): string => grouped(Math.round(value));
  const words = target === undefined ? "" : `${target}${ratio > target ? `, missed` : ""}`;
  row(
    name,
    rounded(bare.milliseconds),
    rounded(milliseconds),
    before === undefined ? "" : before.toFixed(1),
    ratio.toFixed(1),
    words,
    `${rounded(megabytes)}${megabytes > MOST_MEGABYTES ? " (over 200)" : ""}`,
  );
}
