import type { Edit } from "../review/edit";
import { staysOnPrevious } from "../review/review";
import type { Change, Finding, Review } from "../review/review";
import type { Severity } from "../text/issue";
import { splitPath } from "../text/policy-path";
import { counted, wrap } from "./layout";
import { shownValue } from "./setting-value";
import type { Style, TextOptions } from "./style";
import { visible } from "./terminal-text";

/** The review for a terminal: the outcome first, then what is dangerous, then what changes for whom. */
export function reviewText(review: Review, options: TextOptions): string {
  const sections = [outcome(review, options), findings(review, options), changes(review, options), legend(review, options)];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function outcome({ summary }: Review, { style, width }: TextOptions): string {
  const { accounts, changed, withheld, unchanged, notKnowable } = summary;
  const parts = [
    ...(withheld > 0 ? [`AWS withholds the policy of ${counted(withheld, "account")}`] : []),
    ...(changed > 0 ? [`the effective policy of ${counted(changed, "account")} changes`] : []),
    ...(notKnowable > 0 ? [`${counted(notKnowable, "account")} cannot be told before apply`] : []),
  ];
  const sentence = parts.length === 0 ? "No account's effective policy changes" : parts.join(", ");
  const headline = wrap(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, width);
  const counts = `${counted(accounts, "account")}: ${changed} changed, ${withheld} withheld, ${unchanged} unchanged`;
  const found = (["error", "warning", "notice"] as const)
    .filter((severity) => summary.findings[severity] > 0)
    .map((severity) => paint(style, severity)(counted(summary.findings[severity], severity)));
  return `${style.bold(headline)}\n${style.dim(counts)}${found.length === 0 ? "" : `; ${found.join(", ")}`}`;
}

function findings({ findings: all, policyNames, changes: rows }: Review, options: TextOptions): string {
  if (all.length === 0) {
    return "";
  }
  const scopes = new Map(rows.map(({ accounts, scope }) => [JSON.stringify(accounts), scope]));
  const blocks = all.map((finding) => findingBlock(finding, policyNames, scopes.get(JSON.stringify(finding.accounts)), options));
  return [options.style.bold("Findings"), ...blocks].join("\n\n");
}

function findingBlock(
  finding: Finding,
  names: ReadonlyMap<string, string>,
  scope: string | undefined,
  { style, width }: TextOptions,
): string {
  const { rule, severity, message, path, policies, accounts, hint } = finding;
  const label = paint(style, severity)(severity);
  const lines = [`  ${label} ${style.bold(rule)}`, wrap(visible(message), width, "    ")];
  if (path !== "") {
    lines.push(wrap(`at ${visible(path)}`, width, "    "));
  }
  if (accounts.length > 0) {
    const where = scope === undefined ? accounts.slice(0, 3).join(", ") + (accounts.length > 3 ? ", ..." : "") : visible(scope);
    lines.push(wrap(`for ${counted(accounts.length, "account")}: ${where}`, width, "    "));
  }
  if (policies.length > 0) {
    lines.push(wrap(`from ${policies.map((id) => named(id, names)).join(", ")}`, width, "    "));
  }
  lines.push(style.dim(wrap(hint, width, "    ")));
  return lines.join("\n");
}

function changes({ changes: all, policyNames }: Review, options: TextOptions): string {
  return all.length === 0
    ? ""
    : [options.style.bold("Changes"), ...all.map((change) => changeBlock(change, policyNames, options))].join("\n\n");
}

function changeBlock(change: Change, names: ReadonlyMap<string, string>, options: TextOptions): string {
  const { style, width } = options;
  const { accounts, scope, edits, before, after } = change;
  const status = before.status === after.status ? "" : ` (${before.status} -> ${after.status})`;
  const lines = [wrap(`${style.bold(counted(accounts.length, "account"))}${status}: ${visible(scope)}`, width, "  ")];
  if (staysOnPrevious(change)) {
    const note = "withheld: they stay on the policy they have; this is what they would get:";
    lines.push(style.red(wrap(note, width, "  ")));
  }
  let heading = "";
  for (const edit of edits) {
    const { container, setting } = splitSetting(edit.path);
    if (container !== heading) {
      heading = container;
      lines.push(wrap(visible(container), width, "    "));
    }
    lines.push(editLine(edit, setting, names, style));
  }
  return lines.join("\n");
}

/** A plan's rule or selection stands as a heading over its settings. */
function splitSetting(path: string): { readonly container: string; readonly setting: string } {
  const segments = splitPath(path);
  const depth = Math.min(segments[2] === "selections" ? 5 : 4, segments.length - 1);
  return { container: segments.slice(0, depth).join("/"), setting: segments.slice(depth).join("/") };
}

function editLine(edit: Edit, setting: string, names: ReadonlyMap<string, string>, style: Style): string {
  const { before, after, policies } = edit;
  const from = `  ${style.dim(policies.map((id) => named(id, names)).join(", "))}`;
  if (before === undefined) {
    return `      ${style.green("+")} ${visible(setting)}: ${shownValue(after ?? "")}${from}`;
  }
  if (after === undefined) {
    return `      ${style.red("-")} ${visible(setting)}: ${shownValue(before)}${from}`;
  }
  return `      ${style.yellow("~")} ${visible(setting)}: ${shownValue(before)} -> ${shownValue(after)}${from}`;
}

function legend({ changes: all }: Review, { style }: TextOptions): string {
  return all.length === 0 ? "" : style.dim("Key: ~ changed, + added, - removed; behind it the policy that sets the value");
}

function named(id: string, names: ReadonlyMap<string, string>): string {
  return visible(names.get(id) ?? id);
}

function paint(style: Style, severity: Severity): (text: string) => string {
  return { error: style.red, warning: style.yellow, notice: style.cyan }[severity];
}
