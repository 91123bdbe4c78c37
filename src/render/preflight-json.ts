import type { CheckStatus, PreflightCheck } from "../review/preflight/preflight-check";

/** The checks as JSON, `schemaVersion` 1. */
export function preflightJson(checks: readonly PreflightCheck[]): string {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const summary = {
    ok: count("ok"),
    warning: count("warning"),
    failed: count("failed"),
    unknown: count("unknown"),
  };
  return `${JSON.stringify({ schemaVersion: 1, summary, checks }, undefined, 2)}\n`;
}
