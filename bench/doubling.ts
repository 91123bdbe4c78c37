import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { codeInputs } from "./doubling/code-inputs";
import { commentInputs } from "./doubling/comment-inputs";
import { configurationInputs } from "./doubling/configuration-inputs";
import type { DoubledInput } from "./doubling/doubled-input";
import { EARLIER_TIMES } from "./doubling/earlier-times";
import { endingOf } from "./doubling/endings";
import { guardrailInputs } from "./doubling/guardrail-inputs";
import { inventoryInputs } from "./doubling/inventory-inputs";
import { organizationInputs } from "./doubling/organization-inputs";
import { planInputs } from "./doubling/plan-inputs";
import { policyInputs } from "./doubling/policy-inputs";
import { reportInputs } from "./doubling/report-inputs";
import { yamlInputs } from "./doubling/yaml-inputs";
import { grouped } from "../src/text/grouped";
import { row } from "./measure";
import { MAIN, runNode } from "./usage";

/** The processor time from which on a ratio means something, in milliseconds beyond those of the smallest input. */
const ENOUGH_MS = 300;

/** Twice the input may take 2.4 times as long: n log n with some room. */
const MOST = 2.4;

/** How often a ratio that is too high is measured again. */
const ROUNDS = 4;

const INPUTS = [
  ...organizationInputs,
  ...policyInputs,
  ...yamlInputs,
  ...codeInputs,
  ...planInputs,
  ...guardrailInputs,
  ...inventoryInputs,
  ...configurationInputs,
  ...reportInputs,
  ...commentInputs,
];

/**
 * Every input that a stranger controls, in two sizes of which one is twice the other, as a table of Markdown; ends
 * with status 1 where the time grows faster, or a command ends otherwise than it should. DOUBLING=words measures
 * the inputs whose names hold one of these words, separated by commas.
 */
export function benchDoubling(): void {
  const words = (process.env.DOUBLING ?? "").split(",");
  row("input", "before", "size", "ms", "twice the size", "ratio");
  row(...Array<string>(6).fill("---"));
  for (const input of INPUTS.filter(({ name }) => words.some((word) => name.includes(word)))) {
    try {
      benchInput(input);
    } catch (error) {
      row(input.name, "", "", "", "", `**${String(error)}**`);
      process.exitCode = 1;
    }
  }
}

function benchInput(input: DoubledInput): void {
  const { name } = input;
  const before = EARLIER_TIMES[name] ?? "";
  const least = processorMilliseconds(input, 1);
  const timeBeyond = (size: number): number => Math.max(1, processorMilliseconds(input, size) - least);
  let size = input.from;
  let once = timeBeyond(size);
  while (once < ENOUGH_MS && size * 2 <= input.to) {
    size *= once < ENOUGH_MS / 8 && size * 4 <= input.to ? 4 : 2;
    once = timeBeyond(size);
  }
  if (once < ENOUGH_MS) {
    row(name, before, grouped(size), grouped(Math.round(once)), "", "quick");
    return;
  }
  once = Math.min(once, timeBeyond(size));
  let twice = timeBeyond(size * 2);
  // The best time of each size: whatever else the machine does only adds to it.
  for (let round = 0; round < ROUNDS && twice / once > MOST; round += 1) {
    once = Math.min(once, timeBeyond(size));
    twice = Math.min(twice, timeBeyond(size * 2));
  }
  const ratio = twice / once;
  row(
    name,
    before,
    grouped(size),
    grouped(Math.round(once)),
    grouped(Math.round(twice)),
    `${ratio.toFixed(1)}${ratio > MOST ? " **too slow**" : ""}`,
  );
  if (ratio > MOST) {
    process.exitCode = 1;
  }
}

/** A command that takes longer is stopped. */
const LONGEST_MS = 120_000;

/** Of the whole process, without what runs before the command. */
function processorMilliseconds(input: DoubledInput, size: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-doubling-"));
  try {
    for (const [name, text] of Object.entries(input.files(size))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return run(input, size, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(input: DoubledInput, size: number, cwd: string): number {
  const { command, environment = {}, prepare = "" } = input;
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, ...${JSON.stringify(command)}];
    (async () => { ${prepare} })().then(() => require(${JSON.stringify(MAIN)}));`;
  const { ended, printed, usage } = runNode(["-e", script], {
    cwd,
    env: { ...process.env, ...environment },
    timeout: LONGEST_MS,
  });
  checkEnding(input, size, ended, printed);
  return usage.milliseconds;
}

function checkEnding(
  { name, from }: DoubledInput,
  size: number,
  ended: number | string | null,
  printed: string,
): void {
  // The smallest input of all is measured for the time that does not grow: a cycle of one is no cycle.
  if (size < from && ended !== null && !printed.includes("This is a bug")) {
    return;
  }
  const [status, says] = endingOf(name);
  const wanted = typeof says === "string" ? says : says(size);
  if (ended !== status || !printed.replaceAll(/\s+/g, " ").includes(wanted)) {
    const start = JSON.stringify(printed.slice(0, 300));
    throw new Error(`size ${size} ends with ${ended}, not ${status} and ${JSON.stringify(wanted)}: ${start}`);
  }
}
