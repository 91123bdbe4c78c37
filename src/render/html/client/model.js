// The organization as the page has it, with the sums that the tree and the tables need.
import { byId } from "./dom.js";

/** @typedef {import("../page-model").PageModel} PageModel */
/** @typedef {import("../page-model").PageOutcome} PageOutcome */
/** @typedef {import("../page-model").Mark} Mark */
/** @typedef {import("../page-model").NodeRanges} NodeRanges */

/** @type {PageModel} */
export const model = JSON.parse(byId("model").textContent ?? "");

/**
 * What can happen to an account, the worst first: a sign for people who do not see colours, and words.
 *
 * @type {readonly { readonly mark: Mark, readonly sign: string, readonly word: string, readonly meaning: string }[]}
 */
export const MARKS = [
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
];

const { names, ids, parents, outcomes } = model.nodes;

export const nodeCount = names.length;

/** The last node below each node, itself where there is none. */
export const lastBelow = Int32Array.from(parents.keys());
/** @type {Uint8Array} */
export const depthOf = new Uint8Array(nodeCount);
/** Accounts at or below each node by mark, a row of {@link MARKS} each. */
const sums = new Int32Array(nodeCount * MARKS.length);
const states = new Map(model.nodes.states);
const markIndexes = model.outcomes.map(({ mark }) => MARKS.findIndex((candidate) => candidate.mark === mark));

for (let node = 1; node < nodeCount; node += 1) {
  depthOf[node] = (depthOf[parents[node] ?? 0] ?? 0) + 1;
}
for (let node = nodeCount - 1; node >= 0; node -= 1) {
  const outcome = outcomes[node] ?? -1;
  if (outcome >= 0) {
    sums[node * MARKS.length + (markIndexes[outcome] ?? 0)] = 1;
  }
  const parent = parents[node] ?? -1;
  if (parent >= 0) {
    lastBelow[parent] = Math.max(lastBelow[parent] ?? 0, lastBelow[node] ?? 0);
    for (let mark = 0; mark < MARKS.length; mark += 1) {
      sums[parent * MARKS.length + mark] =
        (sums[parent * MARKS.length + mark] ?? 0) + (sums[node * MARKS.length + mark] ?? 0);
    }
  }
}

/** @param {number} node */
export function nameOf(node) {
  return names[node] ?? "";
}

/** @param {number} node */
export function idOf(node) {
  return ids[node] ?? "";
}

/** @param {number} node */
export function parentOf(node) {
  return parents[node] ?? -1;
}

/** @param {number} node */
export function isAccount(node) {
  return (outcomes[node] ?? -1) >= 0;
}

/**
 * @param {number} node
 * @returns {PageOutcome | undefined} undefined for the root and OUs
 */
export function outcomeOf(node) {
  return model.outcomes[outcomes[node] ?? -1];
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

/** What an account is called together with what happens to it. @param {number} node */
export function spokenName(node) {
  const mark = outcomeOf(node)?.mark;
  const word = MARKS.find((candidate) => candidate.mark === mark)?.word;
  return word === undefined ? nameOf(node) : `${nameOf(node)}, ${word}`;
}
