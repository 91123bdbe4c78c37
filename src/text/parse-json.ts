import { createScanner, ScanError, SyntaxKind } from "jsonc-parser";
import type { JsonScalar, JsonValue } from "./json";
import { plainJsonValue } from "./plain-json";
import { MAX_DEPTH, SourceDocument } from "./source-document";
import type { ParseResult } from "./source-document";
import { toValue } from "./source-node";
import type { SourceMember, SourceNode } from "./source-node";

/**
 * Parses strict JSON and keeps positions and duplicate keys. Containers stand on an explicit stack,
 * so that hostile nesting ends in a message and not in a stack overflow.
 */
export function parseJson(text: string): ParseResult {
  const scanner = createScanner(text, false);
  const builder = new TreeBuilder(text);
  let message: string | undefined;
  while (message === undefined) {
    const kind = scanner.scan();
    const start = scanner.getTokenOffset();
    const scanError = scanner.getTokenError();
    if (scanError !== ScanError.None) {
      message = scanErrorMessage(scanError);
    } else if (kind === SyntaxKind.EOF) {
      message = builder.end();
      break;
    } else if (kind === SyntaxKind.LineCommentTrivia || kind === SyntaxKind.BlockCommentTrivia) {
      message = "JSON allows no comments";
    } else if (kind !== SyntaxKind.Trivia && kind !== SyntaxKind.LineBreakTrivia) {
      message = builder.token({
        kind,
        start,
        end: start + scanner.getTokenLength(),
        spelled: scanner.getTokenValue(),
      });
    }
  }
  return message === undefined && builder.root !== undefined
    ? { ok: true, document: new SourceDocument(text, builder.root) }
    : {
        ok: false,
        problems: [{ message: message ?? "the text is empty", offset: scanner.getTokenOffset() }],
      };
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

interface Token {
  readonly kind: SyntaxKind;
  readonly start: number;
  readonly end: number;
  /** The value of a string or number; of other tokens nothing. */
  readonly spelled: string;
}

interface OpenObject {
  readonly kind: "object";
  readonly start: number;
  readonly members: SourceMember[];
  key: Omit<SourceMember, "value">;
  expect: "key" | "colon" | "value" | "comma";
  afterComma: boolean;
}

interface OpenList {
  readonly kind: "list";
  readonly start: number;
  readonly items: SourceNode[];
  expect: "value" | "comma";
  afterComma: boolean;
}

/** Builds nodes from tokens; each method answers with a message where the token may not stand. */
class TreeBuilder {
  root: SourceNode | undefined;
  private readonly open: (OpenObject | OpenList)[] = [];

  constructor(private readonly text: string) {}

  token(token: Token): string | undefined {
    const container = this.open.at(-1);
    if (container === undefined && this.root !== undefined) {
      return `nothing may follow the end of the document, found ${this.quoted(token)}`;
    }
    switch (token.kind) {
      case SyntaxKind.CommaToken:
        return this.comma(container);
      case SyntaxKind.CloseBraceToken:
      case SyntaxKind.CloseBracketToken:
        return this.close(token, container);
      default:
    }
    switch (container?.expect) {
      case "comma":
        return `a comma or ${container.kind === "list" ? '"]"' : '"}"'} is expected, found ${this.quoted(token)}`;
      case "key":
        return this.key(token, container);
      case "colon":
        if (token.kind !== SyntaxKind.ColonToken) {
          return `a colon is expected after the key, found ${this.quoted(token)}`;
        }
        container.expect = "value";
        return undefined;
      default:
        return this.value(token);
    }
  }

  end(): string | undefined {
    const container = this.open.at(-1);
    return container === undefined ? undefined : `the text ends before the ${container.kind} is closed`;
  }

  private comma(container: OpenObject | OpenList | undefined): string | undefined {
    if (container?.expect !== "comma") {
      return "a comma stands where a value or a key is expected";
    }
    container.expect = container.kind === "list" ? "value" : "key";
    container.afterComma = true;
    return undefined;
  }

  private close(token: Token, container: OpenObject | OpenList | undefined): string | undefined {
    const kind = token.kind === SyntaxKind.CloseBraceToken ? "object" : "list";
    const atStart = container?.expect === (kind === "list" ? "value" : "key");
    if (container?.kind !== kind || (container.expect !== "comma" && !atStart)) {
      return `${this.quoted(token)} closes nothing that may end here`;
    }
    if (atStart && container.afterComma) {
      return `a comma stands before ${this.quoted(token)}: JSON allows no trailing comma`;
    }
    this.open.pop();
    const { start } = container;
    this.attach(
      container.kind === "list"
        ? { kind: "list", items: container.items, start, end: token.end }
        : { kind: "object", members: container.members, start, end: token.end },
    );
    return undefined;
  }

  private key(token: Token, container: OpenObject): string | undefined {
    if (token.kind !== SyntaxKind.StringLiteral) {
      return `a key in double quotes is expected, found ${this.quoted(token)}`;
    }
    container.key = { key: token.spelled, keyStart: token.start, keyEnd: token.end };
    container.expect = "colon";
    return undefined;
  }

  private value(token: Token): string | undefined {
    const { kind, start, end } = token;
    if (kind === SyntaxKind.OpenBraceToken || kind === SyntaxKind.OpenBracketToken) {
      if (this.open.length >= MAX_DEPTH) {
        return `the document nests deeper than ${MAX_DEPTH} levels`;
      }
      this.open.push(
        kind === SyntaxKind.OpenBraceToken
          ? { kind: "object", start, members: [], key: noKey, expect: "key", afterComma: false }
          : { kind: "list", start, items: [], expect: "value", afterComma: false },
      );
      return undefined;
    }
    const value = scalarOf(token);
    if (value === undefined) {
      return `a JSON value is expected, found ${this.quoted(token)}`;
    }
    this.attach({ kind: "scalar", value, start, end });
    return undefined;
  }

  private attach(value: SourceNode): void {
    const container = this.open.at(-1);
    if (container === undefined) {
      this.root = value;
      return;
    }
    container.expect = "comma";
    if (container.kind === "list") {
      container.items.push(value);
    } else {
      const { key, keyStart, keyEnd } = container.key;
      container.members.push({ key, keyStart, keyEnd, value });
    }
  }

  private quoted({ start, end }: Token): string {
    return JSON.stringify(
      end - start > 40 ? `${this.text.slice(start, start + 40)}...` : this.text.slice(start, end),
    );
  }
}

const noKey: Omit<SourceMember, "value"> = { key: "", keyStart: 0, keyEnd: 0 };

function scalarOf(token: Token): JsonScalar | undefined {
  switch (token.kind) {
    case SyntaxKind.StringLiteral:
      return token.spelled;
    case SyntaxKind.NumericLiteral:
      return Number(token.spelled);
    case SyntaxKind.TrueKeyword:
      return true;
    case SyntaxKind.FalseKeyword:
      return false;
    case SyntaxKind.NullKeyword:
      return null;
    default:
      return undefined;
  }
}

function scanErrorMessage(error: Exclude<ScanError, ScanError.None>): string {
  switch (error) {
    case ScanError.UnexpectedEndOfComment:
      return "a comment is not closed; JSON allows no comments";
    case ScanError.UnexpectedEndOfString:
      return "a string is not closed on its line";
    case ScanError.UnexpectedEndOfNumber:
      return "a number is not complete";
    case ScanError.InvalidUnicode:
      return "a \\u escape needs four hexadecimal digits";
    case ScanError.InvalidEscapeCharacter:
      return "a backslash stands before a character that JSON does not escape";
    case ScanError.InvalidCharacter:
      return "a control character stands in a string; write it as an escape";
  }
}
