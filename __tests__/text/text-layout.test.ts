import fc from "fast-check";
import { displayWidth } from "../../src/text/display-width";
import { oneLine, shortened } from "../../src/text/shorten";
import { wrapLines } from "../../src/text/wrap-text";

const text = fc.string({
  unit: fc.constantFrom("a", "b", " ", "/", ":", "_", "你", "🔥", "é"),
  maxLength: 120,
});

describe("text in lines", () => {
  it("is never wider than it may be, and loses nothing but spaces", () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 0, max: 8 }),
        (words, width, indent) => {
          const lines = wrapLines(words, width, " ".repeat(indent));
          expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
          expect(lines.join("").replaceAll(" ", "")).toBe(words.replaceAll(" ", ""));
        },
      ),
    );
  });

  it("is broken at spaces, and within a path between its names", () => {
    expect(
      wrapLines(
        "at plans/orgbackupplandaily/rules/orgdailybackuprule/lifecycle/delete_after_days",
        40,
        "  ",
        "    ",
      ),
    ).toEqual([
      "  at plans/orgbackupplandaily/rules/",
      "    orgdailybackuprule/lifecycle/",
      "    delete_after_days",
    ]);
  });

  it("is broken within a name that is longer than a line", () => {
    expect(wrapLines("x".repeat(25), 12, "")).toEqual(["x".repeat(12), "x".repeat(12), "x"]);
  });
});

describe("the width of text", () => {
  it("counts two columns for wide characters and none for marks above others", () => {
    expect(["abc", "你好", "🔥", "e\u0301"].map(displayWidth)).toEqual([3, 4, 2, 1]);
  });
});

describe("text that is too long", () => {
  it("keeps its beginning and its end, within the limit", () => {
    expect(shortened("abcdefghij", 7)).toBe("abcd…ij");
    expect(oneLine("abcdefghij", 7)).toBe("abcd…ij");
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 40 }), (words, most) => {
        expect(Array.from(shortened(words, most)).length).toBeLessThanOrEqual(most);
        expect(displayWidth(oneLine(words, most))).toBeLessThanOrEqual(most);
      }),
    );
  });

  it("breaks no character in two", () => {
    expect(shortened("🔥".repeat(10), 5)).toBe("🔥🔥🔥…🔥");
  });
});
