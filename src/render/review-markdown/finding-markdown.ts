import type { Finding } from "../../text/finding";
import { counted } from "../layout";
import type { FindingAccounts } from "../review/finding-accounts";
import { shortScope } from "../review/short-scope";
import { code, sentence } from "./escape";

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
  const { rule, message, path, policies, accounts, hint, requirement, acknowledged } = finding;
  const where = [
    ...(path === "" ? [] : [`at ${code(path)}`]),
    ...(policies.length === 0 ? [] : [`from ${policyNames(policies, names)}`]),
    ...(requirement === undefined ? [] : [`required by ${code(requirement.id)}, ${code(requirement.where)}`]),
  ].join(" ");
  const scope = code(shortScope(describe.describe(finding), LONGEST_SCOPE), LONGEST_SCOPE + 40);
  const whom = accounts.length === 0 ? "" : ` · ${counted(accounts.length, "account")}: ${scope}`;
  return [
    `${label(finding)} ${code(rule)}${whom}`,
    sentence(message),
    ...(where === "" ? [] : [where]),
    ...(acknowledged === undefined ? [] : [acknowledgement(acknowledged)]),
    `<sub>${sentence(hint)}</sub>`,
  ].join("<br>\n");
}

/** The same in one line, where there is no room for more. */
export function findingLine(finding: Finding): string {
  const { rule, path, message, accounts } = finding;
  const where = path === "" ? sentence(message, 160) : code(path, 120);
  const whom = accounts.length === 0 ? "" : ` (${counted(accounts.length, "account")})`;
  return `- ${mark(finding)} ${code(rule)} ${where}${whom}`;
}

function mark({ severity, acknowledged }: Finding): string {
  return acknowledged === undefined ? severityMark(severity) : "☑️";
}

function label(finding: Finding): string {
  const severity = sentence(finding.severity);
  return `${mark(finding)} ${finding.acknowledged === undefined ? `**${severity}**` : `acknowledged ${severity}`}`;
}

function acknowledgement({ reason, where, expires }: NonNullable<Finding["acknowledged"]>): string {
  const until = expires === undefined ? "" : ` until ${code(expires)}`;
  return `accepted${until}: ${sentence(reason)} (${code(where)})`;
}

function policyNames(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const shown = ids.slice(0, MOST_POLICIES).map((id) => code(names.get(id) ?? id, 80));
  const more = ids.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}
