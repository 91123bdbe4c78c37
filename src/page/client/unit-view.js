// The root or an OU: what changes below it, for how many, and how well its accounts are covered.
import { counted, el } from "./dom.js";
import { accountsLink, findingList } from "./findings.js";
import { MARKS, accountsBelow, countWithin, marksOf, model } from "./model.js";
import { pagedList } from "./paged-list.js";
import { shareBar } from "./tree.js";
import { viewTitle } from "./view-title.js";

/** @typedef {import("../page-model").PageChange} PageChange */
/** @typedef {import("./model.js").NodeRanges} NodeRanges */
/** @typedef {{ select: (node: number) => void, show: (ranges: NodeRanges, what: string) => void }} Actions */

const CHANGES_AT_ONCE = 10;
const EDITS_AT_ONCE = 12;

/**
 * @param {number} node
 * @param {Node[]} place what is attached there
 * @param {Actions} actions
 * @returns {Node[]}
 */
export function unitView(node, place, actions) {
  const accounts = accountsBelow(node);
  return [
    ...viewTitle(node, el("span", {}, counted(accounts, "account"))),
    ...(accounts === 0 ? [el("p", { class: "empty" }, "There is no account here.")] : [shares(node)]),
    ...findingList(node, actions.show),
    ...(accounts === 0
      ? []
      : [
          el("h3", {}, model.summary.isState ? "Coverage" : "Coverage after the change"),
          el(
            "div",
            { id: "coverage", class: "scroll", tabindex: "0", role: "region", "aria-label": "Coverage" },
            el("p", { class: "muted" }, "Computing…"),
          ),
          el(
            "p",
            { class: "legend" },
            "Each row shows its worst active account, and of that the selected type that is worst off. Longest gap: between two backups of its most frequent rule. Kept: by its rule that keeps longest. Copied away: some type is copied to another account. Green and red only where a guardrail requires it.",
          ),
        ]),
    ...changeList(node, actions),
    ...place,
  ];
}

/** @param {number} node */
function shares(node) {
  const counts = [...marksOf(node)].flatMap((count, index) => {
    const mark = MARKS[index];
    return count === 0 || mark === undefined
      ? []
      : [
          el(
            "span",
            { class: "share-count", title: mark.meaning },
            el("span", { class: `sign ${mark.mark}`, "aria-hidden": "true" }, mark.sign),
            `${count.toLocaleString("en-US")} ${mark.word}`,
          ),
        ];
  });
  return el("div", { class: "shares" }, shareBar(node, 1000), el("p", {}, ...counts));
}

/**
 * @param {number} node
 * @param {Actions} actions
 * @returns {Node[]}
 */
function changeList(node, actions) {
  if (model.summary.isState) {
    return [];
  }
  const changes = (model.changes ?? []).filter(
    ({ accounts }) => node === 0 || countWithin(accounts, node) > 0,
  );
  if (changes.length === 0) {
    return [
      el(
        "p",
        { class: "empty" },
        node === 0 ? "No account's effective policy changes." : "Nothing changes here.",
      ),
    ];
  }
  return [
    el("h3", {}, "Changes", el("span", { class: "muted" }, ` ${changes.length.toLocaleString("en-US")}`)),
    ...pagedList("changes", changes, CHANGES_AT_ONCE, "change", (change) =>
      changeItem(change, node, actions),
    ),
  ];
}

/**
 * @param {PageChange} change
 * @param {number} node
 * @param {Actions} actions
 */
function changeItem({ scope, mark, label, sentence, accounts, count, edits }, node, { show }) {
  const here = node === 0 ? count : countWithin(accounts, node);
  const more = edits.length - EDITS_AT_ONCE;
  return el(
    "li",
    { class: `change ${mark}` },
    el(
      "p",
      { class: "change-title" },
      accountsLink(accounts, here, scope, show),
      label === "" ? null : el("span", { class: `pill ${mark}` }, label),
      el("span", { class: "scope", title: scope }, scope),
    ),
    sentence === "" ? null : el("p", { class: "sentence" }, sentence),
    ...editGroups(edits.slice(0, EDITS_AT_ONCE)),
    more <= 0 ? null : el("p", { class: "muted" }, `and ${counted(more, "more edit")}: see an account`),
  );
}

/** @param {PageChange["edits"]} edits */
function editGroups(edits) {
  /** @type {{ place: string, lines: HTMLElement[] }[]} */
  const groups = [];
  for (const [sign, place, what, policies, details] of edits) {
    const kind = { "+": "added", "-": "removed", "~": "changed" }[sign];
    const line = el(
      "li",
      { class: kind },
      el("span", { class: "edit-sign" }, sign === "-" ? "−" : sign),
      el(
        "span",
        { class: "edit-what" },
        what,
        ...details.map((detail) => el("span", { class: "detail" }, detail)),
      ),
      el("span", { class: "policy-name" }, policies),
    );
    const last = groups.at(-1);
    if (last?.place === place) {
      last.lines.push(line);
    } else {
      groups.push({ place, lines: [line] });
    }
  }
  return groups.flatMap(({ place, lines }) => [
    place === "" ? null : el("p", { class: "place mono" }, place),
    el("ul", { class: "edits" }, ...lines),
  ]);
}
