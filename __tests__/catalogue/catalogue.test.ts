import { readFileSync } from "node:fs";
import { ALL_RULES } from "../../src/catalogue/catalogue";
import { generatedCatalogueFiles } from "../../src/catalogue/generated-files";
import { generatedGuardrailsFiles } from "../../src/sources/guardrails/guardrails-json-schema";

it.each([...generatedCatalogueFiles(), ...generatedGuardrailsFiles()])(
  "%s is what `npm run generate` writes",
  (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

describe("the catalogue of rules", () => {
  it("gives each rule an id of its own, in kebab-case", () => {
    const ids = ALL_RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it("says in one sentence what each rule reports, and what to do about it", () => {
    const isText = (text: string): boolean => /^[A-Z0-9@`].*\.$/s.test(text);
    expect(ALL_RULES.filter(({ sentence }) => !isText(sentence)).map(({ id }) => id)).toEqual([]);
    expect(ALL_RULES.filter(({ hint }) => !isText(hint)).map(({ id }) => id)).toEqual([]);
  });

  it("has a heading on the page of findings for every rule, which findings link to", () => {
    const page = generatedCatalogueFiles().get("help/findings.md") ?? "";
    const headings = page.match(/^### .+$/gm)?.map((heading) => heading.slice("### ".length));
    expect(headings).toEqual(ALL_RULES.map(({ id }) => id));
  });
});
