import { parseYaml } from "../../src/text/parse-yaml";
import { toValue } from "../../src/text/source-node";

function valueOf(text: string): unknown {
  const result = parseYaml(text);
  return result.ok ? toValue(result.document.root) : result.problems;
}

describe("parseYaml", () => {
  test("gives plain values", () => {
    expect(valueOf("a: 1\nb: [x, true, null, 'y']\nc:\n  d: |\n    text\ne:\n")).toEqual({
      a: 1,
      b: ["x", true, null, "y"],
      c: { d: "text\n" },
      e: null,
    });
  });

  test("keeps keys as they are written, leading zeros included", () => {
    expect(valueOf("012345678901: x")).toEqual({ "012345678901": "x" });
  });

  test("follows aliases", () => {
    expect(valueOf("a: &x [1]\nb: *x")).toEqual({ a: [1], b: [1] });
  });

  test("does not let aliases multiply without end", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level += 1) {
      const before = `*a${level - 1}`;
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => before).join(", ")}]`);
    }
    expect(JSON.stringify(valueOf(lines.join("\n")))).toContain("aliases expand");
  });

  test("names the place of a mistake", () => {
    const result = parseYaml("a: [1, 2\nb: 3");
    expect(result.ok).toBe(false);
    expect(result.ok ? -1 : result.problems[0]?.offset).toBeGreaterThan(0);
  });

  test("ends hostile nesting with a message", () => {
    expect(JSON.stringify(valueOf("[".repeat(100_000)))).toMatch(/nests deeper|Flow sequence|expected/);
    expect(JSON.stringify(valueOf(`${"[".repeat(300)}${"]".repeat(300)}`))).toContain(
      "nests deeper than 200 levels",
    );
  });

  test("takes an empty text for a mistake", () => {
    expect(valueOf("# nothing\n")).toEqual([{ message: "the text is empty", offset: 0 }]);
  });
});
