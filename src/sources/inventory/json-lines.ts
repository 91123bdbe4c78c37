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
    : formats.find(({ isDocument, isRecord }) => isRecord(record) && !isDocument(record));
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
  return {
    source: {
      name: displayName(file),
      format: `${format.name}, JSON lines`,
      blindSpots: format.blindSpots,
    },
    resources: resourcesOf(file, chunks, format),
  };
}

/** @throws OrgBackupError (`input`) */
function* resourcesOf(file: string, chunks: Iterable<string>, format: JsonFormat): Generator<Resource> {
  const problems = new ProblemList(file);
  let number = 0;
  for (const line of linesOf(chunks)) {
    number += 1;
    if (line.trim() !== "") {
      const at = number;
      const resource = problems.attempt(
        () => format.resource(recordOf(line)),
        () => `${displayName(file)}:${at}`,
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

function* linesOf(chunks: Iterable<string>): Generator<string> {
  let rest = "";
  for (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") {
    yield rest;
  }
}
