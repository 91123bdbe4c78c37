import { headline } from "../render/review/headline";
import { organizationChangeLines } from "../render/review/organization-change-words";
import type { Review } from "../review/review";
import { counted } from "../text/counted";
import { templateForPage } from "./for-page";
import type { PageMasthead } from "./page-model";

export function pageMasthead({ summary, organizationChanges = [] }: Review): PageMasthead {
  const accepted = summary.acknowledged ?? 0;
  return {
    headline: headline(summary),
    counts: [
      { words: counted(summary.accounts, "account"), severity: "" },
      ...Object.entries(summary.findings)
        .filter(([, count]) => count > 0)
        .map(([severity, count]) => ({ words: counted(count, severity), severity })),
      ...(accepted === 0
        ? []
        : [{ words: `${accepted.toLocaleString("en-US")} acknowledged`, severity: "" }]),
    ],
    organizationChanges: organizationChangeLines(organizationChanges).map(({ sign, words }) => ({
      sign,
      words: templateForPage(words),
    })),
  };
}
