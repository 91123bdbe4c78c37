import fc from "fast-check";
import type { JsonValue } from "../../src/text/json";
import { parseJson } from "../../src/text/parse-json";
import { plainJsonValue } from "../../src/text/plain-json";
import { nodesOf, plainJsonDocument } from "../../src/text/plain-nodes";
import { MAX_DEPTH } from "../../src/text/source-document";
import { toValue } from "../../src/text/source-node";

const white = fc.constantFrom("", " ", "\n", "\r\n\t", "  ");
const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"\\\\"', '"\\""', '":"', '"{["', '"__proto__"', '""');
const number = fc.constantFrom(
  "0",
  "-1",
  "12",
  "1.5",
  "1e21",
  "60.0",
  "1E2",
  "1e2",
  "-0",
  "0.10",
  "123456789012345678",
);
const scalar = fc.oneof(
  key,
  number,
  fc.constantFrom("true", "null", '"1.0"', '"x\\\\\\"y"', '"é"', '"\\ud800"'),
);

/** JSON in every spelling, names twice included. */
const { text } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc
      .tuple(fc.array(fc.tuple(key, white, tie("text"), white), { maxLength: 4 }), white)
      .map(
        ([all, inside]) => `{${inside}${all.map(([k, a, v, b]) => `${a}${k}${b}:${a}${v}${b}`).join(",")}}`,
      ),
    fc
      .tuple(fc.array(fc.tuple(white, tie("text")), { maxLength: 4 }), white)
      .map(([all, inside]) => `[${all.map(([a, v]) => `${a}${v}${a}`).join(",")}${inside}]`),
  ),
}));

describe("plain JSON", () => {
  test("is the value that the reader with positions finds, unless a name or a number is written in its own way", () => {
    let plain = 0;
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseJson(written);
        expect(parsed.ok).toBe(true);
        const root = parsed.ok ? parsed.document.root : undefined;
        const isOdd = root === undefined || hasNameTwice(root) || hasOddNumber(root, written);
        expect(plainJsonValue(written)).toEqual(isOdd ? undefined : toValue(root));
        plain += isOdd ? 0 : 1;
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(500);
  });

  test.each([
    ["a name twice", '{"a":{"b":1,"b":1}}'],
    ["a name twice in two spellings", '{"a":1,"\\u0061":1}'],
    ["__proto__ twice", '{"__proto__":{},"__proto__":{}}'],
    ["a number in its own spelling", '{"a":[60.0]}'],
    ["what is no JSON", '{"a":1,}'],
    ["an empty text", ""],
    ["a string that does not end", '"\\"'],
  ])("is not %s", (_, written) => {
    expect(plainJsonValue(written)).toBeUndefined();
  });

  test("nests as deep as the reader with positions allows, and no deeper", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    for (const depth of [MAX_DEPTH, MAX_DEPTH + 1, 100_000]) {
      expect(plainJsonValue(nested(depth)) !== undefined).toBe(parseJson(nested(depth)).ok);
    }
  });

  test("has the nodes that the reader with positions finds, and at the same places", () => {
    let plain = 0;
    fc.assert(
      fc.property(text, (written) => {
        const document = plainJsonDocument(written);
        const parsed = parseJson(written);
        plain += document === undefined ? 0 : 1;
        expect(document === undefined).toBe(plainJsonValue(written) === undefined);
        expect(document && placed(document.root)).toEqual(
          document && parsed.ok && placed(parsed.document.root),
        );
        expect(document?.value).toEqual(plainJsonValue(written));
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(500);
  });

  test("has no nodes if JSON.parse shows its names in another order", () => {
    expect(Object.keys(plainJsonValue('{"b":1,"7":2}') as object)).toEqual(["7", "b"]);
    expect(plainJsonDocument('{"b":1,"7":2}')).toBeUndefined();
    expect(plainJsonDocument('{"b":1,"7a":2}')).toBeDefined();
  });

  test("has nodes that stand nowhere if there is no text", () => {
    expect(placed(nodesOf({ a: [1] }))).toEqual([-1, -1, ["a", -1, -1, [-1, -1, [[-1, -1, 1]]]]]);
  });

  test("keeps __proto__ as a name like any other", () => {
    const value = plainJsonValue('{"__proto__":{"a":1}}') as Readonly<Record<string, JsonValue>>;
    expect(Object.keys(value)).toEqual(["__proto__"]);
  });
});

type Node = Parameters<typeof toValue>[0];

/** A node with all its places, as plain lists. */
function placed(node: Node): readonly unknown[] {
  const { kind, start, end } = node;
  switch (kind) {
    case "scalar":
      return [start, end, node.value];
    case "list":
      return [start, end, node.items.map(placed)];
    case "object":
      return [
        start,
        end,
        ...node.members.map(({ key, keyStart, keyEnd, value }) => [key, keyStart, keyEnd, placed(value)]),
      ];
  }
}

function hasNameTwice(node: Node): boolean {
  if (node.kind === "scalar") {
    return false;
  }
  if (node.kind === "list") {
    return node.items.some(hasNameTwice);
  }
  const names = node.members.map((member) => member.key);
  return new Set(names).size < names.length || node.members.some(({ value }) => hasNameTwice(value));
}

function hasOddNumber(node: Node, written: string): boolean {
  if (node.kind === "scalar") {
    return (
      typeof node.value === "number" && written.slice(node.start, node.end) !== JSON.stringify(node.value)
    );
  }
  return node.kind === "list"
    ? node.items.some((item) => hasOddNumber(item, written))
    : node.members.some(({ value }) => hasOddNumber(value, written));
}
