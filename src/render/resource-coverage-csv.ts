import type { Resource } from "../organization/inventory";
import type { ResourceMatch } from "../review/resources/resource-matcher";
import type { ResourceReport } from "./resource-report";

const HEADER = ["arn", "accountId", "region", "type", "selected", "plans", "reason"];

/** A line for every resource. */
export function resourceCoverageCsv(): ResourceReport {
  return { start: line(HEADER), resource: resourceLine, end: () => "" };
}

function resourceLine(
  { arn, accountId = "", region = "" }: Resource,
  { type, selected, by, reason }: ResourceMatch,
): string {
  const plans = [...new Set(by.map(({ plan }) => plan.name))].join("; ");
  return line([arn, accountId, region, type.id, selected, plans, reason?.words ?? ""]);
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\n`;
}

/** Names and tags come from accounts: spreadsheets must not take them for formulas. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
