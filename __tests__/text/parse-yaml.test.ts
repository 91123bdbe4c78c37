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

  test("counts what an alias holds instead of walking it again", () => {
    const lines = ["a0: &a0 {a: 1, b: 2}"];
    for (let level = 1; level < 5_000; level += 1) {
      lines.push(`a${level}: &a${level} {a: *a${level - 1}, b: *a${level - 1}}`);
    }
    expect(valueOf(lines.join("\n"))).toEqual([
      {
        message: "aliases expand to more values than this document may hold",
        offset: expect.any(Number) as number,
      },
    ]);
  });

  test("takes the last anchor of a name before an alias, as YAML says", () => {
    expect(valueOf("a: &x 1\nb: *x\nc: &x 2\nd: *x")).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  test("names an alias before its anchor, and one within it", () => {
    expect(valueOf("a: *x\nb: &x 1")).toEqual([
      { message: "the alias *x has no anchor before it", offset: 3 },
    ]);
    expect(valueOf("a: &x [1, *x]")).toEqual([
      { message: "the alias *x stands within its own anchor", offset: 10 },
    ]);
  });

  test("refuses a file of directives, which the parser reads slowly", () => {
    expect(valueOf(`${"%FOO bar\n".repeat(10_000)}---\na: 1`)).toEqual([
      { message: 'more than 100 lines of the file begin with "%", as directives do', offset: 0 },
    ]);
  });

  test("counts the levels that an alias adds", () => {
    const deep = `a: &a ${"[".repeat(150)}1${"]".repeat(150)}\n`;
    expect(valueOf(`${deep}b: ${"[".repeat(20)}*a${"]".repeat(20)}`)).toEqual(
      expect.objectContaining({ b: expect.anything() as unknown }),
    );
    expect(valueOf(`${deep}b: ${"[".repeat(60)}*a${"]".repeat(60)}`)).toEqual([
      { message: "the document nests deeper than 200 levels", offset: deep.length + 63 },
    ]);
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
