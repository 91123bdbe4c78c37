import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ADVICE_RULES } from "../../../src/policy/advice/advice-rules";
import { allGrammarEntries } from "../../../src/policy/grammar/lookup";
import { generatedPolicyFiles } from "../../../src/policy/reference/generated-files";
import { REFUSALS } from "../../../src/policy/validate/refusals";

const root = join(__dirname, "../../..");

describe("Files derived from the grammar", () => {
  it.each([...generatedPolicyFiles()])(
    "%s is the generated one: write it again when the grammar changes",
    (path, text) => {
      const file = join(root, path);
      expect(existsSync(file) ? readFileSync(file, "utf8") : "missing").toBe(text);
    },
  );

  it("name every key, every refusal and every advice on the reference page", () => {
    const page = generatedPolicyFiles().get("help/policy-syntax.md") ?? "";
    const words = [
      ...allGrammarEntries().map(({ key }) => key),
      ...Object.keys(REFUSALS),
      ...ADVICE_RULES.map(({ id }) => id),
    ].filter((word) => word !== "" && !word.startsWith("<"));
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
  });
});
