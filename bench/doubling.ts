import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { codeInputs } from "./doubling/code-inputs";
import { commentInputs } from "./doubling/comment-inputs";
import { configurationInputs } from "./doubling/configuration-inputs";
import type { DoubledInput } from "./doubling/doubled-input";
import { guardrailInputs } from "./doubling/guardrail-inputs";
import { inventoryInputs } from "./doubling/inventory-inputs";
import { organizationInputs } from "./doubling/organization-inputs";
import { planInputs } from "./doubling/plan-inputs";
import { policyInputs } from "./doubling/policy-inputs";
import { yamlInputs } from "./doubling/yaml-inputs";
import { report } from "./measure";
import { processorMilliseconds } from "./processor-time";

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
  ...commentInputs,
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
    size *= once < ENOUGH_MS / 8 && size * 4 <= input.to ? 4 : 2;
    once = timeBeyond(size);
  }
  if (once < ENOUGH_MS) {
    report(input.name, { size, ms: once, ratio: "not measured: quick at the largest size" });
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

function timeOf(input: DoubledInput, size: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-doubling-"));
  try {
    for (const [name, text] of Object.entries(input.files(size))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return processorMilliseconds(input, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
