import { findingOf } from "../../src/text/finding";
import type { Finding } from "../../src/text/finding";
import { mergeSame } from "../../src/text/merge-same";

const RULE = { id: "a-rule", severity: "error", sentence: "It is so.", hint: "Change it." } as const;
const found = (message: string, ...accounts: readonly string[]): Finding =>
  findingOf(RULE, { message, accounts });

describe("findings that differ only in their accounts", () => {
  it("become one, with each account once, in the order of the first", () => {
    expect(mergeSame([found("Same.", "1", "2"), found("Other.", "1"), found("Same.", "2", "3")])).toEqual([
      found("Same.", "1", "2", "3"),
      found("Other.", "1"),
    ]);
  });

  it("stay apart if anything else differs", () => {
    const severe = { ...found("Same.", "2"), severity: "notice" } as const;
    const elsewhere = { ...found("Same.", "3"), path: "plans/daily" };
    expect(mergeSame([found("Same.", "1"), severe, elsewhere])).toHaveLength(3);
  });
});
