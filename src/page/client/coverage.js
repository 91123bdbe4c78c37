// How well accounts are covered: OUs by measure, with a square for every account.
import { counted, el, svg } from "./dom.js";
import {
  MARKS,
  accountsBelow,
  childrenOf,
  depthOf,
  isAccount,
  lastBelow,
  lineageOf,
  markOf,
  model,
  nameOf,
  spokenName,
} from "./model.js";
import { daysWords, gapWords } from "./timeline.js";

/** @typedef {import("../page-model").Covered} Covered */
/** @typedef {import("../page-model").Measure} Measure */
/** @typedef {import("../page-model").PageCoverage} PageCoverage */

const MOST_ROWS = 40;
const JUDGEMENTS = {
  met: { sign: "✓", words: "as required" },
  missed: { sign: "!", words: "less than required" },
};
const TITLES = /** @type {const} */ ([
  "Where",
  "Accounts",
  "Backed up",
  "Longest gap",
  "Kept at least",
  "Copied away",
]);

/** The worst of a group of accounts in each measure. */
class Sum {
  constructor() {
    this.known = 0;
    this.unknown = 0;
    this.covered = 0;
    this.otherAccount = 0;
    /** @type {number | null} */
    this.gap = null;
    /** @type {number | null} */
    this.kept = null;
  }

  /** @param {Covered} coverage */
  add(coverage) {
    if (coverage === null) {
      return;
    }
    if (coverage === "unknown") {
      this.unknown += 1;
      return;
    }
    this.known += 1;
    if (coverage.rules === 0) {
      return;
    }
    this.covered += 1;
    this.otherAccount += coverage.otherAccount ? 1 : 0;
    this.gap = Math.max(this.gap ?? 0, coverage.gap ?? Infinity);
    const kept = coverage.kept < 0 ? Infinity : coverage.kept;
    this.kept = Math.min(this.kept ?? Infinity, kept);
  }
}

/**
 * @param {number} root the node whose parts are the rows
 * @param {PageCoverage} coverage
 * @param {(node: number) => void} onSelect
 */
export function coverageTable(root, coverage, onSelect) {
  const rows = rowsBelow(root);
  return el(
    "table",
    { class: "coverage" },
    el(
      "caption",
      { class: "visually-hidden" },
      `Coverage below ${nameOf(root)}, in the worst case of each row`,
    ),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ...TITLES.map((title, index) =>
          el("th", { scope: "col", class: index === 0 ? "" : "number" }, title),
        ),
        el("th", { scope: "col" }, "Every account"),
      ),
    ),
    el("tbody", {}, ...rows.map((row) => tableRow(row, root, coverage, onSelect))),
  );
}

/** @typedef {{ node: number, nodes: number[], own: boolean }} CoverageRow */

/**
 * OUs as deep as there is room for; each with the accounts that no deeper row has.
 *
 * @param {number} root
 * @returns {CoverageRow[]}
 */
function rowsBelow(root) {
  const base = depthOf[root] ?? 0;
  /** @type {number[][]} */
  const byDepth = [];
  for (let node = root; node <= (lastBelow[root] ?? root); node += 1) {
    if (!isAccount(node) && accountsBelow(node) > 0) {
      const depth = (depthOf[node] ?? 0) - base;
      (byDepth[depth] ??= []).push(node);
    }
  }
  let depth = 0;
  let count = 0;
  while (depth < byDepth.length && (depth <= 1 || count + (byDepth[depth]?.length ?? 0) <= MOST_ROWS)) {
    count += byDepth[depth]?.length ?? 0;
    depth += 1;
  }
  const units = byDepth
    .slice(0, depth)
    .flat()
    .sort((first, second) => first - second);
  return units.flatMap((node) => {
    const isDeepest = (depthOf[node] ?? 0) - base === depth - 1;
    const nodes = isDeepest ? accountNodes(node) : childrenOf(node).filter(isAccount);
    return nodes.length === 0
      ? []
      : [{ node, nodes, own: !isDeepest && childrenOf(node).length > nodes.length }];
  });
}

/** @param {number} node */
function accountNodes(node) {
  const nodes = [];
  for (let at = node; at <= (lastBelow[node] ?? node); at += 1) {
    if (isAccount(at)) {
      nodes.push(at);
    }
  }
  return nodes;
}

/**
 * @param {CoverageRow} row
 * @param {number} root
 * @param {PageCoverage} coverage
 * @param {(node: number) => void} onSelect
 */
