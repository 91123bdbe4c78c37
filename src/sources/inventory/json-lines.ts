import type { Inventory, Resource } from "../../organization/inventory";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { plainJsonValue } from "../../text/plain-json";
import { toValue } from "../../text/source-node";
import { duplicateKeys } from "../document-text";
import { displayName } from "../read-text";
import type { JsonFormat } from "./inventory-format";
import { RecordProblem } from "./inventory-record";
import { checkRecordLength, ProblemList } from "./problem-list";

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
  const lines = linesOf(file, chunks);
  let [first, number] = ["", 0];
  while (first === "") {
    const next = lines.next();
    if (next.done === true) {
      break;
    }
    first = next.value.trim();
    number += 1;
  }
  const head = parsed(first);
  const isHead = head !== undefined && format.isHead?.(head) === true;
  const { problem, ...source } = isHead ? (format.readHead?.(head) ?? {}) : {};
  if (problem !== undefined) {
    const problems = new ProblemList(file);
    problems.add(`${displayName(file)}:${number}`, problem.message);
    problems.failIfAny();
  }
  return {
    source: {
      name: displayName(file),
      format: `${format.name}, JSON lines`,
      blindSpots: format.blindSpots,
      ...source,
    },
    resources: resourcesOf(
      file,
      isHead ? lines : startingWith(first, lines),
      format,
      isHead ? number : number - 1,
    ),
  };
}

function* startingWith(first: string, lines: Iterable<string>): Generator<string> {
  yield first;
  yield* lines;
}

/** @throws OrgBackupError (`input`) */
function* resourcesOf(
  file: string,
  lines: Iterable<string>,
  format: JsonFormat,
  before: number,
): Generator<Resource> {
  const problems = new ProblemList(file);
  let number = before;
  for (const line of lines) {
    number += 1;
    if (line !== "" && line.trim() !== "") {
      let resource: Resource | undefined;
      try {
        resource = format.resource(recordOf(line));
      } catch (error) {
        problems.addError(error, `${displayName(file)}:${number}`);
      }
      if (resource !== undefined) {
        yield resource;
      }
    }
  }
  problems.failIfAny();
}

/** Names that appear twice in an object are a mistake here as well: only one of the values would count. */
function recordOf(line: string): JsonValue {
  const plain = plainJsonValue(line);
  if (plain !== undefined) {
    return plain;
  }
  const parsed = parseJson(line);
  const problems = parsed.ok ? duplicateKeys(parsed.document.root) : parsed.problems;
  const [problem] = problems;
  if (!parsed.ok || problem !== undefined) {
    const { message = "", offset = 0 } = problem ?? {};
    throw new RecordProblem(`The line is not valid JSON, column ${offset + 1}: ${message}`);
  }
  return toValue(parsed.document.root);
}

function* linesOf(file: string, chunks: Iterable<string>): Generator<string, undefined> {
  let rest = "";
  for (const chunk of chunks) {
    const lines = chunk.split("\n");
    lines[0] = `${rest}${lines[0] ?? ""}`;
    rest = lines.pop() ?? "";
    checkRecordLength(file, rest);
    yield* lines;
  }
  if (rest !== "") {
    yield rest;
  }
  return undefined;
}
