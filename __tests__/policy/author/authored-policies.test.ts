import fc from "fast-check";
import { minifyPolicy } from "../../../src/policy/minify-policy";
import { authorSource } from "../../../src/policy/author";
import { authoredPolicies, AT } from "./support/authored-policies";
import { evaluate } from "./support/evaluate";

describe("authored policies", () => {
  it("are accepted by AWS", () => {
    fc.assert(
      fc.property(authoredPolicies, (policy) => {
        const { accepted, issues } = policy.validate({ at: AT });
        expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(accepted).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("are read back from their documents to the same document, with JSON only for names of JavaScript's", () => {
    fc.assert(
      fc.property(authoredPolicies, ({ document }) => {
        const source = authorSource(document);
        const special = /"(constructor|toString|hasOwnProperty)"/.test(JSON.stringify(document));
        expect(/\bjson\(|FromJson/.test(source)).toBe(special);
        expect(evaluate(source).minified).toBe(minifyPolicy(document));
      }),
      { numRuns: 120 },
    );
  });
});
