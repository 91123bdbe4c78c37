// How well accounts are covered: a heat map of OUs by measure, with a square for every account.
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
  nameOf,
  spokenName,
} from "./model.js";
import { DAY, daysWords } from "./timeline.js";

/** @typedef {import("../page-model").Coverage} Coverage */
/** @typedef {import("../page-model").PageCoverage} PageCoverage */

const MOST_ROWS = 40;
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
    this.accounts = 0;
    this.known = 0;
    this.covered = 0;
    this.otherAccount = 0;
    /** @type {number | null} */
    this.gap = null;
    /** @type {number | null} */
    this.kept = null;
  }

  /** @param {Coverage | null} coverage */
  add(coverage) {
    this.accounts += 1;
    if (coverage === null) {
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
  for (const account of nodes) {
    const entry = coverage.entries[coverage.of[account] ?? -1];
    before.add(entry?.before ?? null);
    after.add(entry?.after ?? null);
  }
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
    heat(
      TITLES[2],
      shareWords(after.covered, after),
      shareWords(before.covered, before),
      shareHeat(after.covered, after),
    ),
    heat(TITLES[3], gapWords(after), gapWords(before), gapHeat(after)),
    heat(TITLES[4], keptWords(after), keptWords(before), keptHeat(after)),
    heat(
      TITLES[5],
      shareWords(after.otherAccount, after),
      shareWords(before.otherAccount, before),
      shareHeat(after.otherAccount, after),
    ),
    el("td", {}, squares(nodes, onSelect)),
  );
}

/**
 * @param {string} label
 * @param {string} words
 * @param {string} before
 * @param {number} level 0 for the worst, 4 for the best
 */
function heat(label, words, before, level) {
  return el(
    "td",
    { class: `number heat-${level}`, "data-label": label },
    words === before ? null : el("span", { class: "was" }, `${before} → `),
    words,
  );
}

/** @param {number} count @param {Sum} sum */
function shareWords(count, { known }) {
  return known === 0 ? "not known" : `${Math.floor((count / known) * 100)}%`;
}

/** @param {number} count @param {Sum} sum */
function shareHeat(count, { known }) {
  return known === 0 || count === 0 ? 0 : count === known ? 4 : 1 + Math.floor((count / known) * 3);
}

/** @param {Sum} sum */
function gapWords({ gap }) {
  if (gap === null || gap === Infinity) {
    return gap === null ? "–" : "none to come";
  }
  return gap % DAY === 0
    ? daysWords(gap / DAY)
    : gap > 2 * DAY
      ? daysWords(Math.ceil(gap / DAY))
      : `${Math.round(gap / 6) / 10} h`;
}

/** @param {Sum} sum */
function gapHeat({ gap }) {
  return gap === null ? 0 : gap <= DAY / 4 ? 4 : gap <= DAY ? 3 : gap <= 7 * DAY ? 2 : 1;
}

/** @param {Sum} sum */
function keptWords({ kept }) {
  return kept === null ? "–" : kept === Infinity ? "for ever" : daysWords(kept);
}

/** @param {Sum} sum */
function keptHeat({ kept }) {
  return kept === null ? 0 : kept >= 365 ? 4 : kept >= 90 ? 3 : kept >= 30 ? 2 : 1;
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
