import type { Review } from "../review/review";
import { counted } from "../text/counted";
import { grouped } from "../text/grouped";
import { restWords } from "../render/resource-coverage-words";
import {
  nameOf,
  resourceCounts,
  resourceGroups,
  resourceTable,
} from "../render/review/resource-change-words";
import type { ResourceGroup, ResourceTable } from "../render/review/resource-change-words";
import { escapeHtml } from "../render/html/escape-html";
import { forPage } from "./for-page";

/** More rows than this no one reads on a page; JSON has all of them. */
const SHOWN_ROWS = 1000;
/** The worst of them stand open; what they come from takes a click, so that the findings are in sight. */
const FIRST_GROUPS = 5;

const CLASSES: Readonly<Record<ResourceGroup["sign"], string>> = {
  "-": "removed",
  "?": "changed",
  "~": "changed",
  "+": "added",
};

/** What happens to the resources of an inventory: by cause, and by account and type, the worst first. */
export function resourceSection({ resources: review, accountNames }: Review): string {
  if (review === undefined) {
    return "";
  }
  const groups = resourceGroups(review, accountNames);
  const sentences = restWords(review, (id) => nameOf(id, accountNames));
  const details = [
    ...list("More of the resources", groups.slice(FIRST_GROUPS)),
    ...(groups.length === 0 ? [] : tableLines(resourceTable(review, accountNames))),
    ...sentences.map((sentence) => `<p class="basis">${text(sentence)}</p>`),
  ];
  return [
    `<section class="resource-changes" aria-label="Resources of the inventory"><p><strong>${text(resourceCounts(review))}</strong></p>`,
    ...list("Resources", groups.slice(0, FIRST_GROUPS)),
    ...(details.length === 0
      ? []
      : [
          `<details><summary>${groups.length === 0 ? "More about them" : "By account and type"}</summary>`,
          ...details,
          "</details>",
        ]),
    "</section>",
  ].join("\n");
}

function list(label: string, groups: readonly ResourceGroup[]): readonly string[] {
  return groups.length === 0
    ? []
    : [`<ul class="organization-changes" aria-label="${label}">${groups.map(groupItem).join("")}</ul>`];
}

function groupItem({ sign, words }: ResourceGroup): string {
  return `<li class="${CLASSES[sign]}"><span class="edit-sign">${sign}</span> <span class="edit-what">${text(words)}</span></li>`;
}

function tableLines({ heads, rows }: ResourceTable): readonly string[] {
  const more = rows.length - SHOWN_ROWS;
  return [
    '<div class="resource-table" tabindex="0" role="region" aria-label="Resources by account and type"><table>',
    `<thead><tr><th scope="col">account</th><th scope="col">type</th>${heads.map((head) => `<th scope="col" class="count">${text(head)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows
      .slice(0, SHOWN_ROWS)
      .map(
        ({ account, type, counts }) =>
          `<tr><th scope="row">${text(account)}</th><td>${text(type)}</td>${counts.map((count) => `<td class="count">${count === 0 ? "" : grouped(count)}</td>`).join("")}</tr>`,
      ),
    "</tbody></table></div>",
    ...(more > 0 ? [`<p>${text(`${counted(more, "more row")}: --format json.`)}</p>`] : []),
  ];
}

function text(words: string): string {
  return escapeHtml(forPage(words));
}
