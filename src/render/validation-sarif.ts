import { sarif } from "./sarif";
import type { ValidatedFile } from "./validation";

/** Validation results for code scanning. */
export function validationSarif(files: readonly ValidatedFile[]): string {
  const results = files.flatMap(({ file, issues }) =>
    issues.map(({ rule, severity, message, hint, line, column }) => ({
      rule,
      severity,
      message: hint === undefined ? message : `${message} ${hint}`,
      locations: [
        { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
      ],
    })),
  );
  return sarif(results, []);
}
