// The organization as the page has it, with the sums that the tree and the tables need.
import { COUNTED, concernsOf } from "./concerns.js";
import { counted } from "./dom.js";

/** @typedef {import("../page-model").PageModel} PageModel */
/** @typedef {import("../page-model").PageAccount} PageAccount */
/** @typedef {import("../page-model").PageCoverage} PageCoverage */
/** @typedef {import("../page-model").Mark} Mark */
/** @typedef {import("../page-model").NodeRanges} NodeRanges */

/** @typedef {{ readonly mark: Mark, readonly sign: string, readonly word: string, readonly meaning: string }} MarkWords */

/** @type {readonly MarkWords[]} */
const OF_CHANGES = [
  {
    mark: "withheld",
    sign: "!",
    word: "withheld",
    meaning: "AWS finds the policy invalid and publishes nothing new",
  },
  { mark: "lost", sign: "−", word: "nothing left", meaning: "no backup plan is left" },
  { mark: "unknowable", sign: "?", word: "not knowable", meaning: "decided only during apply" },
  { mark: "changed", sign: "~", word: "changed", meaning: "the effective policy changes" },
  { mark: "new", sign: "+", word: "new", meaning: "new in the organization" },
  { mark: "gone", sign: "×", word: "leaves", meaning: "no longer in the organization" },
  { mark: "same", sign: "·", word: "unchanged", meaning: "nothing changes" },
  { mark: "computing", sign: "…", word: "computing", meaning: "not computed yet" },
];

/** What they mean in an organization as it is. @type {Readonly<Partial<Record<Mark, Partial<MarkWords>>>>} */
const OF_STATE = {
  withheld: { meaning: "AWS finds the policy invalid and does not publish it" },
  lost: { word: "no backups", meaning: "no backup plan in force backs up anything" },
  unknowable: { meaning: "not known" },
  same: { word: "in force", meaning: "backup plans are in force" },
};

/** What can happen to an account, the worst first: a sign for people who do not see colours, and words. */
export let MARKS = OF_CHANGES;

/** @type {PageModel} */
export let model;
export let nodeCount = 0;
/** The last node below each node, itself where there is none. */
export let lastBelow = new Int32Array();
export let depthOf = new Uint8Array();
/** Names in small letters, for the search. @type {readonly string[]} */
export let folded = [];
/** Accounts at or below each node by mark, a row of {@link MARKS} each. */
let sums = new Int32Array();
/** @type {import("./concerns.js").Concerns} */
let concerns;
/** @type {ReadonlyMap<number, string>} */
let states = new Map();

/** Shows another organization from now on. @param {PageModel} next */
export function setModel(next) {
  const { names, parents, marks } = next.nodes;
  model = next;
  MARKS = next.summary.isState
    ? OF_CHANGES.map((words) => ({ ...words, ...OF_STATE[words.mark] }))
    : OF_CHANGES;
  nodeCount = names.length;
  lastBelow = Int32Array.from(parents.keys());
  depthOf = new Uint8Array(nodeCount);
  folded = names.map((name) => name.toLowerCase());
  sums = new Int32Array(nodeCount * MARKS.length);
  concerns = concernsOf(next);
  states = new Map(next.nodes.states);
  const rows = new Map(MARKS.map(({ mark }, index) => [mark, index]));
  for (let node = 1; node < nodeCount; node += 1) {
    depthOf[node] = (depthOf[parents[node] ?? 0] ?? 0) + 1;
  }
  for (let node = nodeCount - 1; node >= 0; node -= 1) {
    const mark = marks[node] ?? null;
    if (mark !== null) {
      sums[node * MARKS.length + (rows.get(mark) ?? 0)] = 1;
    }
    const parent = parents[node] ?? -1;
    if (parent >= 0) {
      lastBelow[parent] = Math.max(lastBelow[parent] ?? 0, lastBelow[node] ?? 0);
      for (let row = 0; row < MARKS.length; row += 1) {
        sums[parent * MARKS.length + row] =
          (sums[parent * MARKS.length + row] ?? 0) + (sums[node * MARKS.length + row] ?? 0);
      }
    }
  }
}

/** @param {number} node */
export function nameOf(node) {
  return model.nodes.names[node] ?? "";
}

/** @param {number} node */
export function idOf(node) {
  return model.nodes.ids[node] ?? "";
}

/** @param {number} node */
export function parentOf(node) {
  return model.nodes.parents[node] ?? -1;
}

/** @param {number} node */
export function isAccount(node) {
  return markOf(node) !== null;
}

/** What happens to an account; null for the root and OUs. @param {number} node */
export function markOf(node) {
  return model.nodes.marks[node] ?? null;
}

/** ACTIVE accounts have none.
 *
 * @param {number} node */
export function stateOf(node) {
  return states.get(node);
}

/**
 * Accounts at or below a node by mark, in the order of {@link MARKS}.
 *
 * @param {number} node
 * @returns {Int32Array}
 */
export function marksOf(node) {
  return sums.subarray(node * MARKS.length, (node + 1) * MARKS.length);
}

/** @param {number} node */
export function accountsBelow(node) {
  return marksOf(node).reduce((sum, count) => sum + count, 0);
}

/**
 * The nodes directly below.
 *
 * @param {number} node
 * @returns {number[]}
 */
export function childrenOf(node) {
  const children = [];
  for (let child = node + 1; child <= (lastBelow[node] ?? node); child = (lastBelow[child] ?? child) + 1) {
    children.push(child);
  }
  return children;
}

/**
 * From the root down to the node itself.
 *
 * @param {number} node
 * @returns {number[]}
 */
export function lineageOf(node) {
  const lineage = [];
  for (let at = node; at >= 0; at = parentOf(at)) {
    lineage.unshift(at);
  }
  return lineage;
}

/**
 * How many accounts of the ranges are at or below the node.
 *
 * @param {NodeRanges} ranges
 * @param {number} node
 */
export function countWithin(ranges, node) {
  const last = lastBelow[node] ?? node;
  let count = 0;
  for (const [from, to] of ranges) {
    count += Math.max(0, Math.min(to, last) - Math.max(from, node) + 1);
  }
  return count;
}

/** The worst at or below a node, 0 for the very worst, and how many accounts it holds for. @param {number} node */
export function severityOf(node) {
  return { worst: concerns.worst[node] ?? 0, accounts: concerns.accounts[node] ?? 0 };
}

/**
 * The findings at or below a node that no one has accepted, the worst first, those that there are.
 *
 * @param {number} node
 */
export function findingCounts(node) {
  return COUNTED.map((severity, column) => {
    const count = concerns.findings[node * COUNTED.length + column] ?? 0;
    return { severity, count, words: counted(count, severity) };
  }).filter(({ count }) => count > 0);
}

/** What a node is called together with what happens there. @param {number} node */
export function spokenName(node) {
  const mark = markOf(node);
  const word = MARKS.find((candidate) => candidate.mark === mark)?.word;
  return [
    nameOf(node),
    word ?? counted(accountsBelow(node), "account"),
    ...findingCounts(node).map(({ words }) => words),
  ].join(", ");
}
