// Puts the page together: the tree on the left, what is selected on the right.
import { accountView } from "./account-view.js";
import { byId, counted, el } from "./dom.js";
import { MARKS, idOf, isAccount, lineageOf, marksOf, model, nameOf } from "./model.js";
import { Tree } from "./tree.js";
import { unitView } from "./unit-view.js";

/** @typedef {import("./model.js").NodeRanges} NodeRanges */

const view = byId("view");
const search = /** @type {HTMLInputElement} */ (byId("search"));
const found = byId("found");
const only = byId("only");

/** @param {number} node */
function show(node) {
  const crumbs = lineageOf(node)
    .slice(0, -1)
    .map((above) =>
      el("li", {}, el("button", { type: "button", class: "link", onclick: () => go(above) }, nameOf(above))),
    );
  const content = isAccount(node) ? accountView(node) : unitView(node, { select: go, show: showOnly });
  view.replaceChildren(
    ...(crumbs.length === 0
      ? []
      : [el("nav", { "aria-label": "Above it" }, el("ol", { class: "crumbs" }, ...crumbs))]),
    ...content,
  );
  document.title = node === 0 ? title : `${nameOf(node)} · ${title}`;
  try {
    history.replaceState(null, "", node === 0 ? "#" : `#${encodeURIComponent(idOf(node))}`);
  } catch {
    // A page in a sandbox has no history; it works without.
  }
}

/** From a link in the page: the keyboard goes along. @param {number} node */
function go(node) {
  tree.select(node, { reveal: true });
  const heading = document.getElementById("view-title");
  heading?.scrollIntoView({ block: "nearest" });
  heading?.focus({ preventScroll: true });
}

/**
 * @param {NodeRanges | null} ranges
 * @param {string} what
 */
function showOnly(ranges, what) {
  tree.model.only(ranges);
  only.replaceChildren(
    ...(ranges === null
      ? []
      : [
          el("span", {}, "Only ", el("span", { class: "mono" }, what)),
          el("button", { type: "button", class: "link", onclick: () => showOnly(null, "") }, "show all"),
        ]),
  );
  only.hidden = ranges === null;
  refreshTree();
}

function refreshTree() {
  const { isFiltering } = tree.model;
  found.textContent = isFiltering ? `${counted(tree.model.found, "account")} found` : "";
  tree.box.scrollTop = 0;
  tree.refresh();
}

/** Only what occurs can be filtered for. */
function filters() {
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
          tree.model.filter(mark?.mark ?? null);
          refreshTree();
        },
      }),
      mark === null ? "all" : el("span", { class: `sign ${mark.mark}`, "aria-hidden": "true" }, mark.sign),
      mark === null ? null : mark.word,
    ),
  );
}

/** @param {KeyboardEvent} event */
function onSearchKey(event) {
  if (event.key === "Escape" && search.value !== "") {
    search.value = "";
    tree.model.search("");
    refreshTree();
    event.preventDefault();
  } else if (event.key === "ArrowDown" || event.key === "Enter") {
    const first = tree.model.rows.find(({ node }) => isAccount(node)) ?? tree.model.rows[0];
    if (first !== undefined) {
      tree.box.focus();
      tree.select(first.node);
    }
    event.preventDefault();
  }
}

const title = document.title;
const tree = new Tree(show);
const chips = filters();
byId("filters").hidden = chips.length === 0;
byId("filters").append(...chips);
search.addEventListener("input", () => {
  tree.model.search(search.value);
  refreshTree();
});
search.addEventListener("keydown", onSearchKey);
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

function fromAddress() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const node = wanted === "" ? 0 : model.nodes.ids.indexOf(wanted);
  tree.select(Math.max(0, node), { reveal: true });
}
window.addEventListener("hashchange", fromAddress);
fromAddress();
document.documentElement.dataset["ready"] = "true";
