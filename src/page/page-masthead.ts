import { MONTHS } from "../policy/schedule/cron-field";
import { headline } from "../render/review/headline";
import { organizationChangeLines } from "../render/review/organization-change-words";
import type { Review } from "../review/review";
import { counted } from "../text/counted";
import { forPage, templateForPage } from "./for-page";
import type { PageMasthead } from "./page-model";
import { grouped } from "../text/grouped";

/** What stands above the headline. */
export function kickerOf(title: string, organization: string, at: Date): string {
  return [forPage(title, 200), forPage(organization, 100), utc(at)].join(" · ");
}

/** Not left to the locale data of the machine: the same review gives the same page. */
function utc(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}, ${at.toISOString().slice(11, 16)} UTC`;
}

export function pageMasthead({
  summary,
  organizationChanges = [],
  basis = [],
  remarks = [],
}: Review): PageMasthead {
  const accepted = summary.acknowledged ?? 0;
  return {
    headline: headline(summary),
    counts: [
      { words: counted(summary.accounts, "account"), severity: "" },
      ...Object.entries(summary.findings)
        .filter(([, count]) => count > 0)
        .map(([severity, count]) => ({ words: counted(count, severity), severity })),
      ...(accepted === 0 ? [] : [{ words: `${grouped(accepted)} acknowledged`, severity: "" }]),
    ],
    notes: [
      ...basis.map((words) => ({ kind: "basis" as const, words: forPage(words) })),
      ...remarks.map((words) => ({ kind: "remark" as const, words: forPage(words) })),
    ],
    organizationChanges: organizationChangeLines(organizationChanges).map(({ sign, words }) => ({
      sign,
      words: templateForPage(words),
    })),
  };
}
