import { parse } from "csv-parse/sync";
import { OrgBackupError } from "../../org-backup-error";
import type { Inventory, Resource } from "../../organization/inventory";
import type { JsonValue } from "../../text/json";
import { setOwn } from "../../text/json";
import { displayName } from "../read-text";
import { RecordProblem, resourceOfRecord, tagsOfObject } from "./inventory-record";
import { checkRecordLength, ProblemList } from "./problem-list";

/** Names of columns, in small letters without spaces, dashes and underscores. */
const COLUMNS = {
  arn: ["arn", "resourcearn"],
  accountId: ["accountid", "account", "awsaccount", "awsaccountid", "owningaccountid", "owneraccountid"],
  region: ["region", "awsregion"],
  tags: ["tags"],
} as const;

/** A column of one tag. */
const TAG = /^tags?\s*[:.]\s*(.+)$/iu;

/** What databases write for a value that is not there: it does not say that there are no tags. */
const NO_VALUE = /^(<null>|null)$/i;

/** What Tag Editor writes for a tag that is not there. */
const NOT_TAGGED = "(not tagged)";

/** Whether a text begins with a header that names a column of ARNs. */
export function isCsv(start: string): boolean {
  const [header = ""] = start.split(/\r?\n/, 1);
  return header.split(delimiterOf(header)).some((name) => isColumn("arn", name.replaceAll('"', "")));
}

/** An inventory as CSV with a header; it is read in pieces of whole records. */
export function csv(file: string, chunks: Iterable<string>): Inventory {
  const records = recordsOf(file, chunks);
  const first = records.next();
  const header = headerOf(file, first.done === true ? [] : first.value.cells);
  const { tags, tagKeys } = header;
  return {
    source: {
      name: displayName(file),
      format: "CSV",
      blindSpots:
        tags !== undefined
          ? []
          : tagKeys.size === 0
            ? ["The CSV has no column for tags: which tags resources have is not known."]
            : [`The CSV shows these tags only: ${[...tagKeys.keys()].join(", ")}.`],
    },
    resources: resourcesOf(file, records, header),
  };
}

interface Header {
  readonly length: number;
  readonly arn: number;
  readonly accountId: number | undefined;
  readonly region: number | undefined;
  readonly tags: number | undefined;
  /** Columns of single tags, by key. */
  readonly tagKeys: ReadonlyMap<string, number>;
}

/** @throws OrgBackupError (`input`) if a column appears twice: only one of the two could count */
function headerOf(file: string, names: readonly string[]): Header {
  const isRead = (name: string): boolean =>
    TAG.test(name) || Object.values(COLUMNS).some((known) => known.some((each) => each === folded(name)));
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size && isRead(name));
  if (twice !== undefined) {
    const problems = new ProblemList(file);
    problems.add(`${displayName(file)}:1`, `Duplicate column ${JSON.stringify(twice)}.`);
    problems.failIfAny();
  }
  const column = (what: keyof typeof COLUMNS): number | undefined => {
    const index = names.findIndex((name) => isColumn(what, name));
    return index === -1 ? undefined : index;
  };
  const tagKeys = new Map(
    names.flatMap((name, index) => {
      const key = TAG.exec(name)?.[1];
      return key === undefined ? [] : [[key, index] as const];
    }),
  );
  const [accountId, region, tags] = [column("accountId"), column("region"), column("tags")];
  return { length: names.length, arn: column("arn") ?? 0, accountId, region, tags, tagKeys };
}

function isColumn(what: keyof typeof COLUMNS, name: string): boolean {
  return COLUMNS[what].some((known) => known === folded(name));
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}

/** @throws OrgBackupError (`input`) */
function* resourcesOf(file: string, records: Iterable<CsvRecord>, header: Header): Generator<Resource> {
  const problems = new ProblemList(file);
  for (const { cells, line } of records) {
    const resource = problems.attempt(
      () => resourceOf(cells, header),
      () => `${displayName(file)}:${line}`,
    );
    if (resource !== undefined) {
      yield resource;
    }
  }
  problems.failIfAny();
}

