// Puts the page together: the tree on the left, what is selected on the right.
import { accountView } from "./account-view.js";
import { readAddress, writeAddress } from "./address.js";
import { coverageTable } from "./coverage.js";
import { byId, counted, el } from "./dom.js";
import { Drawer } from "./drawer.js";
import { unzipped } from "./engine.js";
import { drawMasthead } from "./masthead.js";
import { MARKS, idOf, isAccount, lineageOf, marksOf, model, nameOf, setModel } from "./model.js";
import { Tree } from "./tree.js";
import { Opener } from "./opener.js";
import { openingView } from "./opening-view.js";
import { placeView } from "./place.js";
import { unitView } from "./unit-view.js";
import { WhatIfs } from "./what-if.js";

/** @typedef {import("./engine.js").Ask} Ask */
/** @typedef {import("./engine.js").Asker} Asker */
/** @typedef {import("./model.js").NodeRanges} NodeRanges */
/** @typedef {import("./model.js").PageCoverage} PageCoverage */
/** @typedef {import("./unit-view.js").Actions} Actions */
/** @typedef {Extract<import("../page-model").PageOpened, { kind: "organization" }>} Organization */

/** @param {(before: readonly string[]) => Promise<Asker>} makeAsker an engine, whose script may have others before it */
export async function main(makeAsker) {
  try {
    let asker = await makeAsker([]);
    /** @type {Ask} */
    const ask = (kind, asked) => asker.ask(kind, asked);
    setModel(await ask("open", { data: byId("data").textContent ?? "" }));
    const page = new Page(ask);
    page.start();
    const yaml = byId("yaml").textContent ?? "";
    new Opener(
      async () => makeAsker(yaml === "" ? [] : [await unzipped(yaml)]),
      (opened, next) => {
        asker.end();
        asker = next;
        page.opened(opened);
      },
    );
    const first = model;
    const computed = await ask("model", {});
    // Another file may have been opened meanwhile.
    if (model === first) {
      setModel(computed);
      page.computed();
    }
  } catch (error) {
    complain(error);
  }
}

/** Never an empty page that looks as if there were nothing to say. @param {unknown} error */
function complain(error) {
  byId("view").replaceChildren(
    el("p", { class: "note", role: "alert" }, `The page cannot compute what it shows: ${String(error)}`),
  );
  settle();
}

/** Marks the page as finished: nothing more will be computed. */
function settle() {
  document.documentElement.dataset["ready"] = "true";
}

class Page {
  /** @param {Ask} ask */
  constructor(ask) {
    this.ask = ask;
    this.view = byId("view");
    this.search = /** @type {HTMLInputElement} */ (byId("search"));
    this.only = byId("only");
    this.title = document.title;
    /** Counts what was shown: a late answer about something else is not. */
    this.shown = 0;
    /** Whether the keyboard goes along to what is shown next. */
    this.takesFocus = false;
    /** @type {PageCoverage | undefined} */
    this.coverage = undefined;
    this.whatIfs = new WhatIfs(ask, () => this.changed());
    this.drawer = new Drawer({
      opened: () => this.tree.scrollTo(this.tree.selectedRow()),
      chosen: () => (this.takesFocus = true),
    });
    this.tree = new Tree((node) => void this.show(node).catch(complain), readAddress().order);
  }

