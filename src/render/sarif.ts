import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../text/issue";

/** A result to report to code scanning. */
export interface SarifResult {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the repository; absent where the result belongs to no file. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a rule is, for the list of rules of a report. */
export interface SarifRule {
  readonly id: string;
  readonly sentence: string;
}

export const SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** A SARIF 2.1.0 report. */
export function sarif(results: readonly SarifResult[], rules: readonly SarifRule[]): string {
  const log: Log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "org-backup", rules: rulesOf(results, rules) } },
        columnKind: "utf16CodeUnits",
        results: results.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rulesOf(results: readonly SarifResult[], rules: readonly SarifRule[]): ReportingDescriptor[] {
  const sentences = new Map(rules.map(({ id, sentence }) => [id, sentence]));
  return [...new Set(results.map(({ rule }) => rule))].sort().map((id) => {
    const sentence = sentences.get(id);
    return { id, ...(sentence === undefined ? {} : { shortDescription: { text: sentence } }) };
  });
}

function resultOf({ rule, severity, message, file, line, column }: SarifResult): Result {
  return {
    ruleId: rule,
    level: severity === "notice" ? "note" : severity,
    message: { text: message },
    ...(file === undefined ? {} : { locations: [locationOf(file, line, column)] }),
  };
}

function locationOf(file: string, line: number | undefined, column: number | undefined): NonNullable<Result["locations"]>[number] {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
      ...(line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
    },
  };
}
