import { sarif } from "./sarif";
import type { ValidatedFile } from "../policy/validated-file";

/** Validation results for code scanning. */
export function validationSarif(files: readonly ValidatedFile[]): string {
  const results = files.flatMap(({ file, issues }) =>
    issues.map(({ rule, severity, message, hint, position = {} }) => ({
      rule,
      severity,
      message: hint === "" ? message : `${message} ${hint}`,
      locations: [{ ...position, file }],
    })),
  );
  return sarif(results);
}
