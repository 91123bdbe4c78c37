import type { ValidatedFile } from "../policy/validated-file";
import { issueJson } from "./finding-json";

/** Validation results as JSON, `schemaVersion` 1. */
export function validationJson(files: readonly ValidatedFile[]): string {
  const document = {
    schemaVersion: 1,
    files: files.map(({ file, accepted, issues }) => ({
      file,
      accepted,
      issues: issues.map(issueJson),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
