import { globSync, isDynamicPattern } from "tinyglobby";
import { validateText } from "../capabilities/advice/validate-text";
import { OrgBackupError } from "../org-backup-error";
import type { ValidatedFile } from "../policy/validated-file";
import { isJson } from "../sources/document-text";
import { displayName, readText, STANDARD_INPUT } from "../sources/read-text";

export interface ValidateRequest {
  /** Files, patterns, or - for standard input. */
  readonly files: readonly string[];
  /** The time of the request that sends the documents to AWS. */
  readonly at: Date;
}

/** Whether AWS accepts policy documents, and what is unwise in them. */
export function validate({ files, at }: ValidateRequest): readonly ValidatedFile[] {
  return filesNamed(files).map((file) => {
    const text = readText(file);
    return { file: displayName(file), ...validateText(text, isJson(file, text) ? "json" : "yaml", at), text };
  });
}

/** Without one of these a name is no pattern, and what reads patterns need not be loaded. */
const PATTERN_CHARACTERS = /[*?![({]/;

/** Expands the patterns that the shell left alone. */
function filesNamed(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (name === STANDARD_INPUT || !PATTERN_CHARACTERS.test(name) || !isDynamicPattern(name)) {
      return [name];
    }
    const found = globSync(name, { absolute: false, expandDirectories: false }).sort();
    if (found.length === 0) {
      throw new OrgBackupError("usage", `No file matches ${JSON.stringify(name)}.`);
    }
    return found;
  });
}
