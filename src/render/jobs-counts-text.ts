import type { CountRow, JobCountsReport } from "../jobs/job-counts";
import { formatTable } from "../text/format-table";
import { OUTCOME_WORDS, OUTCOMES, percent, utc } from "./jobs-words";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";
import { grouped } from "../text/grouped";

const MAX_ROWS = 20;

/** AWS's own counts for a terminal. */
export function jobCountsText(report: JobCountsReport, { style, width }: TextOptions): string {
  const { at, days, regions, kinds, accounts, resourceTypes, failureCategories, missing } = report;
  const title = `Jobs that AWS counted in the ${days} days before ${utc(at)}, in ${regions.map(escapeControl).join(", ")}`;
  const blocks = [
    [style.bold(wrapText(title, width))],
    rows("kind", kinds),
    rows("account", accounts),
    rows("resource type", resourceTypes),
    failureCategories.length === 0
      ? []
      : formatTable(
          [{ head: "failures by AWS's category" }, { head: "jobs", align: "right" }],
          failureCategories
            .slice(0, MAX_ROWS)
            .map(({ category, count }) => [escapeControl(category || "(none)"), grouped(count)]),
        ),
    missing.map(({ part, why }) =>
      style.yellow(wrapText(`not known: ${escapeControl(part)}: ${escapeControl(why)}`, width)),
    ),
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
        ...formatTable(
          [
            { head },
            ...OUTCOMES.map((outcome) => ({ head: OUTCOME_WORDS[outcome], align: "right" as const })),
            { head: "failed of ended", align: "right" },
          ],
          counts
            .slice(0, MAX_ROWS)
            .map((row) => [
              escapeControl(row.name),
              ...OUTCOMES.map((outcome) => grouped(row.counts[outcome])),
              percent(row.failureRate),
            ]),
        ),
        ...(rest > 0 ? [`and ${counted(rest, "more row")}: --format json lists all`] : []),
      ];
}
