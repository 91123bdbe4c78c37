import { jsonTokenAt } from "./json-token";
import type { JsonValue } from "./json";
import { plainJsonValue } from "./plain-json";
import { MAX_DEPTH, SourceDocument } from "./source-document";
import type { ParseResult, SyntaxProblem } from "./source-document";
import { toValue } from "./source-node";
import type { SourceMember, SourceNode } from "./source-node";

/**
 * Parses strict JSON and keeps positions and duplicate keys. Hostile nesting ends in a message, well before the
 * stack does.
 *
 * A library takes twice as long, which a thousand documents make felt. Containers and plain strings are read here;
 * anything else, and what is wrong, is left to {@link jsonTokenAt}.
 */
export function parseJson(text: string): ParseResult {
  const reader = new JsonReader(text);
  const root = reader.document();
  return root === undefined
    ? { ok: false, problems: reader.problems }
    : { ok: true, document: new SourceDocument(text, root) };
}

/** The value of a strict JSON text, where positions do not count; of names twice the last; undefined if it is none. */
export function parseJsonValue(text: string): JsonValue | undefined {
  const plain = plainJsonValue(text);
  if (plain !== undefined) {
    return plain;
  }
  const parsed = parseJson(text);
  return parsed.ok ? toValue(parsed.document.root) : undefined;
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Container = "object" | "list";
type Expected = "key" | "colon" | "value" | "comma" | "end";

/** Reads a text from its start; a method that cannot go on notes the problem and returns undefined. */
class JsonReader {
  problems: readonly SyntaxProblem[] = [];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): SourceNode | undefined {
    const root = this.value(undefined, false);
    return root === undefined || this.next() === undefined ? root : this.refuse("end", undefined, false);
  }

  /** The next character that is not white space stands at `at` afterwards; undefined at the end. */
  private next(): number | undefined {
    const { text } = this;
    let { at } = this;
    let code = text.charCodeAt(at);
    while (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB) {
      at += 1;
      code = text.charCodeAt(at);
    }
    this.at = at;
    return at < text.length ? code : undefined;
  }

  private value(container: Container | undefined, afterComma: boolean): SourceNode | undefined {
    const code = this.next();
    const start = this.at;
    if (code === QUOTE) {
      const value = this.plainString();
      if (value !== undefined) {
        return { kind: "scalar", value, start, end: this.at };
      }
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (this.depth >= MAX_DEPTH) {
        return this.problem(`the document nests deeper than ${MAX_DEPTH} levels`);
      }
      this.depth += 1;
      this.at += 1;
      const node = code === OPEN_BRACE ? this.object(start) : this.list(start);
      this.depth -= 1;
      return node;
    }
    const token = code === undefined ? undefined : jsonTokenAt(this.text, start);
    if (token?.value === undefined || token.problem !== undefined) {
      return this.refuse("value", container, afterComma);
    }
    this.at = token.end;
    return { kind: "scalar", value: token.value, start, end: token.end };
  }

  private object(start: number): SourceNode | undefined {
    const members: SourceMember[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const code = this.next();
      if (code === CLOSE_BRACE && isFirst) {
        break;
      }
      const keyStart = this.at;
      const key = code === QUOTE ? this.string() : undefined;
      if (key === undefined) {
        return this.refuse("key", "object", !isFirst);
      }
      const keyEnd = this.at;
      if (this.next() !== COLON) {
        return this.refuse("colon", "object", !isFirst);
      }
      this.at += 1;
      const value = this.value("object", !isFirst);
      if (value === undefined) {
        return undefined;
      }
      members.push({ key, keyStart, keyEnd, value });
      const after = this.next();
      if (after === CLOSE_BRACE) {
        break;
      }
      if (after !== COMMA) {
        return this.refuse("comma", "object", false);
      }
      this.at += 1;
    }
    this.at += 1;
    return { kind: "object", members, start, end: this.at };
  }

  private list(start: number): SourceNode | undefined {
    const items: SourceNode[] = [];
    if (this.next() === CLOSE_BRACKET) {
      this.at += 1;
      return { kind: "list", items, start, end: this.at };
    }
    for (;;) {
      const item = this.value("list", items.length > 0);
      if (item === undefined) {
        return undefined;
      }
      items.push(item);
      const after = this.next();
      this.at += 1;
      if (after === CLOSE_BRACKET) {
        return { kind: "list", items, start, end: this.at };
      }
      if (after !== COMMA) {
        this.at -= 1;
        return this.refuse("comma", "list", false);
      }
    }
  }

  /** A string, with `at` after it; undefined if it is broken. */
  private string(): string | undefined {
    const plain = this.plainString();
    if (plain !== undefined) {
      return plain;
    }
    const { value, end, problem } = jsonTokenAt(this.text, this.at);
    this.at = problem === undefined ? end : this.at;
    return problem === undefined && typeof value === "string" ? value : undefined;
  }

  /** The same for a string that is spelled as it reads; undefined for any other. */
  private plainString(): string | undefined {
    const { text } = this;
    const start = this.at + 1;
    for (let at = start; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return text.slice(start, at);
      }
      // Also at the end, where the code is not a number.
      if (!(code >= SPACE) || code === BACKSLASH) {
        return undefined;
      }
    }
  }

  /** Says why what stands here may not stand here. */
  private refuse(expected: Expected, container: Container | undefined, afterComma: boolean): undefined {
    if (this.next() === undefined) {
      return this.problem(
        container === undefined ? "the text is empty" : `the text ends before the ${container} is closed`,
      );
    }
    const token = jsonTokenAt(this.text, this.at);
    const found = this.text.slice(token.start, token.end);
    return this.problem(token.problem ?? reasonOf(found, expected, container, afterComma));
  }

  private problem(message: string): undefined {
    this.problems = [{ message, offset: this.at }];
    return undefined;
  }
}

function reasonOf(
  found: string,
  expected: Expected,
  container: Container | undefined,
  afterComma: boolean,
): string {
  const quoted = JSON.stringify(found.length > 40 ? `${found.slice(0, 40)}...` : found);
  if (expected === "end") {
    return `nothing may follow the end of the document, found ${quoted}`;
  }
  if (found === ",") {
    return "a comma stands where a value or a key is expected";
  }
  if (found === "}" || found === "]") {
    const isItsEnd =
      found === "}"
        ? container === "object" && expected === "key"
        : container === "list" && expected === "value";
    return isItsEnd && afterComma
      ? `a comma stands before ${quoted}: JSON allows no trailing comma`
      : `${quoted} closes nothing that may end here`;
  }
  switch (expected) {
    case "comma":
      return `a comma or ${container === "list" ? '"]"' : '"}"'} is expected, found ${quoted}`;
    case "key":
      return `a key in double quotes is expected, found ${quoted}`;
    case "colon":
      return `a colon is expected after the key, found ${quoted}`;
    case "value":
      return `a JSON value is expected, found ${quoted}`;
  }
}
