import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Document, Node } from "yaml";
import type { JsonScalar } from "./json";
import { MAX_DEPTH, SourceDocument } from "./source-document";
import type { ParseResult, SyntaxProblem } from "./source-document";
import type { SourceMember, SourceNode } from "./source-node";

/** Aliases may multiply a small text into a huge document; this many nodes are enough for any organization. */
const MAX_NODES_FROM_ALIASES = 100_000;

/** Parses one YAML 1.2 document (core schema) into the same nodes as JSON; keys are kept as written. */
export function parseYaml(text: string): ParseResult {
  const tooDeep: SyntaxProblem = { message: `the document nests deeper than ${MAX_DEPTH} levels`, offset: 0 };
  let document: Document.Parsed;
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
  const converter = new Converter(text, document);
  const root = converter.convert(document.contents, 0);
  return root === undefined || converter.problem !== undefined
    ? { ok: false, problems: [converter.problem ?? tooDeep] }
    : { ok: true, document: new SourceDocument(text, root) };
}

/** The library speaks to programmers in some of its messages. */
function worded(code: string, message: string): string {
  if (code === "MULTIPLE_DOCS") {
    return "the file holds several YAML documents (---), one is expected";
  }
  return message.includes("call stack") ? `the document nests deeper than ${MAX_DEPTH} levels` : message;
}

class Converter {
  problem: SyntaxProblem | undefined;
  private aliasDepth = 0;
  private nodesFromAliases = 0;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
  ) {}

  convert(node: unknown, depth: number): SourceNode | undefined {
    const [start, , end] = (node as Node | null)?.range ?? [0, 0, 0];
    if (depth > MAX_DEPTH) {
      return this.fail(`the document nests deeper than ${MAX_DEPTH} levels`, start);
    }
    if (this.aliasDepth > 0 && ++this.nodesFromAliases > MAX_NODES_FROM_ALIASES) {
      return this.fail("aliases expand to more values than this document may hold", start);
    }
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (target === undefined) {
        return this.fail(`the alias *${node.source} has no anchor`, start);
      }
      this.aliasDepth += 1;
      const converted = this.convert(target, depth + 1);
      this.aliasDepth -= 1;
      return converted;
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
