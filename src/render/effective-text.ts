import type { EffectivePolicy, EffectiveStatus } from "../effective/effective-policy";
import type { Note } from "../effective/assumptions";
import type { AttachedBefore } from "../effective/order-scenarios";
import type { EffectivePolicies } from "../organization/effective-policies";
import { effectiveGroups } from "../organization/effective-groups";
import type { EffectiveGroup } from "../organization/effective-groups";
import type { PolicyInForce } from "../organization/policy-in-force";
import type { Organization } from "../organization/organization";
import { describeAccounts } from "../review/account-scope";
import { activeAccounts } from "../review/active-accounts";
import { counted } from "../text/counted";
import { inactiveWords } from "./inactive-words";
import { wrapText } from "../text/wrap-text";
import { policyTree, treeText } from "./policy-tree";
import { shownValue } from "./setting-value";
import type { Style, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";
import { escapeWorkflowCommands } from "../text/escape-workflow-commands";

/** Effective policies for a terminal; accounts with the same policy stand together. */
export function effectiveText(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  options: TextOptions,
): string {
  const groups = effectiveGroups(policies, accountIds);
  const blocks = groups.map((group) => block(policies, group, options));
  return escapeWorkflowCommands(
    `${[headline(policies, groups.length, accountIds, options), ...blocks].join("\n\n")}\n`,
  );
}

function headline(
  policies: EffectivePolicies,
  distinct: number,
  accountIds: readonly string[],
  { style }: TextOptions,
): string {
  const withheld = accountIds.filter((id) => policies.of(id)?.status === "withheld").length;
  const note = withheld === 0 ? "" : `, ${style.red(`withheld for ${counted(withheld, "account")}`)}`;
  return `${style.bold(`${counted(accountIds.length, "account")}, ${counted(distinct, "distinct effective policy", "distinct effective policies")}`)}${note}`;
}

function block(
  policies: EffectivePolicies,
  { policy: effective, inForce, accounts }: EffectiveGroup,
  options: TextOptions,
): string {
  const { style, width } = options;
  const { organization } = policies;
  const title = `${counted(accounts.length, "account")}: ${escapeControl(describeAccounts(organization, accounts))}`;
  const lines = [
    style.bold(wrapText(title, width)),
    `status: ${statusText(effective, policies, style)}${stateText(organization, accounts)}`,
  ];
  for (const { code, message, path, policies: ids } of effective.errors) {
    lines.push(style.red(wrapText(`${code}: ${escapeControl(message)}`, width, "  ")));
    lines.push(
      wrapText(
        `at ${escapeControl(path)}, from ${ids.map((id) => nameOf(organization, id)).join(", ")}`,
        width,
        "    ",
      ),
    );
  }
  for (const { path, conditions, message } of effective.possibleErrors) {
    const when = conditions
      .map((all) => all.map((condition) => attachedBefore(organization, condition)).join(" and "))
      .join(", or ");
    lines.push(
      style.yellow(
        wrapText(`withheld if ${when}: ${escapeControl(message)} at ${escapeControl(path)}`, width, "  "),
      ),
    );
  }
  if (inForce !== undefined) {
    lines.push(wrapText(inForceText(inForce), width, "  "));
  }
  const alternatives = new Map(
    effective.orderDependent.map((setting) => [setting.path, setting.alternatives]),
  );
  for (const line of policyTree(effective.policy)) {
    const others = alternatives.get(line.path);
    lines.push(treeText(line, width, "  "));
    for (const { value, ...condition } of others ?? []) {
      const text = `order-dependent: ${shownValue(value)} if ${attachedBefore(organization, condition)}`;
      lines.push(style.yellow(wrapText(text, width, "  ".repeat(line.depth + 3))));
    }
  }
  for (const { severity, message, path } of effective.advice) {
    lines.push(
      style.yellow(wrapText(`${severity}: ${escapeControl(message)} (${escapeControl(path)})`, width, "  ")),
    );
  }
  return [...lines, ...notesText(effective.notes, options)].join("\n");
}

/** Each assumption once, with the places that depend on it. */
function notesText(notes: readonly Note[], { style, width }: TextOptions): readonly string[] {
  const byAssumption = new Map<string, { readonly note: Note; readonly paths: string[] }>();
  for (const note of notes) {
    const known = byAssumption.get(note.assumption) ?? { note, paths: [] };
    known.paths.push(escapeControl(note.path));
    byAssumption.set(note.assumption, known);
  }
  return [...byAssumption.values()].map(({ note, paths }) =>
    style.dim(wrapText(`note (${note.evidence}): ${note.message} (${paths.join(", ")})`, width, "  ")),
  );
}

function statusText(
  { status, possibleErrors }: EffectivePolicy,
  { organization }: EffectivePolicies,
  style: Style,
): string {
  if (!organization.backupPoliciesEnabled) {
    return style.yellow("none: the organization has not enabled the policy type BACKUP_POLICY");
  }
  const words: Readonly<Record<EffectiveStatus, string>> = {
    published: style.green("published"),
    withheld: style.red("withheld"),
    empty: style.yellow("empty: no backup plan applies to these accounts"),
    "may-change": style.yellow("known after apply: one of several"),
    "not-knowable": style.yellow("not knowable before apply"),
  };
  return possibleErrors.length === 0
    ? words[status]
    : style.yellow(`${status} or withheld, depending on the order in which policies were attached`);
}

function attachedBefore(organization: Organization, { targetId, policyId, before }: AttachedBefore): string {
  const others = before.map((id) => nameOf(organization, id)).join(" and ");
  return `${nameOf(organization, policyId)} was attached to ${escapeControl(organization.path(targetId))} before ${others}`;
}

function stateText(organization: Organization, accounts: readonly string[]): string {
  const inactive = accounts.length - activeAccounts(organization, accounts).length;
  return inactive === 0 ? "" : `; ${inactiveWords(inactive)}`;
}

function inForceText(force: PolicyInForce): string {
  switch (force.source) {
    case "published":
      return "What AWS last published stays in force; the organization file records it. Merged, but withheld:";
    case "unknown":
      return `${force.sentence} Merged, but withheld:`;
    default:
      return "The last valid policy stays in force. Merged, but withheld:";
  }
}

function nameOf(organization: Organization, policyId: string): string {
  return escapeControl(organization.policy(policyId)?.name ?? policyId);
}
