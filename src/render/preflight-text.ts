import type { CheckStatus, PreflightCheck } from "../review/preflight/preflight-check";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { Style, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";

const WORDS: Readonly<Record<CheckStatus, string>> = {
  failed: "FAILED ",
  warning: "warning",
  unknown: "unknown",
  ok: "ok     ",
};
const WORST_FIRST: readonly CheckStatus[] = ["failed", "warning", "unknown", "ok"];
const MAX_PLACES = 5;

/** The checks for a terminal: the verdict, then what is wrong, then what is fine. */
export function preflightText(checks: readonly PreflightCheck[], { style, width }: TextOptions): string {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const failed = count("failed");
  const parts = [
    ...(failed > 0
      ? [style.red(counted(failed, "check failed", "checks failed"))]
      : [style.green("Nothing failed")]),
    ...(count("warning") > 0 ? [style.yellow(counted(count("warning"), "warning"))] : []),
    ...(count("unknown") > 0 ? [`${count("unknown")} could not be looked at`] : []),
    `${count("ok")} ok`,
  ];
  const blocks = grouped(checks).map((group) => groupText(group, style, width));
  return `${style.bold(`${parts.join(", ")}.`)}\n\n${blocks.join("\n")}\n`;
}

interface Group {
  readonly check: PreflightCheck;
  readonly places: readonly string[];
}

/** Accounts with the same finding stand together. */
function grouped(checks: readonly PreflightCheck[]): readonly Group[] {
  const groups = new Map<string, { readonly check: PreflightCheck; readonly places: string[] }>();
  for (const check of checks) {
    const { id, title, status, seen, accountId, region } = check;
    const finding = accountId === undefined ? seen : seen.replaceAll(accountId, "ACCOUNT");
    const key = JSON.stringify([id, title, status, finding, accountId === undefined, region]);
    const group = groups.get(key) ?? { check: { ...check, seen: finding }, places: [] };
    groups.set(key, group);
    if (accountId !== undefined) {
      group.places.push(accountId);
    }
  }
  return [...groups.values()].sort(
    (left, right) => WORST_FIRST.indexOf(left.check.status) - WORST_FIRST.indexOf(right.check.status),
  );
}

function groupText({ check, places }: Group, style: Style, width: number): string {
  const { status, title, seen, finding } = check;
  const paint =
    status === "failed"
      ? style.red
      : status === "warning"
        ? style.yellow
        : status === "ok"
          ? style.green
          : style.cyan;
  const where =
    places.length === 0
      ? ""
      : ` (${places.length <= MAX_PLACES ? places.join(", ") : `${places.slice(0, MAX_PLACES).join(", ")} and ${counted(places.length - MAX_PLACES, "more account")}`})`;
  return [
    `${paint(WORDS[status])}  ${escapeControl(title)}${where}`,
    wrapText(escapeControl(seen), width, "         "),
    ...(finding === undefined ? [] : [wrapText(`-> ${escapeControl(finding.hint)}`, width, "         ")]),
  ].join("\n");
}
