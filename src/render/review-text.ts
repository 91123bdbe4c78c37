import type { Change, Review } from "../review/review";
import { counted } from "./layout";
import { accountCounts, headline } from "./review/headline";
import { fit } from "./review/text-layout";
import { withoutCommands } from "./review/without-commands";
import { worstFirst } from "./review/worst-first";
import { changeLine, changeText } from "./review-text/change-text";
import { historyOf } from "./review-text/edit-story";
import { findingsText, severityStyle } from "./review-text/findings-text";
import type { ReviewTextOptions } from "./review-text/review-text-options";
import { shownText } from "./review-text/shown-text";

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
  const lines = fit(headline(summary), width, "").map(style.bold);
  const found = Object.entries(summary.findings)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) =>
      severityStyle(style, severity as keyof typeof summary.findings)(counted(count, severity)),
    );
  const accepted = summary.acknowledged ?? 0;
  const all = [
    ...found,
    ...(accepted === 0 ? [] : [style.dim(`${accepted.toLocaleString("en-US")} acknowledged`)]),
  ];
  const counts = [style.dim(accountCounts(summary)), ...(all.length === 0 ? [] : [all.join(", ")])].join(
    "; ",
  );
  const notes = remarks.flatMap((remark) => fit(shownText(remark), width, "").map(style.yellow));
  return [...lines, counts, ...notes].join("\n");
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
