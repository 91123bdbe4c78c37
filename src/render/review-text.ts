import type { AccountChange } from "../review/account-change";
import type { Review } from "../review/review";
import { counted } from "../text/counted";
import { organizationChangeLines } from "./review/organization-change-words";
import { accountCounts, headline } from "./review/headline";
import { displayWidth } from "../text/display-width";
import { wrapLines } from "../text/wrap-text";
import { escapeWorkflowCommands } from "../text/escape-workflow-commands";
import { worstFirst } from "./review/worst-first";
import { changeLine, changeText } from "./review-text/change-text";
import { historyOf } from "./review-text/edit-story";
import { findingsText, severityStyle } from "./review-text/findings-text";
import { resourceChangesText } from "./review-text/resource-changes-text";
import type { ReviewTextOptions } from "./review-text/review-text-options";
import { forTerminal, templateForTerminal } from "./review-text/for-terminal";
import type { Style } from "./style";
import { grouped } from "../text/grouped";

export type { ReviewTextOptions } from "./review-text/review-text-options";

/** The review for a terminal: the outcome first, then what is dangerous, then what changes for whom, the worst first. */
export function reviewText(review: Review, options: ReviewTextOptions): string {
  const sections = [
    [outcome(review, options)],
    organizationSection(review, options),
    section("Findings", findingsText(review, options), options),
    section(
      "Resources (~ changed, + gained, - lost, ? not known)",
      resourceChangesText(review, options),
      options,
    ),
    [[...section(CHANGES_TITLE, changes(review, options), options), ...digestLine(review, options)]].flatMap(
      (lines) => (lines.length === 0 ? [] : [lines.join("\n")]),
    ),
  ];
  return escapeWorkflowCommands(`${sections.flat().join("\n\n")}\n`);
}

function outcome({ summary, basis = [], remarks = [] }: Review, { style, width }: ReviewTextOptions): string {
  const accounts = accountCounts(summary);
  const found = foundCounts(summary);
  const foundText = found.map(([text]) => text).join(", ");
  const painted = found.map(([text, paint]) => paint(style)(text)).join(", ");
  const isOneLine = displayWidth(accounts) + 2 + displayWidth(foundText) <= width;
  return [
    ...wrapLines(headline(summary), width, "").map(style.bold),
    ...(isOneLine && found.length > 0
      ? [`${style.dim(accounts)}; ${painted}`]
      : [...wrapLines(accounts, width, "").map(style.dim), ...(found.length > 0 ? [painted] : [])]),
    ...basis.flatMap((sentence) => wrapLines(forTerminal(sentence), width, "").map(style.dim)),
    ...remarks.flatMap((remark) => wrapLines(forTerminal(remark), width, "").map(style.yellow)),
  ].join("\n");
}

type Painted = readonly [text: string, paint: (style: Style) => (text: string) => string];

function foundCounts({ findings, acknowledged = 0 }: Review["summary"]): readonly Painted[] {
  const bySeverity = Object.entries(findings).flatMap(([severity, count]): readonly Painted[] =>
    count === 0 ? [] : [[counted(count, forTerminal(severity)), (style) => severityStyle(style, severity)]],
  );
  return acknowledged === 0
    ? bySeverity
    : [...bySeverity, [`${grouped(acknowledged)} acknowledged`, (style) => style.dim]];
}

const CHANGES_TITLE = "Changes (~ changed, + added, - removed; then the policy that sets the value)";

/** More changes than this are shown by a line each from there. */
const WHOLE_CHANGES = 30;

function changes(review: Review, options: ReviewTextOptions): readonly string[] {
  const { explain } = options;
  const all = worstFirst(review.changes);
  const whole = all.length <= WHOLE_CHANGES + 1 ? all : all.slice(0, WHOLE_CHANGES);
  const rest = all.slice(whole.length);
  return [
    ...whole.map((change) =>
      changeText(
        change,
        review.policyNames,
        explain === undefined ? undefined : historyOf(change, explain),
        options,
      ),
    ),
    ...(rest.length === 0 ? [] : [restText(rest, options)]),
  ];
}

function restText(rest: readonly AccountChange[], { style, width }: ReviewTextOptions): string {
  const title = `${counted(rest.length, "more change")}, a line each; the formats json and html have them whole`;
  return [
    ...wrapLines(title, width, "  ").map(style.bold),
    ...rest.map((change) => changeLine(change, width)),
  ].join("\n");
}

/** What changes in the organization: one line for what changes alike. */
function organizationSection(
  { organizationChanges = [] }: Review,
  { style, width }: ReviewTextOptions,
): readonly string[] {
  const paint = { "+": style.green, "-": style.red, "~": style.yellow };
  const lines = organizationChangeLines(organizationChanges).flatMap(({ sign, words }) => {
    const [first = "", ...rest] = wrapLines(templateForTerminal(words), width, `  ${sign} `, "      ");
    return [first.replace(sign, paint[sign](sign)), ...rest];
  });
  return lines.length === 0 ? [] : [[style.bold("Policies and organization"), ...lines].join("\n")];
}

function section(
  title: string,
  blocks: readonly string[],
  { style, width }: ReviewTextOptions,
): readonly string[] {
  return blocks.length === 0 ? [] : [[...wrapLines(title, width, "").map(style.bold), ...blocks].join("\n")];
}

function digestLine({ digest }: Review, { style, width }: ReviewTextOptions): readonly string[] {
  return digest === undefined
    ? []
    : [
        wrapLines(`Digest ${forTerminal(digest)}`, width, "")
          .map(style.dim)
          .join("\n"),
      ];
}
