import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Alias, Node } from "yaml";
import type { JsonScalar } from "./json";
import { MAX_DEPTH, SourceDocument, withLineFeeds } from "./source-document";
import type { ParseResult, SyntaxProblem } from "./source-document";
import type { SourceMember, SourceNode } from "./source-node";

/** Aliases may multiply a small text into a huge document; so many values are enough for any organization. */
const MAX_VALUES_FROM_ALIASES = 100_000;

/** The parser takes a time that grows with the square of their number; one document needs two at most. */
const MAX_DIRECTIVES = 100;

/** Parses one YAML 1.2 document (core schema) into the same nodes as JSON; keys are kept as written. */
export function parseYaml(written: string): ParseResult {
  const text = withLineFeeds(written);
  const tooDeep: SyntaxProblem = { message: `the document nests deeper than ${MAX_DEPTH} levels`, offset: 0 };
  if (hasTooManyDirectives(text)) {
    const message = `more than ${MAX_DIRECTIVES} lines of the file begin with "%", as directives do`;
    return { ok: false, problems: [{ message, offset: 0 }] };
  }
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, strict: true });
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, problems: [tooDeep] };
    }
    throw error;
  }
  // A warning is an unknown tag or directive: the value would not be the one that was meant.
  const findings = [...document.errors, ...document.warnings];
  if (findings.length > 0) {
    return {
      ok: false,
      problems: findings.map(({ code, message, pos }) => ({
        message: worded(code, message),
        offset: pos[0],
      })),
    };
  }
  if (document.contents === null) {
    return { ok: false, problems: [{ message: "the text is empty", offset: 0 }] };
  }
  const converter = new Converter(text);
  const root = converter.convert(document.contents, 0);
  return root === undefined || converter.problem !== undefined
    ? { ok: false, problems: [converter.problem ?? tooDeep] }
    : { ok: true, document: new SourceDocument(written, root) };
}

function hasTooManyDirectives(text: string): boolean {
  let count = text.startsWith("%") ? 1 : 0;
  for (let at = text.indexOf("\n%"); at !== -1 && count <= MAX_DIRECTIVES; at = text.indexOf("\n%", at + 1)) {
    count += 1;
  }
  return count > MAX_DIRECTIVES;
}

/** The library speaks to programmers in some of its messages. */
function worded(code: string, message: string): string {
  if (code === "MULTIPLE_DOCS") {
    return "the file holds several YAML documents (---), one is expected";
  }
  return message.includes("call stack") ? `the document nests deeper than ${MAX_DEPTH} levels` : message;
}

/** What an anchor stands for, with what it takes to hold it once more. */
interface Anchored {
  readonly node: SourceNode;
  /** Values in it, itself included. */
  readonly values: number;
  /** Levels below it. */
  readonly height: number;
}

/** Converts every node once: an alias is the node that its anchor became. */
class Converter {
  problem: SyntaxProblem | undefined;
  private readonly anchors = new Map<string, Anchored | "open">();
  private values = 0;
  private valuesFromAliases = 0;
  /** The deepest level reached since it was last set. */
  private deepest = 0;

  constructor(private readonly text: string) {}

  convert(node: unknown, depth: number): SourceNode | undefined {
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor === undefined) {
      return this.convertOnce(node, depth);
    }
    const [valuesBefore, deepestBefore] = [this.values, this.deepest];
    this.deepest = depth;
    this.anchors.set(anchor, "open");
    const converted = this.convertOnce(node, depth);
    if (converted !== undefined) {
      const height = this.deepest - depth;
      this.anchors.set(anchor, { node: converted, values: this.values - valuesBefore, height });
    }
    this.deepest = Math.max(this.deepest, deepestBefore);
    return converted;
  }

  private convertOnce(node: unknown, depth: number): SourceNode | undefined {
    const [start, , end] = (node as Node | null)?.range ?? [0, 0, 0];
    if (depth > MAX_DEPTH) {
      return this.fail(`the document nests deeper than ${MAX_DEPTH} levels`, start);
    }
    this.values += 1;
    this.deepest = Math.max(this.deepest, depth);
    if (isAlias(node)) {
      return this.alias(node, depth, start);
    }
    if (isMap(node)) {
      const members: SourceMember[] = [];
      for (const pair of node.items) {
        const value = pair.value === null ? this.emptyAfter(pair.key) : this.convert(pair.value, depth + 1);
        const key = this.keyOf(pair.key);
        if (value === undefined || key === undefined) {
          return undefined;
        }
        members.push({ ...key, value });
      }
      return { kind: "object", members, start, end };
    }
    if (isSeq(node)) {
      const items: SourceNode[] = [];
      for (const item of node.items) {
        const converted = this.convert(item, depth + 1);
        if (converted === undefined) {
          return undefined;
        }
        items.push(converted);
      }
      return { kind: "list", items, start, end };
    }
    if (isScalar(node)) {
      const valueEnd = node.range?.[1] ?? end;
      return { kind: "scalar", value: scalarValue(node.value), start, end: valueEnd };
    }
    this.fail("this YAML value has no meaning here", start);
  }

  private alias({ source }: Alias, depth: number, start: number): SourceNode | undefined {
    const anchored = this.anchors.get(source);
    if (anchored === undefined) {
      return this.fail(`the alias *${source} has no anchor before it`, start);
    }
    if (anchored === "open") {
      return this.fail(`the alias *${source} stands within its own anchor`, start);
    }
    this.values += anchored.values;
    this.valuesFromAliases += anchored.values;
    this.deepest = Math.max(this.deepest, depth + 1 + anchored.height);
    if (this.valuesFromAliases > MAX_VALUES_FROM_ALIASES) {
      return this.fail("aliases expand to more values than this document may hold", start);
    }
    if (this.deepest > MAX_DEPTH) {
      return this.fail(`the document nests deeper than ${MAX_DEPTH} levels`, start);
    }
    return anchored.node;
  }

  /** A key as written: `001` stays `001`, which a number would lose. */
  private keyOf(key: unknown): Omit<SourceMember, "value"> | undefined {
    if (!isScalar(key)) {
      return this.fail("a key must be a plain or quoted text", (key as Node | null)?.range?.[0] ?? 0);
    }
    const [keyStart, keyEnd] = key.range ?? [0, 0];
    return {
      key: typeof key.value === "string" ? key.value : this.text.slice(keyStart, keyEnd),
      keyStart,
      keyEnd,
    };
  }

  private emptyAfter(key: unknown): SourceNode {
    const end = (key as Node | null)?.range?.[1] ?? 0;
    return { kind: "scalar", value: null, start: end, end };
  }

  private fail(message: string, offset: number): undefined {
    this.problem ??= { message, offset };
    return undefined;
  }
}

function scalarValue(value: unknown): JsonScalar {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    default:
      return typeof value === "bigint" ? value.toString() : null;
  }
}
