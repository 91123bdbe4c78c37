import type { CheckStatus, PreflightCheck } from "../review/preflight/preflight-check";
import { findingJson } from "./finding-json";

/** The checks as JSON, `schemaVersion` 1. */
export function preflightJson(checks: readonly PreflightCheck[]): string {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const summary = {
    ok: count("ok"),
    warning: count("warning"),
    failed: count("failed"),
    unknown: count("unknown"),
  };
  return `${JSON.stringify({ schemaVersion: 1, summary, checks: checks.map(checkJson) }, undefined, 2)}\n`;
}

function checkJson({ finding, ...check }: PreflightCheck): object {
  return finding === undefined ? check : { ...check, finding: findingJson(finding) };
}
