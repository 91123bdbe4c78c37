import type { ValidatedFile } from "./validation";

/** Validation results as JSON, `schemaVersion` 1. */
export function validationJson(files: readonly ValidatedFile[]): string {
  const document = {
    schemaVersion: 1,
    files: files.map(({ file, accepted, issues }) => ({
      file,
      accepted,
      issues: issues.map(({ rule, severity, message, path, line, column, hint }) => ({
        rule,
        severity,
        message,
        path,
        line: line ?? null,
        column: column ?? null,
        ...(hint === undefined ? {} : { hint }),
      })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
