import { MAX_DEPTH } from "../../src/text/source-document";
import { parseJson } from "../../src/text/parse-json";
import { toValue } from "../../src/text/source-node";

function problemOf(text: string): string {
  const result = parseJson(text);
  const [problem] = result.ok ? [] : result.problems;
  return problem === undefined ? "none" : `${problem.offset}: ${problem.message}`;
}

describe("parseJson", () => {
  test("gives the value that JSON.parse gives", () => {
    const text = ' {"a": [1, -2.5e3, true, false, null, "\\u00e9\\n"], "b": {"c": {}}, "d": []} ';
    const result = parseJson(text);
    expect(result.ok && toValue(result.document.root)).toEqual(JSON.parse(text));
  });

  test("keeps where values and keys stand and how a number is spelled", () => {
    const text = '{\n  "plans": 60.0\n}';
    const result = parseJson(text);
    if (!result.ok || result.document.root.kind !== "object") {
      throw new Error("expected an object");
    }
    const [member] = result.document.root.members;
    expect(member).toMatchObject({ key: "plans", keyStart: 4, value: { value: 60 } });
    expect(result.document.slice(member!.value)).toBe("60.0");
    expect(result.document.position(member!.keyStart)).toEqual({ line: 2, column: 3 });
  });

  test("keeps duplicate keys; of their values the last one counts", () => {
    const result = parseJson('{"a": 1, "a": 2}');
    expect(result.ok && result.document.root.kind === "object" && result.document.root.members.length).toBe(
      2,
    );
    expect(result.ok && toValue(result.document.root)).toEqual({ a: 2 });
  });

  test.each([
    ["", "0: the text is empty"],
    ["  ", "2: the text is empty"],
    ['{"a":1,}', '7: a comma stands before "}": JSON allows no trailing comma'],
    ["[1,2", "4: the text ends before the list is closed"],
    ['{"a" 1}', '5: a colon is expected after the key, found "1"'],
    ["{a: 1}", '1: a key in double quotes is expected, found "a"'],
    ["01", '1: nothing may follow the end of the document, found "1"'],
    ["[1 2]", '3: a comma or "]" is expected, found "2"'],
    ["[,]", "1: a comma stands where a value or a key is expected"],
    ["{]", '1: "]" closes nothing that may end here'],
    ["// no\n{}", "0: JSON allows no comments"],
    ["nul", '0: a JSON value is expected, found "nul"'],
    ["'a'", "0: a JSON value is expected, found \"'a'\""],
    ['"a\nb"', "0: a string is not closed on its line"],
    ['"\\x"', "0: a backslash stands before a character that JSON does not escape"],
    ["1e", "0: a number is not complete"],
  ])("refuses %j", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test("ends hostile nesting with a message", () => {
    expect(problemOf("[".repeat(1_000_000))).toBe(
      `${MAX_DEPTH}: the document nests deeper than ${MAX_DEPTH} levels`,
    );
    expect(problemOf('{"a":'.repeat(10_000))).toContain("nests deeper");
  });

  test("reads a million keys", () => {
    const text = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join(",")}}`;
    const result = parseJson(text);
    expect(result.ok && result.document.root.kind === "object" && result.document.root.members.length).toBe(
      1_000_000,
    );
  });

  test("takes __proto__ and constructor for ordinary keys", () => {
    const result = parseJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    const value = result.ok ? (toValue(result.document.root) as object) : {};
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
