import type { Change, Review } from "../review/review";
import { counted } from "./layout";
import { accountCounts, headline } from "./review/headline";
import { columns, fit } from "./review/text-layout";
import { withoutCommands } from "./without-commands";
import { worstFirst } from "./review/worst-first";
import { changeLine, changeText } from "./review-text/change-text";
import { historyOf } from "./review-text/edit-story";
import { findingsText, severityStyle } from "./review-text/findings-text";
import type { ReviewTextOptions } from "./review-text/review-text-options";
import { shownText } from "./review-text/shown-text";
import type { Style } from "./style";

export type { ReviewTextOptions } from "./review-text/review-text-options";

/** The review for a terminal: the outcome first, then what is dangerous, then what changes for whom, the worst first. */
export function reviewText(review: Review, options: ReviewTextOptions): string {
  const sections = [
    [outcome(review, options)],
    section("Findings", findingsText(review, options), options),
    section("Changes", changes(review, options), options),
    legend(review, options),
  ];
  return withoutCommands(`${sections.flat().join("\n\n")}\n`);
}

function outcome({ summary, remarks = [] }: Review, { style, width }: ReviewTextOptions): string {
  const accounts = accountCounts(summary);
  const found = foundCounts(summary);
  const foundText = found.map(([text]) => text).join(", ");
  const painted = found.map(([text, paint]) => paint(style)(text)).join(", ");
  const isOneLine = columns(accounts) + 2 + columns(foundText) <= width;
  return [
    ...fit(headline(summary), width, "").map(style.bold),
    ...(isOneLine && found.length > 0
      ? [`${style.dim(accounts)}; ${painted}`]
      : [...fit(accounts, width, "").map(style.dim), ...(found.length > 0 ? [painted] : [])]),
    ...remarks.flatMap((remark) => fit(shownText(remark), width, "").map(style.yellow)),
  ].join("\n");
}

type Painted = readonly [text: string, paint: (style: Style) => (text: string) => string];

function foundCounts({ findings, acknowledged = 0 }: Review["summary"]): readonly Painted[] {
  const bySeverity = Object.entries(findings).flatMap(([severity, count]): readonly Painted[] =>
    count === 0 ? [] : [[counted(count, shownText(severity)), (style) => severityStyle(style, severity)]],
  );
  return acknowledged === 0
    ? bySeverity
    : [...bySeverity, [`${acknowledged.toLocaleString("en-US")} acknowledged`, (style) => style.dim]];
}

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

function restText(rest: readonly Change[], { style, width }: ReviewTextOptions): string {
  const title = `${counted(rest.length, "more change")}, a line each; the formats json and html have them whole`;
  return [
    ...fit(title, width, "  ").map(style.bold),
    ...rest.map((change) => changeLine(change, width)),
  ].join("\n");
}

function section(title: string, blocks: readonly string[], { style }: ReviewTextOptions): readonly string[] {
  return blocks.length === 0 ? [] : [style.bold(title), ...blocks];
}

function legend({ changes: all, digest }: Review, { style, width }: ReviewTextOptions): readonly string[] {
  const lines = [
    ...(all.length === 0
      ? []
      : ["Key: ~ changed, + added, - removed; behind it the policy that sets the value"]),
    ...(digest === undefined ? [] : [`Digest of the change: ${shownText(digest)}`]),
  ];
  return lines.length === 0
    ? []
    : [
        lines
          .flatMap((line) => fit(line, width, ""))
          .map(style.dim)
          .join("\n"),
      ];
}
