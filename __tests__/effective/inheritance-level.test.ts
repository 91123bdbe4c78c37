import { levelsOfPlan } from "../../src/effective/inheritance-level";
import type { JsonObject } from "../../src/text/json";
import { level, regions } from "../support/policies";

const NONE = { "@@operators_allowed_for_child_policies": ["@@none"] };

/** How many of the policies can affect the plan `p`. */
function affecting(...policies: readonly JsonObject[]): number {
  return levelsOfPlan([level("root", policies)], "p").flatMap((each) => each.policies).length;
}

describe("the levels of a plan", () => {
  it("hold the policies that name it, in any case", () => {
    expect(affecting(regions({ "@@assign": ["a"] }))).toBe(1);
    expect(affecting(regions({ "@@assign": ["a"] }, "P"))).toBe(1);
    expect(affecting(regions({ "@@assign": ["a"] }, "q"), {})).toBe(0);
  });

  it("hold policies with a control on the document or on plans", () => {
    const other = regions({ "@@assign": ["a"] }, "q");
    expect(affecting({ ...other, ...NONE })).toBe(1);
    expect(affecting({ plans: { ...(other.plans as JsonObject), ...NONE } })).toBe(1);
    expect(affecting({ plans: { q: NONE } })).toBe(0);
  });

  it("are all levels if no plan is named, and the same level if all of it is left", () => {
    const levels = [level("root", [regions({ "@@assign": ["a"] }, "q")]), level("ou", [regions({})])];
    expect(levelsOfPlan(levels, undefined)).toBe(levels);
    expect(levelsOfPlan(levels, "p")).toEqual([levels[1]]);
    expect(levelsOfPlan(levels, "p")[0]).toBe(levels[1]);
  });
});