function tableRow({ node, nodes, own }, root, coverage, onSelect) {
  const [before, after] = [new Sum(), new Sum()];
  const entries = nodes.map((account) => coverage.entries[coverage.of[account] ?? -1]);
  for (const entry of entries) {
    before.add(entry?.before ?? null);
    after.add(entry?.after ?? null);
  }
  const cellOf = (
    /** @type {number} */ column,
    /** @type {Measure} */ measure,
    /** @type {(sum: Sum) => string} */ words,
  ) => valueCell(TITLES[column] ?? "", words(after), words(before), judgement(entries, measure));
  const above = lineageOf(node).filter((at) => at !== node && (depthOf[at] ?? 0) > (depthOf[root] ?? 0));
  const cell = el(
    "th",
    { scope: "row" },
    el("span", { class: "muted" }, ...above.map((at) => `${nameOf(at)} / `)),
    el("button", { type: "button", class: "link", onclick: () => onSelect(node) }, nameOf(node)),
    own ? el("span", { class: "muted" }, " itself") : null,
  );
  return el(
    "tr",
    {},
    cell,
    el("td", { class: "number", "data-label": TITLES[1] }, nodes.length.toLocaleString("en-US")),
    cellOf(2, "covered", (sum) => shareWords(sum.covered, sum)),
    cellOf(3, "gap", gapOf),
    cellOf(4, "kept", keptWords),
    cellOf(5, "copied", (sum) => shareWords(sum.otherAccount, sum)),
    el("td", {}, squares(nodes, onSelect)),
  );
}

/**
 * Whether the accounts have what is required of them. No colour for what no one requires.
 *
 * @param {readonly (PageCoverage["entries"][number] | undefined)[]} entries
 * @param {Measure} measure
 * @returns {keyof typeof JUDGEMENTS | undefined}
 */
function judgement(entries, measure) {
  const all = entries.map((entry) => entry?.required[measure]);
  return all.includes(false) ? "missed" : all.every((met) => met === true) ? "met" : undefined;
}

/**
 * @param {string} label
 * @param {string} words
 * @param {string} before
 * @param {keyof typeof JUDGEMENTS | undefined} judged
 */
function valueCell(label, words, before, judged) {
  const said = judged === undefined ? undefined : JUDGEMENTS[judged];
  return el(
    "td",
    { class: `number ${judged ?? ""}`, "data-label": label, title: said?.words ?? null },
    words === before || model.summary.isState ? null : el("span", { class: "was" }, `${before} → `),
    words,
    said === undefined
      ? null
      : el(
          "span",
          { class: "judged" },
          el("span", { "aria-hidden": "true" }, ` ${said.sign}`),
          el("span", { class: "visually-hidden" }, `, ${said.words}`),
        ),
  );
}

/** What is not known counts as not covered, and is named. @param {number} count @param {Sum} sum */
function shareWords(count, { known, unknown }) {
  const share = `${Math.floor((count / (known + unknown)) * 100)}%`;
  return known === 0
    ? "not known"
    : unknown === 0
      ? share
      : `${share}, ${unknown.toLocaleString("en-US")} not known`;
}

/** @param {Sum} sum */
function gapOf({ gap }) {
  return gap === null ? "–" : gapWords(gap === Infinity ? null : gap);
}

/** @param {Sum} sum */
function keptWords({ kept }) {
  return kept === null ? "–" : kept === Infinity ? "forever" : daysWords(kept);
}

/**
 * A square for every account, one path a colour.
 *
 * @param {number[]} nodes
 * @param {(node: number) => void} onSelect
 */
function squares(nodes, onSelect) {
  const size = nodes.length > 400 ? 3 : nodes.length > 120 ? 7 : 10;
  const step = size + (size > 3 ? 2 : 1);
  const columns = Math.max(1, Math.min(nodes.length, Math.floor(300 / step)));
  const paths = MARKS.map(() => "");
  nodes.forEach((node, index) => {
    const mark = MARKS.findIndex((candidate) => candidate.mark === markOf(node));
    paths[mark] +=
      `M${(index % columns) * step} ${Math.floor(index / columns) * step}h${size}v${size}h-${size}z`;
  });
  const width = columns * step;
  const height = Math.ceil(nodes.length / columns) * step;
  const at = (/** @type {MouseEvent} */ event) => {
    const { left, top, width: shown } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const scale = width / shown;
    return nodes[
      Math.floor(((event.clientY - top) * scale) / step) * columns +
        Math.floor(((event.clientX - left) * scale) / step)
    ];
  };
  const title = svg("title", {}, summary(nodes));
  return svg(
    "svg",
    {
      class: "squares",
      role: "img",
      "aria-label": summary(nodes),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      onclick: (event) => {
        const node = at(/** @type {MouseEvent} */ (event));
        if (node !== undefined) {
          onSelect(node);
        }
      },
      onmousemove: (event) => {
        const node = at(/** @type {MouseEvent} */ (event));
        title.textContent = node === undefined ? summary(nodes) : spokenName(node);
      },
    },
    title,
    ...paths.flatMap((path, index) =>
      path === "" ? [] : [svg("path", { class: `fill-${MARKS[index]?.mark ?? "same"}`, d: path })],
    ),
  );
}

/** @param {number[]} nodes */
function summary(nodes) {
  const counts = MARKS.map(({ mark, word }) => ({
    word,
    count: nodes.filter((node) => markOf(node) === mark).length,
  }));
  return `${counted(nodes.length, "account")}: ${counts
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count.toLocaleString("en-US")} ${word}`)
    .join(", ")}`;
}
