import { RESOURCE_EFFECTS } from "../../review/resources/resource-changes";
import type { Review } from "../../review/review";
import { counted } from "../../text/counted";
import { formatTable } from "../../text/format-table";
import { grouped } from "../../text/grouped";
import { oneLine } from "../../text/shorten";
import { wrapLines } from "../../text/wrap-text";
import { restWords } from "../resource-coverage-words";
import { nameOf, resourceCounts, resourceGroups, resourceTable } from "../review/resource-change-words";
import type { ResourceTable } from "../review/resource-change-words";
import { forTerminal } from "./for-terminal";
import type { ReviewTextOptions } from "./review-text-options";

/** More of one effect are counted. */
const SHOWN_PER_EFFECT = 6;
/** A longer table is left to other formats: a part of it would be taken for the whole. */
const MOST_ROWS = 10;
const LONGEST_NAME = 24;

/** What changes for the resources of an inventory: the worst first, by cause, then by account and type. */
export function resourceChangesText(
  { resources: review, accountNames }: Review,
  options: ReviewTextOptions,
): readonly string[] {
  if (review === undefined) {
    return [];
  }
  const { style, width } = options;
  const table = resourceTable(review, accountNames);
  const isLong = table.rows.length > MOST_ROWS;
  const groups = resourceGroups(review, accountNames);
  const lines = RESOURCE_EFFECTS.flatMap((effect) => {
    const alike = groups.filter((group) => group.effect === effect);
    const more = alike.length - SHOWN_PER_EFFECT;
    return [
      ...alike
        .slice(0, SHOWN_PER_EFFECT)
        .flatMap(({ sign, words }) => wrapLines(forTerminal(words), width, `  ${sign} `, "      ")),
      ...(more > 0 ? [`    and ${counted(more, "more such group")}: --format json`] : []),
    ];
  });
  return [
    ...wrapLines(`${resourceCounts(review)}${isLong ? " (by account: --format html)" : ""}`, width, "  "),
    ...lines,
    ...(isLong ? [] : tableLines(table, options)),
    ...restWords(review, (id) => nameOf(id, accountNames)).flatMap((sentence) =>
      wrapLines(forTerminal(sentence), width, "  ").map(style.dim),
    ),
  ];
}

function tableLines({ heads, rows }: ResourceTable, { width }: ReviewTextOptions): readonly string[] {
  if (rows.length === 0) {
    return [];
  }
  const cells = rows.map(({ account, type, counts }) => [
    oneLine(forTerminal(account), LONGEST_NAME),
    type,
    ...counts.map((count) => (count === 0 ? "" : grouped(count))),
  ]);
  const columns = [
    { head: "account" },
    { head: "type" },
    ...heads.map((head) => ({ head, align: "right" as const })),
  ];
  return formatTable(columns, cells, "    ").map((line) => oneLine(line, width));
}
