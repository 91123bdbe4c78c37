import type { Inventory } from "../../organization/inventory";
import { OrgBackupError } from "../../org-backup-error";
import { displayName, readChunks, readsOnce, wholeText } from "../read-text";
import { AWS_CONFIG } from "./aws-config";
import { csv, isCsv } from "./csv";
import type { JsonFormat } from "./inventory-format";
import { jsonDocument } from "./json-document";
import { jsonLines, lineFormat } from "./json-lines";
import { OWN_FORMAT } from "./own-format";
import { RESOURCE_EXPLORER } from "./resource-explorer";
import { TAGGING_API } from "./tagging-api";

const FORMATS: readonly JsonFormat[] = [OWN_FORMAT, TAGGING_API, AWS_CONFIG, RESOURCE_EXPLORER];

/**
 * Reads a resource inventory, whatever its format: that is told from its content. JSON lines and CSV are read
 * while the resources are asked for, so mistakes in them come to light as late as that.
 *
 * @param file - for standard input
 * @throws OrgBackupError (`input`) with file and line
 */
export function readInventory(file: string): Inventory {
  const chunks = readChunks(file);
  const first = chunks.next();
  const start = first.done === true ? "" : first.value;
  if (start.trim() === "") {
    throw new OrgBackupError("input", "The file is empty, a resource inventory is expected.", {
      where: displayName(file),
    });
  }
  const all = startingWith(start, chunks);
  const format = lineFormat(start, FORMATS);
  if (format !== undefined) {
    return jsonLines(file, all, format);
  }
  return isCsv(start) ? csv(file, all) : jsonDocument(file, wholeText(file, all), FORMATS);
}

function* startingWith(first: string, others: Iterable<string>): Generator<string> {
  yield first;
  yield* others;
}

/**
 * Reads several inventories, one after the other.
 *
 * @throws OrgBackupError (`usage`) if standard input is named twice, (`input`)
 */
export function readInventories(files: readonly string[]): readonly Inventory[] {
  readsOnce(files);
  return files.map(readInventory);
}
