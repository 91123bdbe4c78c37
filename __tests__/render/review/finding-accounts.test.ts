import { FindingAccounts } from "../../../src/render/review/finding-accounts";
import { groupedByRule } from "../../../src/render/review/grouped-findings";
import type { AccountChange } from "../../../src/review/account-change";
import type { Finding } from "../../../src/text/finding";
import { finding } from "../../support/ten-reviews/builder";

const outcome: AccountChange["before"] = { status: "published", errors: [] };
const changes: readonly AccountChange[] = [
  { accounts: ["1", "2"], scope: "Root/A/*", edits: [], before: outcome, after: outcome },
  { accounts: ["3", "4", "5", "6", "7"], scope: "Root/B/*", edits: [], before: outcome, after: outcome },
];

describe("the accounts of a finding", () => {
  const accounts = new FindingAccounts(changes);

  it("are in the words of the finding where it has some", () => {
    expect(accounts.describe({ accounts: ["1"], scope: "Root/A/one" })).toBe("Root/A/one");
  });

  it("are else those of the changes that they make up, and ids for the rest", () => {
    expect(accounts.describe({ accounts: ["2", "1"] })).toBe("Root/A/*");
    expect(accounts.describe({ accounts: ["1", "2", "3", "9"] })).toBe("Root/A/*; 3, 9");
    expect(accounts.describe({ accounts: ["1", "3", "4", "5", "6"] })).toBe("1, 3, 4 and 2 more");
  });
});

describe("findings by rule", () => {
  const many = (rule: string, count: number, rest: Partial<Finding> = {}): readonly Finding[] =>
    Array.from({ length: count }, (_, index) => finding(rule, "warning", `${rule} ${index}`, rest));

  it("are whole up to six of a rule; of more, five are", () => {
    expect(groupedByRule(many("a", 6)).map(({ whole, rest }) => [whole.length, rest.length])).toEqual([
      [6, 0],
    ]);
    expect(groupedByRule(many("a", 7)).map(({ whole, rest }) => [whole.length, rest.length])).toEqual([
      [5, 2],
    ]);
  });

  it("stand apart where they are accepted", () => {
    const accepted = many("a", 1, { acknowledged: { reason: "r", where: "w" } });
    expect(
      groupedByRule([...many("a", 2), ...many("b", 1), ...accepted]).map(({ whole }) => whole.length),
    ).toEqual([2, 1, 1]);
  });
});
