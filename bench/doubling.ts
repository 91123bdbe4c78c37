import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { codeInputs } from "./doubling/code-inputs";
import type { DoubledInput } from "./doubling/doubled-input";
import { guardrailInputs } from "./doubling/guardrail-inputs";
import { organizationInputs } from "./doubling/organization-inputs";
import { planInputs } from "./doubling/plan-inputs";
import { policyInputs } from "./doubling/policy-inputs";
import { yamlInputs } from "./doubling/yaml-inputs";
import { report } from "./measure";

const MAIN = join(__dirname, "..", "..", "lib", "cli", "main.js");

/** The processor time from which on a ratio means something, in milliseconds beyond those of the smallest input. */
const ENOUGH_MS = 300;

/** Twice the input may take 2.4 times as long: n log n with some room. */
const MOST = 2.4;

const INPUTS = [
  ...organizationInputs,
  ...policyInputs,
  ...yamlInputs,
  ...codeInputs,
  ...planInputs,
  ...guardrailInputs,
];

/**
 * Every input that a stranger controls, in two sizes of which one is twice the other; ends with status 1 where the
 * time grows faster. DOUBLING=words measures the inputs whose names hold one of these words, separated by commas.
 */
export function benchDoubling(): void {
  const words = (process.env.DOUBLING ?? "").split(",");
  INPUTS.filter(({ name }) => words.some((word) => name.includes(word))).forEach(benchInput);
}

function benchInput(input: DoubledInput): void {
  const least = timeOf(input, 1);
  const timeBeyond = (size: number): number => Math.max(1, timeOf(input, size) - least);
  let size = input.from;
  let once = timeBeyond(size);
  while (once < ENOUGH_MS && size * 2 <= input.to) {
    size *= 2;
    once = timeBeyond(size);
  }
  if (once < ENOUGH_MS) {
    report(input.name, { size, ms: once, ratio: "not measured: quick at the largest size" });
    return;
  }
  const twice = timeBeyond(size * 2);
  const ratio = twice / once;
  report(input.name, {
    size,
    ms: once,
    "twice the size ms": twice,
    ratio: `${ratio.toFixed(1)}${ratio > MOST ? " TOO SLOW" : ""}`,
  });
  if (ratio > MOST) {
    process.exitCode = 1;
  }
}

/** A command that takes longer is stopped. */
const LONGEST_MS = 90_000;

function timeOf(input: DoubledInput, size: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-doubling-"));
  try {
    for (const [name, text] of Object.entries(input.files(size))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return Math.min(...[1, 2].map(() => processorMilliseconds(input.command, folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function processorMilliseconds(args: readonly string[], cwd: string): number {
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, ...${JSON.stringify(args)}];
    process.on("exit", () => {
      const { user, system } = process.cpuUsage();
      require("node:fs").writeSync(3, String((user + system) / 1000));
    });
    require(${JSON.stringify(MAIN)});`;
  const { output, signal } = spawnSync(process.execPath, ["-e", script], {
    cwd,
    encoding: "utf8",
    timeout: LONGEST_MS,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (signal !== null) {
    return LONGEST_MS;
  }
  // A command that does not run measures nothing.
  if (/unexpected:|This is a bug|unknown option|Run with --help/.test(output[2] ?? "")) {
    throw new Error(output[2] ?? "");
  }
  return Number(output[3]);
}
