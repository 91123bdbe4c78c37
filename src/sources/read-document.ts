import type { JsonValue } from "../text/json";
import type { SourceDocument } from "../text/source-document";
import { toValue } from "../text/source-node";
import { documentOf, plainValueOf } from "./document-text";
import { readText } from "./read-text";

/**
 * Reads a JSON or YAML file and keeps its positions.
 *
 * @throws OrgBackupError (`input`) with file, line and column where it cannot be parsed
 */
export function readDocument(file: string): SourceDocument {
  return documentOf(file, readText(file));
}

/** As {@link readDocument}, where only the value counts. */
export function readValue(file: string): JsonValue {
  const text = readText(file);
  return plainValueOf(file, text) ?? toValue(documentOf(file, text).root);
}
