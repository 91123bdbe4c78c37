import { readFileSync } from "node:fs";
import { generatedReviewFiles } from "../../../src/review/reference/generated-files";
import { ALL_RULES } from "../../../src/review/rules";
import { generatedGuardrailsFiles } from "../../../src/sources/guardrails/guardrails-json-schema";

it.each([...generatedReviewFiles(), ...generatedGuardrailsFiles()])(
  "%s is what `npm run generate` writes",
  (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

it("the page of findings has a heading for every rule, which findings point at", () => {
  const page = generatedReviewFiles().get("help/findings.md") ?? "";
  const headings = page.match(/^### .+$/gm)?.map((heading) => heading.slice("### ".length));
  expect(headings).toEqual(ALL_RULES.map(({ id }) => id));
});

it("rules have ids that say nothing twice", () => {
  const ids = ALL_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  ids.forEach((id) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
