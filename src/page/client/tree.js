// The organization as a tree. Only the rows in sight are in the document, so that ten thousand stay smooth.
import { byId, el, svg } from "./dom.js";
import {
  MARKS,
  accountsBelow,
  findingCounts,
  idOf,
  isAccount,
  markOf,
  marksOf,
  nameOf,
  parentOf,
  spokenName,
  stateOf,
} from "./model.js";
import { TreeRows } from "./tree-rows.js";

const ROW_HEIGHT = 27;
/** Rows above and below those in sight. */
const SPARE_ROWS = 8;

/** @typedef {import("./tree-rows.js").Row} Row */
/** @typedef {import("./tree-order.js").Order} Order */

export class Tree {
  /** @param {(node: number) => void} onSelect @param {Order} order */
  constructor(onSelect, order) {
    this.onSelect = onSelect;
    this.model = new TreeRows(order);
    this.selected = 0;
    this.box = byId("tree");
    this.canvas = el("div", { class: "tree-canvas", role: "presentation" });
    this.box.append(this.canvas);
    this.typed = "";
    this.typedAt = 0;
    this.box.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), { passive: true });
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("click", (event) => this.onClick(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
    this.refresh();
  }

  /** After the rows have changed. */
  refresh() {
    this.canvas.style.height = `${this.model.rows.length * ROW_HEIGHT}px`;
    this.draw();
  }

  /** The row of the selected node; -1 where it is hidden. */
  selectedRow() {
    return this.model.rows.findIndex(({ node }) => node === this.selected);
  }

  /**
   * @param {number} node
   * @param {{ reveal?: boolean }} [options]
   */
  select(node, { reveal = false } = {}) {
    this.selected = node;
    if (reveal && this.selectedRow() === -1) {
      this.model.reveal(node);
    }
    this.refresh();
    this.scrollTo(this.selectedRow());
    this.onSelect(node);
  }

  /** Brings a row into sight: that of the box which is in the window. @param {number} index */
  scrollTo(index) {
    const { top, bottom } = this.box.getBoundingClientRect();
    const height = Math.max(ROW_HEIGHT, Math.min(bottom, window.innerHeight) - Math.max(top, 0));
    const at = index * ROW_HEIGHT - this.box.scrollTop;
    if (index >= 0 && (at < 0 || at + ROW_HEIGHT > height)) {
      this.box.scrollTop = index * ROW_HEIGHT - height / 2;
    }
    this.draw();
  }

  draw() {
    const { rows } = this.model;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const last = Math.min(
      rows.length,
      Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW_HEIGHT) + SPARE_ROWS,
    );
    const drawn = rows.slice(first, last).map((row, index) => this.row(row, first + index));
    const active = this.selectedRow();
    // A screen reader follows the active row, so that it is there even when it is scrolled out of sight.
    const outside = rows[active];
    if (outside !== undefined && (active < first || active >= last)) {
      drawn.push(this.row(outside, active));
    }
    this.canvas.replaceChildren(...drawn);
    if (outside === undefined) {
      this.box.removeAttribute("aria-activedescendant");
    } else {
      this.box.setAttribute("aria-activedescendant", `node-${outside.node}`);
    }
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  row({ node, level, position, size, open }, index) {
    const account = isAccount(node);
    const element = el(
      "div",
      {
        role: "treeitem",
        id: `node-${node}`,
        "data-node": node,
        class: account ? "row account" : "row",
        "aria-level": level,
        "aria-posinset": position,
        "aria-setsize": size,
        "aria-selected": node === this.selected ? "true" : "false",
        "aria-expanded": open === null ? null : String(open),
        "aria-label": spokenName(node),
        title: spokenName(node),
      },
      el(
        "span",
        { class: open === null ? "twist" : "twist has-children", "aria-hidden": "true" },
        open === null ? "" : open ? "▾" : "▸",
      ),
      account ? markSign(node) : null,
      el("span", { class: "name" }, ...this.marked(nameOf(node))),
      ...findingCounts(node).map(({ severity, count }) =>
        el("span", { class: `badge ${severity}`, "aria-hidden": "true" }, count.toLocaleString("en-US")),
      ),
      account
        ? el("span", { class: "id" }, el("span", {}, stateOf(node)?.toLowerCase() ?? idOf(node)))
        : null,
      account ? null : shareBar(node),
      account ? null : el("span", { class: "count" }, accountsBelow(node).toLocaleString("en-US")),
    );
    element.style.top = `${index * ROW_HEIGHT}px`;
    element.style.paddingLeft = `${10 + (level - 1) * 14}px`;
    return element;
  }

  /** The name with what was searched for set off. @param {string} name @returns {(Node | string)[]} */
  marked(name) {
    const lower = name.toLowerCase();
    const word = this.model.words.find((candidate) => lower.includes(candidate));
    if (word === undefined || lower.length !== name.length) {
      return [name];
    }
    const at = lower.indexOf(word);
    return [
      name.slice(0, at),
      el("mark", {}, name.slice(at, at + word.length)),
      name.slice(at + word.length),
    ];
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-node]"));
    if (row === null) {
      return;
    }
    const node = Number(row.dataset["node"]);
    const found = this.model.rows.find((candidate) => candidate.node === node);
    const isTwist = target.closest(".has-children") !== null;
    const isTaken = !isTwist && this.choose();
    if (isTwist || (!isTaken && node === this.selected && found?.open !== null)) {
      this.toggle(node, found?.open !== true);
    }
    if (!isTwist) {
      this.select(node);
    }
  }

  /** Someone has decided for a row; returns whether the drawer takes it as its end. */
  choose() {
    return !this.box.dispatchEvent(new CustomEvent("choose", { cancelable: true }));
  }

  /**
   * @param {number} node
   * @param {boolean} open
   */
  toggle(node, open) {
    this.model.setOpen(node, open);
    this.refresh();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { rows } = this.model;
    const index = this.selectedRow();
    const row = rows[index];
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW_HEIGHT) - 1);
    /** @type {Record<string, () => number | void>} */
    const moves = {
      ArrowDown: () => index + 1,
      ArrowUp: () => index - 1,
      Home: () => 0,
      End: () => rows.length - 1,
      PageDown: () => Math.min(rows.length - 1, index + page),
      PageUp: () => Math.max(0, index - page),
      ArrowRight: () =>
        row === undefined || row.open === null
          ? undefined
          : row.open
            ? index + 1
            : this.toggle(row.node, true),
      ArrowLeft: () => {
        if (row?.open === true) {
          return this.toggle(row.node, false);
        }
        return row === undefined ? undefined : rows.findIndex(({ node }) => node === parentOf(row.node));
      },
      Enter: () => {
        if (this.choose()) {
          return index;
        }
        return row === undefined || row.open === null ? undefined : this.toggle(row.node, !row.open);
      },
      " ": () => (row === undefined || row.open === null ? undefined : this.toggle(row.node, !row.open)),
      "*": () => this.openSiblings(index),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    const target = move === undefined ? this.typeAhead(event.key, index) : move();
    if (move !== undefined || target !== undefined) {
      event.preventDefault();
    }
    const next = typeof target === "number" ? rows[target] : undefined;
    if (next !== undefined) {
      this.select(next.node);
    }
  }

  /** @param {number} index */
  openSiblings(index) {
    const parent = parentOf(this.model.rows[index]?.node ?? 0);
    for (const { node, open } of this.model.rows.filter((row) => parentOf(row.node) === parent)) {
      if (open === false) {
        this.model.chosen.set(idOf(node), true);
      }
    }
    this.model.update();
    this.refresh();
  }

  /**
   * The next row whose name begins with what was typed.
   *
   * @param {string} key
   * @param {number} index
   * @returns {number | undefined}
   */
  typeAhead(key, index) {
    if (key.length !== 1 || key === "/") {
      return undefined;
    }
    const now = performance.now();
    this.typed = now - this.typedAt > 700 ? key.toLowerCase() : this.typed + key.toLowerCase();
    this.typedAt = now;
    const { rows } = this.model;
    const from = this.typed.length === 1 ? index + 1 : Math.max(0, index);
    for (let step = 0; step < rows.length; step += 1) {
      const at = (from + step) % rows.length;
      if (
        nameOf(rows[at]?.node ?? 0)
          .toLowerCase()
          .startsWith(this.typed)
      ) {
        return at;
      }
    }
    return undefined;
  }
}

/** @param {number} node */
export function markSign(node) {
  const mark = markOf(node) ?? "same";
  const sign = MARKS.find((candidate) => candidate.mark === mark)?.sign ?? "";
  return el("span", { class: `sign ${mark}`, "aria-hidden": "true" }, sign);
}

/** The shares of what happens to the accounts below. @param {number} node @param {number} [width] */
export function shareBar(node, width = 44) {
  const counts = [...marksOf(node)].map((count, index) => ({ count, mark: MARKS[index]?.mark ?? "same" }));
  const present = counts.filter(({ count }) => count > 0);
  // The few of ten thousand that are withheld are to be seen.
  const least = width / 100 + 2;
  const scale = (width - present.length * least) / Math.max(1, accountsBelow(node));
  let at = 0;
  const parts = present.map(({ count, mark }) => {
    const length = least + count * scale;
    const part = svg("rect", { class: `fill-${mark}`, x: at, y: 0, width: length, height: 6 });
    at += length;
    return part;
  });
  return svg(
    "svg",
    { class: "share", viewBox: `0 0 ${width} 6`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...parts,
  );
}
