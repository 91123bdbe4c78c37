import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform } from "../support/terraform";
import type { Applied } from "./random-changes/run";
import { randomChanges } from "./random-changes/run";

/** How many edits, and which: `RANDOM_CHANGES=500 RANDOM_CHANGES_SEED=7 npx jest __tests__/e2e/random-changes`. */
const USUAL = 15;
const WANTED = Number(process.env.RANDOM_CHANGES ?? USUAL);
const SEED = Number(process.env.RANDOM_CHANGES_SEED ?? "1");

describeWithTerraform(`${WANTED} random edits from seed ${SEED}`, (terraform) => {
  it(
    "end as the review said, or as one of the results that it called possible",
    async () => {
      const wrong: string[] = [];
      let edits = 0;
      const provider = await terraform.serveProvider();
      try {
        for (let seed = SEED * 1_000; edits < WANTED; seed += 1) {
          await randomChanges(terraform, provider.environment, {
            seed,
            edits: WANTED - edits,
            isLong: WANTED > USUAL,
            onApplied: (applied) => {
              edits += applied.edits.length;
              log({ seed, ...applied, plans: undefined });
              if (applied.problems.length > 0) {
                wrong.push(describeProblem(seed, applied));
              }
            },
            onRefusedPlan: (notPlanned, message) => {
              log({ seed, notPlanned, message });
            },
          });
        }
      } finally {
        provider.stop();
      }
      expect(wrong.join("\n\n")).toBe("");
    },
    600_000 + WANTED * 60_000,
  );
});

/** A line a step into the file that `RANDOM_CHANGES_LOG` names. */
function log(line: object): void {
  const file = process.env.RANDOM_CHANGES_LOG;
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify({ at: new Date(), ...line })}\n`);
  }
}

function describeProblem(seed: number, { edits, problems, plans }: Applied): string {
  const folder = mkdtempSync(join(tmpdir(), "misjudged-"));
  plans.forEach((plan, index) => writeFileSync(join(folder, `plan${index}.json`), plan));
  return [`seed ${seed}: ${edits.join("; ")} (${folder})`, ...problems].join("\n  ");
}
