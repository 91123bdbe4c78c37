// Which rows the tree shows: what is open, what a search or a filter leaves.
import { depthOf, folded, idOf, isAccount, lastBelow, markOf, nodeCount, parentOf } from "./model.js";
import { childrenInOrder } from "./tree-order.js";

/** @typedef {import("./model.js").Mark} Mark */
/** @typedef {import("./model.js").NodeRanges} NodeRanges */
/** @typedef {import("./tree-order.js").Order} Order */

/** Smaller organizations start with everything open. */
const OPEN_AT_ONCE = 200;

/** One visible row. @typedef {{ node: number, level: number, position: number, size: number, open: boolean | null }} Row */

export class TreeRows {
  /** @param {Order} order */
  constructor(order) {
    this.order = order;
    /** @type {readonly string[]} */
    this.words = [];
    /** @type {Mark | null} */
    this.mark = null;
    /** @type {NodeRanges | null} */
    this.ranges = null;
    /** What the reader opened or closed against the rule, by id: it stays so in the organization of a what-if. */
    this.chosen = /** @type {Map<string, boolean>} */ (new Map());
    /** @type {readonly Row[]} */
    this.rows = [];
    this.found = 0;
    this.update();
  }

  get isFiltering() {
    return this.words.length > 0 || this.mark !== null || this.ranges !== null;
  }

  /** @param {string} text */
  search(text) {
    this.words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    this.chosen.clear();
    this.update();
  }

  /** @param {Order} order */
  sort(order) {
    this.order = order;
    this.update();
  }

  /** @param {Mark | null} mark */
  filter(mark) {
    this.mark = mark;
    this.chosen.clear();
    this.update();
  }

  /** @param {NodeRanges | null} ranges */
  only(ranges) {
    this.ranges = ranges;
    this.chosen.clear();
    this.update();
  }

  /**
   * @param {number} node
   * @param {boolean} open
   */
  setOpen(node, open) {
    this.chosen.set(idOf(node), open);
    this.update();
  }

  /** Opens whatever hides a node. @param {number} node */
  reveal(node) {
    for (let at = parentOf(node); at >= 0; at = parentOf(at)) {
      this.chosen.set(idOf(at), true);
    }
    this.update();
  }

  update() {
    const { shown, matching } = this.isFiltering ? this.matches() : { shown: null, matching: null };
    /** @type {Row[]} */
    const rows = [];
    /** @type {Map<number, number>} */
    const sizes = new Map();
    const waiting = [0];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (shown !== null && shown[node] === 0) {
        continue;
      }
      const parent = parentOf(node);
      const position = (sizes.get(parent) ?? 0) + 1;
      sizes.set(parent, position);
      const open = isAccount(node) || lastBelow[node] === node ? null : this.isOpen(node, matching);
      rows.push({ node, level: (depthOf[node] ?? 0) + 1, position, size: 0, open });
      if (open === true) {
        waiting.push(...childrenInOrder(node, this.order).toReversed());
      }
    }
    for (const row of rows) {
      row.size = sizes.get(parentOf(row.node)) ?? 1;
    }
    this.rows = rows;
  }

  /**
   * @param {number} node
   * @param {Uint8Array | null} matching nodes with something below that matches by itself
   */
  isOpen(node, matching) {
    const chosen = this.chosen.get(idOf(node));
    if (chosen !== undefined) {
      return chosen;
    }
    return matching === null ? node === 0 || nodeCount <= OPEN_AT_ONCE : matching[node] === 1;
  }

  /** What is shown: every match, everything below it that passes the filters, and what is above. */
  matches() {
    const shown = new Uint8Array(nodeCount);
    const matching = new Uint8Array(nodeCount);
    const allowed = this.allowed();
    let wholeUntil = -1;
    this.found = 0;
    for (let node = 0; node < nodeCount; node += 1) {
      const byItself =
        this.words.length > 0 &&
        this.words.every((word) => (folded[node] ?? "").includes(word) || idOf(node).includes(word));
      if (byItself) {
        wholeUntil = Math.max(wholeUntil, lastBelow[node] ?? node);
      }
      const passes =
        isAccount(node) && allowed(node) && (this.words.length === 0 || byItself || node <= wholeUntil);
      const bare = byItself && !isAccount(node) && this.mark === null && this.ranges === null;
      if (!passes && !bare) {
        continue;
      }
      this.found += passes ? 1 : 0;
      shown[node] = 1;
      for (let above = parentOf(node); above >= 0; above = parentOf(above)) {
        shown[above] = 1;
        if (byItself || this.words.length === 0) {
          matching[above] = 1;
        }
      }
    }
    return { shown, matching };
  }

  /** @returns {(node: number) => boolean} */
  allowed() {
    const { mark, ranges } = this;
    const inRanges = new Uint8Array(ranges === null ? 0 : nodeCount);
    for (const [from, to] of ranges ?? []) {
      inRanges.fill(1, from, to + 1);
    }
    return (node) => (mark === null || markOf(node) === mark) && (ranges === null || inRanges[node] === 1);
  }
}
