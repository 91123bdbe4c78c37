import fc from "fast-check";
import { runInNewContext } from "node:vm";
import { stringLiteral } from "../../../../src/policy/author/source/string-literal";

describe("a string literal", () => {
  it("gives back any text, on one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        const literal = stringLiteral(text);
        expect(runInNewContext(literal)).toBe(text);
        expect(literal.split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it("gives back halves of surrogate pairs", () => {
    expect(stringLiteral("a\ud800b\udc00")).toBe('"a\\ud800b\\udc00"');
  });

  it.each([
    ["quotes that end it", '";process.exit();"', "'\";process.exit();\"'"],
    ["both kinds of quotes", '"it\'s"', "'\"it\\'s\"'"],
    ["a backslash", "\\", '"\\\\"'],
    ["a line break", "a\nb", '"a\\nb"'],
    ["marks that turn the direction of writing", "\u202eevil\u2066", '"\\u202eevil\\u2066"'],
    ["invisible characters", "a\u200bb\ufeff\u00ad", '"a\\u200bb\\ufeff\\u00ad"'],
    ["spaces that are none", "a\u00a0b\u2003", '"a\\u00a0b\\u2003"'],
    ["letters of any language", "Täglich 毎日", '"Täglich 毎日"'],
    ["a placeholder", "$account ${x}", '"$account ${x}"'],
  ])("of %s", (_, text, literal) => {
    expect(stringLiteral(text)).toBe(literal);
  });
});
