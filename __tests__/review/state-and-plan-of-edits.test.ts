import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { reviewChange } from "../../src/app/review-change";
import { reviewJson } from "../../src/render/review-json";
import type { Review } from "../../src/review/review";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { randomEdit } from "./support/random-terraform";
import { organizationOf, planOf, stateOf, synthesizedOf } from "./support/terraform-documents";

/** Everything that a review says; addresses of code begin with the stack, those of a plan do not. */
function said(review: Review): unknown {
  const { summary, changes, findings, organizationChanges } = JSON.parse(
    reviewJson(review).replaceAll("stack/aws_", "aws_"),
  ) as Readonly<Record<string, readonly object[]>>;
  const sorted = (items: readonly object[]): readonly string[] =>
    items
      .map((item) => JSON.stringify(item, (key, value: unknown) => (key === "position" ? undefined : value)))
      .sort();
  return {
    summary,
    changes: sorted(changes ?? []),
    findings: sorted(findings ?? []),
    organizationChanges: sorted(organizationChanges ?? []),
  };
}

it("code with its state and the plan of it say the same of renames, moves, OUs and for_each", () => {
  fc.assert(
    fc.property(randomEdit, (edit) => {
      const folder = mkdtempSync(join(tmpdir(), "edits-"));
      const written = (name: string, value: unknown): string => {
        const file = join(folder, name);
        writeFileSync(file, JSON.stringify(value));
        return file;
      };
      const organization = written("organization.json", organizationOf(edit.before));
      const directory = synthesizedFixture({ stack: { json: synthesizedOf(edit) } });
      const common = { organization, guardrails: false as const, at: NOW };
      const ofCode = reviewChange({
        ...common,
        directory,
        states: [written("state.json", stateOf(edit.before))],
      });
      const ofPlan = reviewChange({ ...common, plans: [written("plan.json", planOf(edit))] });
      expect(said(ofCode.review)).toEqual(said(ofPlan.review));
      rmSync(folder, { recursive: true });
      rmSync(directory, { recursive: true });
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  );
});
