import type { Review } from "../../review/review";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";
import { restWords } from "../resource-coverage-words";
import { nameOf, resourceCounts, resourceGroups, resourceTable } from "../review/resource-change-words";
import type { Part } from "./compose";
import { details } from "./details";
import { cellCode, forMarkdown } from "./for-markdown";

const ROWS_AT_ONCE = 10;

/** What happens to the resources of an inventory, by cause, and by account and type: the worst first. */
export function resourceParts({ resources: review, accountNames }: Review): readonly Part[] {
  if (review === undefined) {
    return [];
  }
  const groups = resourceGroups(review, accountNames);
  const { heads, rows } = resourceTable(review, accountNames);
  const tableHead = `| account | type |${heads.map((head) => ` ${head} |`).join("")}\n|---|---|${heads.map(() => "--:|").join("")}`;
  const table = (some: readonly string[]): string => [tableHead, ...some].join("\n");
  const title = `### Resources\n\n${resourceCounts(review)}.`;
  const basis = restWords(review, (id) => nameOf(id, accountNames)).map(
    (sentence) => `<sub>${forMarkdown(sentence, 500)}</sub>`,
  );
  return [
    {
      // Without a change the counts are all there is to say.
      items:
        groups.length === 0
          ? [{ text: "" }]
          : groups.map(({ sign, words }) => ({ text: `- \`${sign}\` ${forMarkdown(words)}` })),
      leftOut: (count) => `${counted(count, "line")} about resources`,
      layout: (lines) =>
        [title, lines.join("\n"), basis.join("\n")].filter((text) => text !== "").join("\n\n"),
    },
    {
      items: rows.map(({ account, type, counts }) => ({
        text: `| ${cellCode(account, 100)} | ${cellCode(type, 60)} |${counts.map((count) => ` ${count === 0 ? "" : grouped(count)} |`).join("")}`,
      })),
      leftOut: (count) => `${counted(count, "row")} of resources by account and type`,
      layout: (lines) => {
        const rest = lines.length <= ROWS_AT_ONCE + 1 ? [] : lines.slice(ROWS_AT_ONCE);
        const folded =
          rest.length === 0 ? "" : `\n\n${details(counted(rest.length, "more row"), table(rest), false)}`;
        return `${table(lines.slice(0, lines.length - rest.length))}${folded}`;
      },
    },
  ];
}