function resourceOf(cells: readonly string[], header: Header): Resource {
  const { length, arn, accountId, region, tagKeys } = header;
  if (cells.length !== length) {
    throw new RecordProblem(`The record has ${cells.length} columns, the header has ${length}.`);
  }
  return resourceOfRecord(
    {
      arn: cells[arn],
      accountId: cell(cells, accountId),
      region: cell(cells, region),
      tags: tagsOf(cells, header),
      tagKeys: header.tags === undefined && tagKeys.size > 0 ? new Set(tagKeys.keys()) : undefined,
    },
    "arn",
  );
}

function cell(cells: readonly string[], index: number | undefined): string | undefined {
  return index === undefined ? undefined : cells[index];
}

function tagsOf(cells: readonly string[], { tags, tagKeys }: Header): Resource["tags"] {
  const text = cell(cells, tags);
  if (text === undefined && tagKeys.size === 0) {
    return undefined;
  }
  if (text !== undefined && NO_VALUE.test(text.trim())) {
    return undefined;
  }
  const found: Record<string, string> = { ...(text === undefined ? {} : tagsOfText(text)) };
  for (const [key, index] of tagKeys) {
    const value = cells[index] ?? "";
    if (value !== "" && value !== NOT_TAGGED) {
      setOwn(found, key, value);
    }
  }
  return found;
}

/** `{"backup":"daily"}`, or `backup=daily; team=db`. */
function tagsOfText(text: string): Readonly<Record<string, string>> {
  const trimmed = text.trim();
  if (trimmed === "") {
    return {};
  }
  if (trimmed.startsWith("{")) {
    return tagsOfObject(parsedTags(trimmed)) ?? {};
  }
  const tags: Record<string, string> = {};
  for (const pair of trimmed.split(";").filter((each) => each.trim() !== "")) {
    const split = pair.indexOf("=");
    if (split === -1) {
      throw new RecordProblem(
        `The tags must be a JSON object, or KEY=VALUE separated by semicolons; found ${JSON.stringify(pair.trim())}.`,
      );
    }
    setOwn(tags, pair.slice(0, split).trim(), pair.slice(split + 1).trim());
  }
  return tags;
}

function parsedTags(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new RecordProblem(`The tags are not valid JSON: ${(error as Error).message}`);
  }
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** The line on which the record ends, counted from 1. */
  readonly line: number;
}

/** @throws OrgBackupError (`input`) for text that is no CSV */
function* recordsOf(file: string, chunks: Iterable<string>): Generator<CsvRecord, undefined> {
  let delimiter: string | undefined;
  let lines = 0;
  for (const piece of wholeRecords(file, chunks)) {
    delimiter ??= delimiterOf(piece.split("\n", 1)[0] ?? "");
    for (const { record, info } of parsedPiece(file, piece, delimiter, lines)) {
      yield { cells: record, line: lines + info.lines };
    }
    lines += piece.split("\n").length - 1;
  }
  return undefined;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parsedPiece(
  file: string,
  piece: string,
  delimiter: string,
  linesBefore: number,
): readonly ParsedRecord[] {
  try {
    return parse(piece, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly ParsedRecord[];
  } catch (cause) {
    const { message, lines = 1 } = cause as Error & { readonly lines?: number };
    throw new OrgBackupError("input", `${displayName(file)} is not valid CSV.`, {
      problems: [{ where: `${displayName(file)}:${linesBefore + lines}`, message }],
      cause,
    });
  }
}

function delimiterOf(header: string): string {
  return [",", ";", "\t"].find((each) => header.includes(each)) ?? ",";
}

/** Cuts a text where a record ends: at a line break outside of quotes. */
function* wholeRecords(file: string, chunks: Iterable<string>): Generator<string> {
  let rest = "";
  // Quotes inside of quotes are doubled: an even number of them means outside.
  let isQuoted = false;
  for (const chunk of chunks) {
    let end = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const code = chunk.charCodeAt(index);
      if (code === QUOTE) {
        isQuoted = !isQuoted;
      } else if (code === LINE_FEED && !isQuoted) {
        end = index + 1;
      }
    }
    if (end > 0) {
      yield `${rest}${chunk.slice(0, end)}`;
      rest = "";
    }
    rest += chunk.slice(end);
    checkRecordLength(file, rest);
  }
  if (rest !== "") {
    yield rest;
  }
}

const QUOTE = 34;
const LINE_FEED = 10;
