import type { Review } from "../review/review";
import { counted } from "../text/counted";
import { FindingAccounts } from "./review/finding-accounts";
import { groupedByRule } from "./review/grouped-findings";
import { organizationChangeLines } from "./review/organization-change-words";
import { templateText } from "./review/template";
import { accountCounts, headline } from "./review/headline";
import { worstFirst } from "./review/worst-first";
import { details } from "./review-markdown/details";
import { composed } from "./review-markdown/compose";
import type { Part } from "./review-markdown/compose";
import { CHANGE_TABLE_HEAD, changeDetail, changeRow, countEdits } from "./review-markdown/change-markdown";
import { commentMarker } from "./review-markdown/comment-marker";
import { resourceParts } from "./review-markdown/resource-markdown";
import { codeSpan, forMarkdown } from "./review-markdown/for-markdown";
import { findingLine, findingMarkdown, severityMark } from "./review-markdown/finding-markdown";
import { grouped } from "../text/grouped";

export { commentMarker } from "./review-markdown/comment-marker";

export interface ReviewMarkdownOptions {
  /**
   * The most UTF-8 bytes, at least 1,000.
   *
   * @default 60,000: GitHub takes 65,536 characters, and the caller may want to add some
   */
  readonly budget?: number;
  /** Distinguishes several comments on one pull request. */
  readonly tag?: string;
  /** Where the whole review is, for what has no room here: an artifact's name, and its address if it has one. */
  readonly whole?: { readonly name: string; readonly url?: string };
}

const DEFAULT_BUDGET = 60_000;
const LEAST_BUDGET = 1000;
const MOST_REMARKS = 2;
const ROWS_AT_ONCE = 15;
const LINES_AT_ONCE = 12;
const FOOTER =
  "<sub>`+` added, `-` removed, `!` or `~` changed; behind `#` the policy that sets the value. By `org-backup plan`.</sub>";

/**
 * The review for a pull request. Within its budget it keeps the summary, then the findings, then a table of
 * the changes, then every edit; it says at the top what it leaves out.
 */
export function reviewMarkdown(review: Review, options: ReviewMarkdownOptions = {}): string {
  const budget = Math.max(LEAST_BUDGET, options.budget ?? DEFAULT_BUDGET);
  const head = [
    commentMarker(options.tag),
    `**${outcomeMark(review)} ${headline(review.summary)}**`,
    counts(review),
    ...(review.basis ?? []).map((sentence) => `<sub>${forMarkdown(sentence, 300)}</sub>`),
    ...(review.remarks ?? []).slice(0, MOST_REMARKS).map((remark) => `> ${forMarkdown(remark, 200)}`),
  ];
  const footer =
    review.digest === undefined
      ? FOOTER
      : `${FOOTER}\n<sub>Digest of the change: ${codeSpan(review.digest, 100)}</sub>`;
  return composed(
    head,
    [
      organizationPart(review),
      findingsPart(review),
      ...resourceParts(review),
      rowsPart(review),
      detailsPart(review),
    ],
    footer,
    budget,
    options.whole,
  );
}

function outcomeMark({ summary: { findings, withheld, changed } }: Review): string {
  const worst = Object.entries(findings).find(([, count]) => count > 0)?.[0];
  return withheld > 0
    ? severityMark("error")
    : worst === undefined
      ? changed > 0
        ? "🔄"
        : "✅"
      : severityMark(worst);
}

function counts({ summary }: Review): string {
  const found = Object.entries(summary.findings)
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) =>
        `${severityMark(severity)} ${grouped(count)} ${forMarkdown(severity)}${count === 1 ? "" : "s"}`,
    );
  const accepted = summary.acknowledged ?? 0;
  const acknowledged = accepted === 0 ? [] : [`☑️ ${grouped(accepted)} acknowledged`];
  return [accountCounts(summary), ...found, ...acknowledged].join(" · ");
}

function organizationPart({ organizationChanges = [] }: Review): Part {
  return {
    items: organizationChangeLines(organizationChanges).map(({ sign, words }) => ({
      text: `- \`${sign}\` ${templateText(words, (untrusted) => codeSpan(untrusted, 100))}`,
    })),
    leftOut: (count) => `${counted(count, "line")} about policies and the organization`,
    layout: (lines) => `### Policies and organization\n\n${lines.join("\n")}`,
  };
}

function findingsPart({ findings, changes, policyNames }: Review): Part {
  const accounts = new FindingAccounts(changes);
  const items = groupedByRule(findings).flatMap(({ whole, rest }) => [
    ...whole.map((finding) => ({
      text: findingMarkdown(finding, accounts, policyNames),
      short: findingLine(finding),
    })),
    ...rest.map((finding) => ({ text: findingLine(finding), short: findingLine(finding) })),
  ]);
  return {
    items,
    leftOut: (count) => counted(count, "finding"),
    layout: (texts) =>
      `### Findings\n\n${texts.map((text, index) => gap(text, texts[index - 1]) + text).join("")}`,
  };
}

/** Lines of a list stand close together, paragraphs apart. */
function gap(text: string, before: string | undefined): string {
  return before === undefined ? "" : text.startsWith("- ") && before.startsWith("- ") ? "\n" : "\n\n";
}

function rowsPart({ changes }: Review): Part {
  const counts = countEdits(changes);
  return {
    items: worstFirst(changes).map((change) => ({ text: changeRow(change, counts) })),
    leftOut: (count) => `${counted(count, "change")} of the table`,
    layout: (rows) => {
      const rest = rows.length <= ROWS_AT_ONCE + 1 ? [] : rows.slice(ROWS_AT_ONCE);
      const table = (some: readonly string[]): string => [CHANGE_TABLE_HEAD, ...some].join("\n");
      const folded =
        rest.length === 0 ? "" : `\n\n${details(counted(rest.length, "more change"), table(rest), false)}`;
      return `### Changes\n\n${table(rows.slice(0, rows.length - rest.length))}${folded}`;
    },
  };
}

function detailsPart({ changes, policyNames }: Review): Part {
  return {
    items: worstFirst(changes).map((change) => ({ text: changeDetail(change, policyNames) })),
    leftOut: (count) => `every edit of ${counted(count, "change")}`,
    layout: (blocks) => {
      const lines = blocks.reduce((sum, block) => sum + block.split("\n").length, 0);
      return details("Every edit, and the policy behind it", blocks.join("\n\n"), lines <= LINES_AT_ONCE);
    },
  };
}
