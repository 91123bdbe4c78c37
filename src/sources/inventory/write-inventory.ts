import type { Inventory, Resource } from "../../organization/inventory";

export type InventoryFileFormat = "json" | "json-lines";

/** JSON lines for names that end in `.jsonl` or `.ndjson`, JSON for all others. */
export function inventoryFileFormat(file: string): InventoryFileFormat {
  return /\.(jsonl|ndjson)$/i.test(file) ? "json-lines" : "json";
}

const PIECE_LENGTH = 1 << 16;

/** The text of an inventory piece by piece, with a resource a line; reading it gives the same inventory. */
export function inventoryText(
  { source, resources }: Inventory,
  format: InventoryFileFormat,
): Iterable<string> {
  const { format: from, blindSpots, notSeen } = source;
  const head = { version: 1, source: from, blindSpots, ...(notSeen === undefined ? {} : { notSeen }) };
  return {
    [Symbol.iterator]: () =>
      pieces(format === "json-lines" ? linesOf(head, resources) : documentOf(head, resources)),
  };
}

function* linesOf(head: object, resources: Iterable<Resource>): Generator<string> {
  yield `${JSON.stringify(head)}\n`;
  for (const resource of resources) {
    yield `${recordText(resource)}\n`;
  }
}

function* documentOf(head: object, resources: Iterable<Resource>): Generator<string> {
  yield `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "resources": [`;
  let separator = "\n    ";
  for (const resource of resources) {
    yield `${separator}${recordText(resource)}`;
    separator = ",\n    ";
  }
  yield "\n  ]\n}\n";
}

function recordText({ arn, accountId, region, tags }: Resource): string {
  return JSON.stringify({ arn, accountId, region, tags });
}

/** Writing each line by itself would take a call of the operating system for each. */
function* pieces(texts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length >= PIECE_LENGTH) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}
