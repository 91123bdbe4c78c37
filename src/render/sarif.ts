import type { Invocation, Location, Log, ReportingDescriptor, Result } from "sarif";
import { ALL_RULES } from "../catalogue/catalogue";
import type { Severity } from "../text/severity";
import type { SourceLocation } from "./source-location";
import { escapeControl } from "../text/escape-control";

/** A result to report to code scanning. */
export interface SarifResult {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Files relative to the repository; the first is where the result belongs. Empty where none is known. */
  readonly locations: readonly SourceLocation[];
  /** Equal for the same result of two runs, whatever its numbers are; undefined if lines tell that. */
  readonly fingerprint?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Why someone accepted the result; undefined if no one did. */
  readonly accepted?: string;
}

export const SARIF_SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * A SARIF 2.1.0 report.
 *
 * @param remarks what there is to say beside the results
 */
export function sarif(results: readonly SarifResult[], remarks: readonly string[] = []): string {
  const descriptors = rulesOf(results);
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "org-backup", rules: descriptors } },
        columnKind: "utf16CodeUnits",
        ...(remarks.length === 0 ? {} : { invocations: [invocationOf(remarks)] }),
        results: results.map((result) => resultOf(result, indexes.get(result.rule) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function invocationOf(remarks: readonly string[]): Invocation {
  return {
    executionSuccessful: true,
    toolExecutionNotifications: remarks.map((text) => ({
      level: "note",
      message: { text: withoutLinks(text) },
    })),
  };
}

function rulesOf(results: readonly SarifResult[]): ReportingDescriptor[] {
  const known = new Map(ALL_RULES.map((rule) => [rule.id, rule]));
  return [...new Set(results.map(({ rule }) => rule))].sort().map((id) => {
    const rule = known.get(id);
    return rule === undefined
      ? { id }
      : {
          id,
          shortDescription: { text: rule.sentence },
          help: { text: rule.hint },
          defaultConfiguration: { level: levelOf(rule.severity) },
        };
  });
}

function levelOf(severity: Severity): "error" | "warning" | "note" {
  return severity === "notice" ? "note" : severity;
}

function resultOf(
  { rule, severity, message, locations, fingerprint, properties, accepted }: SarifResult,
  ruleIndex: number,
): Result {
  const [first, ...others] = locations;
  return {
    ruleId: rule,
    ruleIndex,
    level: levelOf(severity),
    message: { text: withoutLinks(message) },
    ...(first === undefined ? {} : { locations: [locationOf(first)] }),
    ...(others.length === 0 ? {} : { relatedLocations: others.map(locationOf) }),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { "orgBackup/v1": fingerprint } }),
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: accepted }] }),
    ...(properties === undefined ? {} : { properties }),
  };
}

/** `[text](target)` is a link in a SARIF message; our messages have none, so that one is someone's name. */
function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

function locationOf({ file, line, column, construct }: SourceLocation): Location {
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            ...(line === undefined
              ? {}
              : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
          },
        }),
    ...(construct === undefined
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: escapeControl(construct), kind: "resource" }] }),
  };
}

/** A relative reference, or a `file:` one for an absolute path. */
function uriOf(file: string): string {
  const path = file.toWellFormed().replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path.replace(/^([A-Za-z])%3A\//, "file:///$1:/");
}
