import fc from "fast-check";
import { accountMatcher, matcher } from "../../src/review/account-filter";
import type { AccountFilter } from "../../src/review/account-filter";
import { organization } from "../support/organizations";

/** What a pattern says, straightforwardly. */
function asExpression(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

describe("a filter of accounts", () => {
  it("knows names beside patterns, ids and places with and without what is below them", () => {
    const meant = (filter: AccountFilter): readonly string[] =>
      organization()
        .accounts.map(({ id }) => id)
        .filter(accountMatcher(organization(), filter));
    const [first, second, third] = ["000000000001", "000000000002", "000000000003"];
    expect(meant({ names: ["account-1", "*-3", "none"] })).toEqual([first, third]);
    expect(meant({ names: [second, "none"], except: ["x", "y"] })).toEqual([second]);
    expect(meant({ under: ["nowhere", "ou-b"] })).toEqual([third]);
    expect(meant({ under: ["Root/a/*"] })).toEqual([second, third]);
    expect(meant({ under: ["Root/"], except: ["account-2"] })).toEqual([first, third]);
  });
});

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
