import { allOf, isPlain } from "../../src/capabilities/verdict";
import type { Answer, Mark, Verdict } from "../../src/capabilities/verdict";

function verdict(answer: Answer, mark: Mark = "certain", reason = `${answer} ${mark}`): Verdict {
  return { answer, mark, reason, pages: [] };
}

it("A verdict is plain without a condition and without a doubt", () => {
  expect((["yes", "no", "depends", "unknown"] as const).map((answer) => isPlain(verdict(answer)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isPlain(verdict("yes", "contradicting"))).toBe(false);
});

it("Where everything must hold, the worst answer counts, with what qualifies it", () => {
  expect(allOf([verdict("yes"), verdict("unknown"), verdict("no")])).toMatchObject({ answer: "no" });
  expect(allOf([verdict("yes", "certain", "plain"), verdict("yes", "contradicting")])).toMatchObject({
    answer: "yes",
    mark: "contradicting",
    reason: "yes contradicting",
  });
  expect(allOf([verdict("yes", "certain", "one"), verdict("yes", "certain", "other")]).reason).toBe(
    "one other",
  );
});
