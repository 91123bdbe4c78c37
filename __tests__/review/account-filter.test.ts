import fc from "fast-check";
import { matcher } from "../../src/review/account-filter";

/** What a pattern says, straightforwardly. */
function asExpression(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

describe("a pattern of names", () => {
  const characters = fc.constantFrom("a", "b", "*", "?", ".", "\n");

  it("matches what its regular expression does", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: characters, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom("a", "b", ".", "\n", "*"), maxLength: 8 }),
        (pattern, text) => {
          expect(matcher([pattern])(text)).toBe(asExpression(pattern).test(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("with many stars ends, where a regular expression would try every split", () => {
    expect(matcher([`${"*a".repeat(2_000)}*b`])("a".repeat(4_000))).toBe(false);
  });
});
