import { OrgBackupError } from "../org-backup-error";
import type { JsonValue } from "../text/json";
import { parseJson } from "../text/parse-json";
import { parseYaml } from "../text/parse-yaml";
import { plainJsonValue } from "../text/plain-json";
import { positionsIn } from "../text/source-document";
import type { ParseResult, SourceDocument, SyntaxProblem } from "../text/source-document";
import type { SourceNode } from "../text/source-node";
import { displayName } from "./decode-text";
import { membersTwice } from "./members-twice";

/** The value of a JSON file that needs no reading with positions; undefined for every other file. */
export function plainValueOf(file: string, text: string): JsonValue | undefined {
  return isJson(file, text) ? plainJsonValue(text) : undefined;
}

/**
 * A JSON or YAML text with its positions. `.json` is JSON, `.yaml` and `.yml` are YAML; anything else is JSON if it
 * begins with a brace or bracket.
 *
 * @param file its name, for messages
 * @throws OrgBackupError (`input`) with file, line and column where it cannot be parsed
 */
export function documentOf(file: string, text: string): SourceDocument {
  const parsed = parseNamed(file, text);
  const problems = parsed.ok ? duplicateKeys(parsed.document.root) : parsed.problems;
  if (parsed.ok && problems.length === 0) {
    return parsed.document;
  }
  const reason = parsed.ok ? "names a key twice" : `is not valid ${isJson(file, text) ? "JSON" : "YAML"}`;
  const position = positionsIn(text);
  throw new OrgBackupError("input", `${displayName(file)} ${reason}.`, {
    problems: problems.map(({ message, offset }) => ({ where: at(file, position(offset)), message })),
  });
}

/** `file:line:column` */
export function at(file: string, position: { readonly line: number; readonly column: number }): string {
  return `${displayName(file)}:${position.line}:${position.column}`;
}

function parseNamed(file: string, text: string): ParseResult {
  return isJson(file, text) ? parseJson(text) : parseYaml(text);
}

/** Whether a file is read as JSON, and not as YAML. */
export function isJson(file: string, text: string): boolean {
  return /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\s*[[{]/.test(text));
}

/** Of several values of one key only one could count. */
export function duplicateKeys(root: SourceNode): readonly SyntaxProblem[] {
  return membersTwice(
    root,
    (key) => key,
    (key) => `Duplicate key ${JSON.stringify(key)}.`,
  );
}
