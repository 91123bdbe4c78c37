import type {
  AccountTypeCoverage,
  ResourceCoverage,
  UnselectedGroup,
} from "../review/resources/resource-coverage";
import { OUT_OF_REACH } from "../review/resources/resource-reason";
import type { Organization } from "../organization/organization";
import { describeAccounts } from "../review/account-scope";
import { outOfReachWords, resourceHeadline, restSentences } from "./resource-coverage-words";
import { counted } from "../text/counted";
import { escapeControl } from "../text/escape-control";
import { formatTable } from "../text/format-table";
import { grouped } from "../text/grouped";
import { oneLine } from "../text/shorten";
import { wrapLines, wrapText } from "../text/wrap-text";
import type { ResourceReport } from "./resource-report";
import type { TextOptions } from "./style";

/** What is not selected and why, then the accounts and types; the resources themselves are in JSON and CSV. */
export function resourceCoverageText(options: TextOptions): ResourceReport {
  return { start: "", resource: () => "", end: (coverage) => reportText(coverage, options) };
}

function reportText(coverage: ResourceCoverage, options: TextOptions): string {
  const { unselected, accountTypes } = coverage;
  const of = (matches: (group: UnselectedGroup) => boolean): readonly UnselectedGroup[] =>
    unselected.filter((group) => !OUT_OF_REACH.has(group.code) && matches(group));
  return `${[
    headline(coverage, options),
    groupsText(
      "Not selected",
      of(({ selected }) => selected === "no"),
      coverage,
      options,
    ),
    groupsText(
      "Not known",
      of(({ selected }) => selected === "unknown"),
      coverage,
      options,
    ),
    accountsText(coverage, accountTypes, options),
    restText(coverage, options),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function headline(
  { summary, accountTypes, sources, remarks = [] }: ResourceCoverage,
  { style, width }: TextOptions,
): string {
  const { outOfReach } = summary;
  const first = resourceHeadline(summary, accountTypes, sources);
  const color = summary.notSelected > 0 ? style.red : summary.notKnown > 0 ? style.yellow : style.bold;
  const lines = [
    color(wrapText(escapeControl(first), width)),
    ...remarks.map((remark) => style.red(wrapText(remark, width))),
  ];
  if (outOfReach > 0) {
    const rest = outOfReachWords(outOfReach);
    lines.push(style.dim(wrapText(rest, width)));
  }
  return lines.join("\n");
}

const SHOWN_GROUPS = 12;

/** Resources of several types that share a reason are one thing to do. */
function groupsText(
  heading: string,
  groups: readonly UnselectedGroup[],
  { organization }: ResourceCoverage,
  { style, width }: TextOptions,
): string {
  const byReason = groupedByReason(groups);
  if (byReason.size === 0) {
    return "";
  }
  const all = [...byReason]
    .map(([reason, same]) => ({ reason, same, resources: total(same) }))
    .sort((first, second) => second.resources - first.resources);
  const lines = all.slice(0, SHOWN_GROUPS).flatMap(({ reason, same, resources }) => {
    const types = same.map((group) => `${grouped(group.resources)} ${group.typeName}`).join(", ");
    const accounts = [...new Set(same.flatMap((group) => group.accounts))];
    const [example] = same.flatMap(({ examples }) => examples);
    const rest = resources > 1 ? `, and ${grouped(resources - 1)} more` : "";
    const why =
      example === undefined || example.reason === reason ? "" : `: ${escapeControl(example.reason)}`;
    return [
      ...wrapLines(`${grouped(resources)} ${escapeControl(reason)}: ${types}`, width, "  ", "    "),
      ...wrapLines(whereWords(accounts, organization), width, "    "),
      ...wrapLines(`${escapeControl(example?.arn ?? "")}${why}${rest}`, width, "    ").map((line) =>
        style.dim(line),
      ),
    ];
  });
  const hidden = all.length - SHOWN_GROUPS;
  const more = hidden > 0 ? [`  ${counted(hidden, "more reason")}: --format json`] : [];
  return [style.bold(heading), ...lines, ...more].join("\n");
}

function groupedByReason(
  groups: readonly UnselectedGroup[],
): ReadonlyMap<string, readonly UnselectedGroup[]> {
  const found = new Map<string, UnselectedGroup[]>();
  for (const group of groups) {
    found.set(group.reason, [...(found.get(group.reason) ?? []), group]);
  }
  return found;
}

function total(groups: readonly UnselectedGroup[]): number {
  return groups.reduce((sum, { resources }) => sum + resources, 0);
}

/** A description of many places is no help: then only their number is told. */
function whereWords(accounts: readonly string[], organization: Organization): string {
  if (accounts.length === 0) {
    return "accounts not known";
  }
  const scope = escapeControl(describeAccounts(organization, accounts));
  const number = counted(accounts.length, "account");
  return accounts.length === 1 ? scope : scope.length > SCOPE_LENGTH ? `in ${number}` : `${number}: ${scope}`;
}

const SCOPE_LENGTH = 120;

const SHOWN_ROWS = 15;
const NAME_WIDTH = 22;

function accountsText(
  { organization }: ResourceCoverage,
  rows: readonly AccountTypeCoverage[],
  { style, width }: TextOptions,
): string {
  const reachable = rows.filter(({ resources, outOfReach }) => resources > outOfReach);
  if (reachable.length === 0) {
    return "";
  }
  const shown = reachable.slice(0, SHOWN_ROWS);
  const cells = shown.map(
    ({ accountId, typeName, resources, outOfReach, selected, notSelected, notKnown, by }) => {
      const name =
        accountId === undefined ? "not known" : (organization.account(accountId)?.name ?? accountId);
      return [
        oneLine(escapeControl(name), NAME_WIDTH),
        oneLine(typeName, NAME_WIDTH),
        grouped(resources - outOfReach),
        grouped(selected),
        grouped(notSelected),
        grouped(notKnown),
        plansWords(by),
      ];
    },
  );
  const isKnown = shown.every(({ notKnown }) => notKnown === 0);
  const columns = [
    { head: "account" },
    { head: "type" },
    { head: "all", align: "right" as const },
    { head: "selected", align: "right" as const },
    { head: "not", align: "right" as const },
    { head: "?", align: "right" as const },
    { head: "by" },
  ];
  // A column of zeros only takes room.
  const kept = (row: readonly string[]): readonly string[] => (isKnown ? row.toSpliced(5, 1) : row);
  const lines = formatTable(isKnown ? columns.toSpliced(5, 1) : columns, cells.map(kept), "  ").map((line) =>
    line.length > width ? `${line.slice(0, width - 1)}…` : line,
  );
  const hidden = reachable.length - shown.length;
  const more = hidden > 0 ? [`  ${counted(hidden, "more row")}: --format json`] : [];
  return [style.bold("By account and type"), ...lines, ...more].join("\n");
}

function plansWords(by: AccountTypeCoverage["by"]): string {
  const [first = "", ...others] = new Set(by.map(({ plan }) => escapeControl(plan.name)));
  return others.length === 0 ? first : `${first} +${others.length}`;
}

/** What the answer rests on. */
function restText(coverage: ResourceCoverage, { style, width }: TextOptions): string {
  const sentences = restSentences(coverage).map(escapeControl);
  return sentences.map((sentence) => style.dim(wrapText(sentence, width))).join("\n");
}
