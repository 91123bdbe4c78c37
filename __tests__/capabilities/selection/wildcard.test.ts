import fc from "fast-check";
import { compileWildcard } from "../../../src/capabilities/selection/wildcard";

/** The definition in one line; it tries every split, so it is for short texts only. */
function byExpression(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("\\S*")}$`, "u").test(text);
}

describe("A wildcard", () => {
  it("stands for any text without white space, whatever the pattern and the text", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", " ", "*", "\t", ".", "\n"), maxLength: 9 });
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        expect(compileWildcard(pattern)(text)).toBe(byExpression(pattern, text));
      }),
      { numRuns: 3000 },
    );
  });

  it("matches parts that overlap in the text only once", () => {
    const matches = compileWildcard("ab*ba");
    expect([matches("aba"), matches("abba")]).toEqual([false, true]);
  });

  it("answers at once where a regular expression would try every split", () => {
    const matches = compileWildcard(`${"*a".repeat(40)}*b`);
    expect(matches("a".repeat(50_000))).toBe(false);
    expect(matches(`${"a".repeat(50_000)}b`)).toBe(true);
  });
});
