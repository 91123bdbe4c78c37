import type { JsonScalar } from "./json";

/** A token of a JSON text, or what stands where one should. */
export interface JsonToken {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Of a string, number or keyword; undefined for everything else. */
  readonly value: JsonScalar | undefined;
  /** Why it may stand nowhere in JSON; undefined if it may. */
  readonly problem: string | undefined;
}

/** Reads the token at an offset where neither white space nor the end is. */
export function jsonTokenAt(text: string, start: number): JsonToken {
  const first = text.charAt(start);
  if (first === '"') {
    return stringAt(text, start);
  }
  if (first === "/") {
    return tokenOf(start, start + 1, undefined, commentProblem(text, start));
  }
  if (/[-0-9]/.test(first)) {
    return numberAt(text, start);
  }
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0] ?? first;
  return tokenOf(start, start + word.length, KEYWORDS.get(word));
}

/** Up to white space, punctuation, a string or a comment. */
const WORD = /[^ \t\r\n{}[\]:,"/]+/y;

const KEYWORDS: ReadonlyMap<string, JsonScalar> = new Map<string, JsonScalar>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function tokenOf(start: number, end: number, value?: JsonScalar, problem?: string): JsonToken {
  return { start, end, value, problem };
}

function commentProblem(text: string, start: number): string | undefined {
  if (text.startsWith("/*", start)) {
    return text.includes("*/", start + 2)
      ? "JSON allows no comments"
      : "a comment is not closed; JSON allows no comments";
  }
  return text.startsWith("//", start) ? "JSON allows no comments" : undefined;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

function numberAt(text: string, start: number): JsonToken {
  NUMBER.lastIndex = start;
  const found = NUMBER.exec(text);
  if (found === null) {
    return tokenOf(start, start + 1);
  }
  const [spelled, fraction, exponent] = found;
  const end = start + spelled.length;
  const next = text.charAt(end);
  const isCut = exponent === undefined && (/[eE]/.test(next) || (next === "." && fraction === undefined));
  return tokenOf(start, end, Number(spelled), isCut ? "a number is not complete" : undefined);
}

const ESCAPED: ReadonlyMap<string, string> = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }),
);

/** Reads on over mistakes, of which the last one is named: a string that is not closed, rather than what is in it. */
function stringAt(text: string, start: number): JsonToken {
  let value = "";
  let problem: string | undefined;
  let at = start + 1;
  for (;;) {
    STRING_PART.lastIndex = at;
    const part = STRING_PART.exec(text)?.[0] ?? "";
    value += part;
    at += part.length;
    const code = text.charAt(at);
    at += 1;
    if (code === '"') {
      return tokenOf(start, at, value, problem);
    }
    const letter = text.charAt(at);
    if (code === "" || code === "\n" || code === "\r" || (code === "\\" && letter === "")) {
      return tokenOf(start, at, value, "a string is not closed on its line");
    }
    if (code !== "\\") {
      value += code;
      problem = "a control character stands in a string; write it as an escape";
      continue;
    }
    at += 1;
    const escaped = ESCAPED.get(letter);
    if (escaped !== undefined) {
      value += escaped;
    } else if (letter === "u") {
      HEX.lastIndex = at;
      const digits = HEX.exec(text)?.[0] ?? "";
      at += digits.length;
      value += digits.length === 4 ? String.fromCharCode(parseInt(digits, 16)) : "";
      problem = digits.length === 4 ? problem : "a \\u escape needs four hexadecimal digits";
    } else {
      problem = "a backslash stands before a character that JSON does not escape";
    }
  }
}

/** Up to a quotation mark, a backslash or a control character. */
const STRING_PART = /[ !#-[\]-\uffff]*/y;
const HEX = /[0-9a-fA-F]{0,4}/y;
