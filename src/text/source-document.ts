import type { JsonValue } from "./json";
import { toValue } from "./source-node";
import type { SourceNode } from "./source-node";

/** Where something stands in a text; both numbers count from 1, columns in UTF-16 code units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** A mistake in a text, at an offset. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
}

export type ParseResult =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly problems: readonly SyntaxProblem[] };

/** How deep a document may nest. AWS documents need about 12 levels; the bound keeps recursion safe. */
export const MAX_DEPTH = 200;

/** A text with its parsed content. */
export class SourceDocument {
  private positions: ((offset: number) => SourcePosition) | undefined;

  /** @param known the plain value of the text, where it is known already */
  constructor(
    readonly text: string,
    readonly root: SourceNode,
    private known?: JsonValue,
  ) {}

  /** The plain value; of duplicate keys the last one counts. */
  get value(): JsonValue {
    this.known ??= toValue(this.root);
    return this.known;
  }

  /** The text as written, of a node for instance. */
  slice(span: { readonly start: number; readonly end: number }): string {
    return this.text.slice(span.start, span.end);
  }

  position(offset: number): SourcePosition {
    this.positions ??= positionsIn(this.text);
    return this.positions(offset);
  }
}

/** The position of one offset; for many offsets of one text use {@link positionsIn}. */
export function positionOf(text: string, offset: number): SourcePosition {
  return positionsIn(text)(offset);
}

/** Gives the positions of offsets: the lines of the text are looked for once. */
export function positionsIn(text: string): (offset: number) => SourcePosition {
  const lineStarts = lineStartsOf(text);
  return (offset) => positionIn(lineStarts, offset);
}

/** A carriage return on its own ends a line in YAML and in editors, although some parsers read over it. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r(?!\n)/g, "\n");
}

function lineStartsOf(written: string): readonly number[] {
  const starts = [0];
  const text = withLineFeeds(written);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function positionIn(lineStarts: readonly number[], offset: number): SourcePosition {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
