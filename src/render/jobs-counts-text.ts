import type { CountRow, JobCountsReport } from "../jobs/job-counts";
import { columnsText } from "./columns";
import { OUTCOME_WORDS, OUTCOMES, percent, utc } from "./jobs-words";
import { counted, wrap } from "./layout";
import type { TextOptions } from "./style";
import { visible } from "./terminal-text";

const MAX_ROWS = 20;

/** AWS's own counts for a terminal. */
export function jobCountsText(report: JobCountsReport, { style, width }: TextOptions): string {
  const { at, days, regions, kinds, accounts, resourceTypes, failureCategories, missing } = report;
  const title = `Jobs that AWS counted in the ${days} days before ${utc(at)}, in ${regions.map(visible).join(", ")}`;
  const blocks = [
    [style.bold(wrap(title, width))],
    rows("kind", kinds),
    rows("account", accounts),
    rows("resource type", resourceTypes),
    failureCategories.length === 0
      ? []
      : columnsText(
          [{ head: "failures by AWS's category" }, { head: "jobs", align: "right" }],
          failureCategories
            .slice(0, MAX_ROWS)
            .map(({ category, count }) => [visible(category || "(none)"), count.toLocaleString("en-US")]),
        ),
    missing.map(({ part, why }) => style.yellow(wrap(`not known: ${visible(part)}: ${visible(why)}`, width))),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function rows(head: string, counts: readonly CountRow[]): readonly string[] {
  const rest = counts.length - MAX_ROWS;
  return counts.length === 0
    ? []
    : [
        ...columnsText(
          [
            { head },
            ...OUTCOMES.map((outcome) => ({ head: OUTCOME_WORDS[outcome], align: "right" as const })),
            { head: "failed of ended", align: "right" },
          ],
          counts
            .slice(0, MAX_ROWS)
            .map((row) => [
              visible(row.name),
              ...OUTCOMES.map((outcome) => row.counts[outcome].toLocaleString("en-US")),
              percent(row.failureRate),
            ]),
        ),
        ...(rest > 0 ? [`and ${counted(rest, "more row")}: --format json lists all`] : []),
      ];
}
