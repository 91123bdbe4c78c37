import type { Finding } from "../../text/finding";
import { counted } from "../../text/counted";
import type { FindingAccounts } from "../review/finding-accounts";
import { shortScope } from "../review/short-scope";
import { codeSpan, forMarkdown } from "./for-markdown";

const MARKS: Readonly<Partial<Record<string, string>>> = { error: "❌", warning: "⚠️", notice: "ℹ️" };
const LONGEST_SCOPE = 200;
const MOST_POLICIES = 6;

/** An unknown severity gets the loudest mark. */
export function severityMark(severity: string): string {
  return (Object.hasOwn(MARKS, severity) ? MARKS[severity] : undefined) ?? "❗";
}

/** What a rule found, in a paragraph. */
export function findingMarkdown(
  finding: Finding,
  describe: FindingAccounts,
  names: ReadonlyMap<string, string>,
): string {
  const { rule, message, path, policies, accounts, resources, hint, requirement, acknowledged } = finding;
  const where = [
    ...(path === "" ? [] : [`at ${codeSpan(path)}`]),
    ...(policies.length === 0 ? [] : [`from ${policyNames(policies, names)}`]),
    ...(requirement === undefined
      ? []
      : [`required by ${codeSpan(requirement.id)}, ${codeSpan(requirement.where)}`]),
  ].join(" ");
  const scope = codeSpan(shortScope(describe.describe(finding), LONGEST_SCOPE), LONGEST_SCOPE + 40);
  const stake = resources === undefined ? "" : `, ${counted(resources, "resource")}`;
  const whom = accounts.length === 0 ? "" : ` · ${counted(accounts.length, "account")}${stake}: ${scope}`;
  return [
    `${label(finding)} ${codeSpan(rule)}${whom}`,
    forMarkdown(message),
    ...(where === "" ? [] : [where]),
    ...(acknowledged === undefined ? [] : [acknowledgement(acknowledged)]),
    `<sub>${forMarkdown(hint)}</sub>`,
  ].join("<br>\n");
}

/** The same in one line, where there is no room for more. */
export function findingLine(finding: Finding): string {
  const { rule, path, message, accounts } = finding;
  const where = path === "" ? forMarkdown(message, 160) : codeSpan(path, 120);
  const whom = accounts.length === 0 ? "" : ` (${counted(accounts.length, "account")})`;
  return `- ${mark(finding)} ${codeSpan(rule)} ${where}${whom}`;
}

function mark({ severity, acknowledged }: Finding): string {
  return acknowledged === undefined ? severityMark(severity) : "☑️";
}

function label(finding: Finding): string {
  const severity = forMarkdown(finding.severity);
  return `${mark(finding)} ${finding.acknowledged === undefined ? `**${severity}**` : `acknowledged ${severity}`}`;
}

function acknowledgement({ reason, where, expires }: NonNullable<Finding["acknowledged"]>): string {
  const until = expires === undefined ? "" : ` until ${codeSpan(expires)}`;
  return `accepted${until}: ${forMarkdown(reason)} (${codeSpan(where)})`;
}

function policyNames(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const shown = ids.slice(0, MOST_POLICIES).map((id) => codeSpan(names.get(id) ?? id, 80));
  const more = ids.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}