  start() {
    this.drawFilters();
    this.search.addEventListener("input", () => {
      this.tree.model.search(this.search.value);
      this.refreshTree();
    });
    this.search.addEventListener("keydown", (event) => this.onSearchKey(event));
    document.addEventListener("keydown", (event) => {
      const typing =
        event.target instanceof HTMLTextAreaElement ||
        (event.target instanceof HTMLInputElement && event.target.type === "search");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.drawer.open(this.search);
        this.search.select();
      }
    });
    byId("order").addEventListener("change", (event) => {
      this.sort(/** @type {HTMLInputElement} */ (event.target).value === "name" ? "name" : "worst");
      this.name(this.tree.selected);
    });
    window.addEventListener("hashchange", () => this.fromAddress());
    this.fromAddress();
  }

  fromAddress() {
    const { id, order } = readAddress();
    this.sort(order);
    this.tree.select(id === "" ? 0 : Math.max(0, model.nodes.ids.indexOf(id)), { reveal: true });
  }

  /** @param {import("./tree-order.js").Order} order */
  sort(order) {
    for (const choice of byId("order").querySelectorAll("input")) {
      choice.checked = choice.value === order;
    }
    this.tree.model.sort(order);
    this.tree.refresh();
    this.tree.scrollTo(this.tree.selectedRow());
  }

  /** @param {number} node */
  async show(node) {
    const shown = (this.shown += 1);
    const actions = {
      select: (/** @type {number} */ to) => this.go(to),
      show: (/** @type {NodeRanges} */ ranges, /** @type {string} */ what) => this.showOnly(ranges, what),
    };
    document.documentElement.dataset["ready"] = "false";
    this.selectedId = idOf(node);
    this.name(node);
    if (model.changes === null) {
      this.fill(node, openingView(node), shown);
      return;
    }
    const place = placeView(node, await this.ask("target", { node }), this.ask, this.whatIfs);
    if (isAccount(node)) {
      this.fill(node, accountView(node, await this.ask("account", { node }), place), shown);
    } else {
      this.fill(node, unitView(node, place, actions), shown);
      await this.cover(node, actions);
    }
    if (shown === this.shown) {
      settle();
    }
  }

  /** The coverage takes a moment: everything else is there before. @param {number} node @param {Actions} actions */
  async cover(node, actions) {
    const box = document.getElementById("coverage");
    const organization = model;
    this.coverage ??= await this.ask("coverage", {});
    if (organization !== model) {
      this.coverage = undefined;
    } else if (box?.isConnected === true && this.coverage !== undefined) {
      box.replaceChildren(coverageTable(node, this.coverage, actions.select));
    }
  }

  /** The first view had no marks and no changes: now there are. */
  computed() {
    this.drawFilters();
    this.sort(this.tree.model.order);
    this.takesFocus = this.view.contains(document.activeElement);
    this.show(this.tree.selected).catch(complain);
  }

  /** Another organization is shown: the same place in it, or the root. */
  changed() {
    const id = this.selectedId ?? "";
    this.coverage = undefined;
    this.drawFilters();
    this.tree.model.filter(null);
    this.tree.model.only(null);
    this.only.hidden = true;
    this.tree.select(Math.max(0, model.nodes.ids.indexOf(id)), { reveal: true });
  }

  /** A file is shown instead of what the page was written with. @param {Organization} opened */
  opened({ title, kicker, model: next }) {
    setModel(next);
    this.title = title;
    byId("kicker").textContent = kicker;
    document.querySelectorAll(".resource-changes, #digest").forEach((element) => element.remove());
    this.whatIfs.reset();
    drawMasthead();
    this.selectedId = "";
    this.changed();
  }

  /**
   * @param {number} node
   * @param {Node[]} content
   * @param {number} shown
   */
  fill(node, content, shown) {
    if (shown !== this.shown) {
      return;
    }
    const crumbs = lineageOf(node)
      .slice(0, -1)
      .map((above) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: "link", title: nameOf(above), onclick: () => this.go(above) },
            nameOf(above),
          ),
        ),
      );
    this.view.replaceChildren(
      ...(crumbs.length === 0
        ? []
        : [el("nav", { "aria-label": "Above it" }, el("ol", { class: "crumbs" }, ...crumbs))]),
      ...content,
    );
    if (this.takesFocus) {
      this.takesFocus = false;
      const heading = document.getElementById("view-title");
      heading?.scrollIntoView({ block: "nearest" });
      heading?.focus({ preventScroll: true });
    }
  }

  /** In the title and the address. @param {number} node */
  name(node) {
    document.title = node === 0 ? this.title : `${nameOf(node)} · ${this.title}`;
    writeAddress({ id: node === 0 ? "" : idOf(node), order: this.tree.model.order });
  }

  /** From a link in the page: the keyboard goes along. @param {number} node */
  go(node) {
    this.takesFocus = true;
    this.tree.select(node, { reveal: true });
  }

  /**
   * @param {NodeRanges | null} ranges
   * @param {string} what
   */
  showOnly(ranges, what) {
    this.tree.model.only(ranges);
    this.only.replaceChildren(
      ...(ranges === null
        ? []
        : [
            el("span", {}, "Only ", el("span", { class: "mono" }, what)),
            el(
              "button",
              { type: "button", class: "link", onclick: () => this.showOnly(null, "") },
              "show all",
            ),
          ]),
    );
    this.only.hidden = ranges === null;
    this.refreshTree();
    if (ranges !== null && this.drawer.phone.matches) {
      this.drawer.open(this.tree.box);
    }
  }

  refreshTree() {
    const { isFiltering, found } = this.tree.model;
    byId("found").textContent = isFiltering ? `${counted(found, "account")} found` : "";
    this.tree.box.scrollTop = 0;
    this.tree.refresh();
  }

  drawFilters() {
    const chips = this.filters();
    byId("filters").hidden = chips.length === 0;
    byId("filters").replaceChildren(...chips);
  }

  /** Only what occurs can be filtered for. */
  filters() {
    const counts = marksOf(0);
    const present = MARKS.filter((_, index) => (counts[index] ?? 0) > 0);
    if (present.length < 2) {
      return [];
    }
    return [null, ...present].map((mark, index) =>
      el(
        "label",
        { class: "chip" },
        el("input", {
          type: "radio",
          name: "mark",
          checked: index === 0,
          onchange: () => {
            this.tree.model.filter(mark?.mark ?? null);
            this.refreshTree();
          },
        }),
        mark === null ? "all" : el("span", { class: `sign ${mark.mark}`, "aria-hidden": "true" }, mark.sign),
        mark === null ? null : mark.word,
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  onSearchKey(event) {
    if (event.key === "Escape" && this.search.value !== "") {
      this.search.value = "";
      this.tree.model.search("");
      this.refreshTree();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      const { rows } = this.tree.model;
      const first = rows.find(({ node }) => isAccount(node)) ?? rows[0];
      if (first !== undefined) {
        this.tree.box.focus();
        this.tree.select(first.node);
      }
      event.preventDefault();
    }
  }
}
