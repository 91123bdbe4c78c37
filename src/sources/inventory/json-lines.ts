import type { Inventory, Resource } from "../../organization/inventory";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { displayName } from "../read-text";
import type { JsonFormat } from "./inventory-format";
import { RecordProblem } from "./inventory-record";
import { ProblemList } from "./problem-list";

/** The format of the records, if the text begins with a line that is one record; undefined for other texts. */
export function lineFormat(start: string, formats: readonly JsonFormat[]): JsonFormat | undefined {
  const [line = ""] = start.trimStart().split("\n", 1);
  const record = parsed(line);
  return record === undefined
    ? undefined
    : formats.find(
        ({ isDocument, isRecord, isHead }) =>
          (isRecord(record) || isHead?.(record) === true) && !isDocument(record),
      );
}

function parsed(line: string): JsonObject | undefined {
  try {
    const value = JSON.parse(line) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An inventory with a record on every line; it is read line by line. */
export function jsonLines(file: string, chunks: Iterable<string>, format: JsonFormat): Inventory {
  const lines = linesOf(chunks);
  const first = firstOf(lines);
  const head = first === undefined ? undefined : parsed(first.line);
  const isHead = head !== undefined && format.isHead?.(head) === true;
  const { problem, ...source } = isHead ? (format.readHead?.(head) ?? {}) : {};
  if (problem !== undefined) {
    const problems = new ProblemList(file);
    problems.add(`${displayName(file)}:${first?.number ?? 1}`, problem.message);
    problems.failIfAny();
  }
  return {
    source: {
      name: displayName(file),
      format: `${format.name}, JSON lines`,
      blindSpots: format.blindSpots,
      ...source,
    },
    resources: resourcesOf(file, isHead ? lines : startingWith(first, lines), format),
  };
}

interface Line {
  readonly line: string;
  readonly number: number;
}

function firstOf(lines: Iterator<Line>): Line | undefined {
  for (;;) {
    const { done, value } = lines.next() as IteratorResult<Line, undefined>;
    if (done === true || value.line.trim() !== "") {
      return value;
    }
  }
}

function* startingWith(first: Line | undefined, lines: Iterable<Line>): Generator<Line> {
  if (first !== undefined) {
    yield first;
    yield* lines;
  }
}

/** @throws OrgBackupError (`input`) */
function* resourcesOf(file: string, lines: Iterable<Line>, format: JsonFormat): Generator<Resource> {
  const problems = new ProblemList(file);
  for (const { line, number } of lines) {
    if (line.trim() !== "") {
      const resource = problems.attempt(
        () => format.resource(recordOf(line)),
        () => `${displayName(file)}:${number}`,
      );
      if (resource !== undefined) {
        yield resource;
      }
    }
  }
  problems.failIfAny();
}

function recordOf(line: string): JsonValue {
  try {
    return JSON.parse(line) as JsonValue;
  } catch (error) {
    throw new RecordProblem(`The line is not valid JSON: ${(error as Error).message}`);
  }
}

function* linesOf(chunks: Iterable<string>): Generator<Line> {
  let [rest, number] = ["", 0];
  for (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number += 1;
      yield { line, number };
    }
  }
  if (rest !== "") {
    yield { line: rest, number: number + 1 };
  }
}
