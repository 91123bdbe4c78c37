import { canonicalJson } from "../../src/text/json";
import type { JsonValue } from "../../src/text/json";

describe("canonical JSON", () => {
  it.each<[what: string, value: JsonValue, text: string]>([
    ["a document in order", { a: [1, "x"], b: { c: null } }, '{"a":[1,"x"],"b":{"c":null}}'],
    ["keys out of order", { b: 1, a: 2 }, '{"a":2,"b":1}'],
    [
      "keys out of order far below",
      { a: { b: [{ d: {}, c: [] }, 1] }, e: 2 },
      '{"a":{"b":[{"c":[],"d":{}},1]},"e":2}',
    ],
    ["an item in order beside one that is not", [{ a: 1 }, { c: 1, b: 2 }], '[{"a":1},{"b":2,"c":1}]'],
    ["keys that are numbers", { a: 1, 9: 2, 10: 3 }, '{"10":3,"9":2,"a":1}'],
    [
      "the key __proto__",
      JSON.parse('{"a":1,"__proto__":{"c":1,"b":2}}') as JsonValue,
      '{"__proto__":{"b":2,"c":1},"a":1}',
    ],
    ["an empty key", { a: 1, "": 2 }, '{"":2,"a":1}'],
    ["capitals before small letters", { a: 1, B: 2 }, '{"B":2,"a":1}'],
    [
      "signs that JSON escapes",
      { '"\n': "\u2028\ud800", "\\": "ä" },
      '{"\\"\\n":"\u2028\\ud800","\\\\":"ä"}',
    ],
    ["a text alone", "x", '"x"'],
    ["nothing", null, "null"],
  ])("is right for %s", (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
