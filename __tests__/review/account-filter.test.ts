import fc from "fast-check";
import { accountMatcher, accountsMeant, matcher } from "../../src/review/account-filter";
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

  it("finds the accounts that it matches, in their order, without looking at all of them", () => {
    const tree = organization();
    const words = fc.constantFrom(
      "account-1",
      "*-3",
      "000000000002",
      "Root/a/b/account-3",
      "Root",
      "Root/a/",
      "ou-b",
      "x",
    );
    const members = fc.option(fc.array(words, { maxLength: 3 }), { nil: undefined });
    fc.assert(
      fc.property(members, members, members, (under, names, except) => {
        const filter = Object.fromEntries(
          Object.entries({ under, names, except }).filter(([, value]) => value !== undefined),
        ) as AccountFilter;
        const isMeant = accountMatcher(tree, filter);
        expect(accountsMeant(tree, filter)).toEqual(tree.accounts.filter(({ id }) => isMeant(id)));
      }),
      { numRuns: 1000 },
    );
    const account = jest.spyOn(tree, "account");
    accountsMeant(tree, { names: ["account-1"] });
    accountsMeant(tree, { under: ["ou-b"] });
    expect(account.mock.calls).toEqual([["000000000001"], ["000000000003"]]);
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
