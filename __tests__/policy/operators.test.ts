import { operatorSet, parseControl } from "../../src/policy/operator-set";
import { controlWordOf, isOperatorLike, operatorOf } from "../../src/policy/operators";

describe("Operators", () => {
  it.each([
    ["@@assign", "@@assign"],
    ["@@Append", "@@append"],
    ["@@REMOVE", "@@remove"],
    ["@@Operators_Allowed_For_Child_Policies", "@@operators_allowed_for_child_policies"],
    ["@@all", undefined],
    ["assign", undefined],
    ["@@assign ", undefined],
  ])("%j names %j, in any case", (key, operator) => {
    expect(operatorOf(key)).toBe(operator);
  });

  it.each([
    ["@@None", "@@none"],
    ["@@ALL", "@@all"],
    ["@@remove", "@@remove"],
    ["none", undefined],
    ["@@operators_allowed_for_child_policies", undefined],
  ])("a control list knows %j as %j", (text, word) => {
    expect(controlWordOf(text)).toBe(word);
  });

  it("are told from names by their first two characters", () => {
    expect(["@@x", "@@", "@x", "x@@", ""].map(isOperatorLike)).toEqual([true, true, false, false, false]);
  });
});

describe("A control", () => {
  it("is read past what is no word, as documents hold it that AWS refuses", () => {
    expect(parseControl([{ toString: 1 }, null, ["@@all"], 7, "@@Append"])).toBe(operatorSet("@@append"));
  });
});
