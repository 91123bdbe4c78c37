// What is backed up in an account, by type of resource.
import { el } from "./dom.js";
import { daysWords, gapWords } from "./timeline.js";

/** @typedef {import("./model.js").PageAccount} PageAccount */

const TITLES = /** @type {const} */ (["Types", "Selected", "Longest gap", "Kept at least", "Copied to"]);

/** @param {PageAccount} account @returns {Node[]} */
export function typeTable({ types, otherTypes }) {
  if (types.length === 0) {
    return [];
  }
  return [
    el("h3", {}, "What is backed up"),
    el(
      "table",
      { class: "types" },
      el("thead", {}, el("tr", {}, ...TITLES.map((title) => el("th", { scope: "col" }, title)))),
      el(
        "tbody",
        {},
        ...types.map(({ names, isTagged, gap, kept, copies }) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, names.join(", ")),
            el("td", { "data-label": TITLES[1] }, isTagged ? "by tag" : "all"),
            el("td", { "data-label": TITLES[2] }, gapWords(gap)),
            el("td", { "data-label": TITLES[3] }, kept === -1 ? "forever" : daysWords(kept)),
            el("td", { "data-label": TITLES[4] }, copies.length === 0 ? "–" : copies.join("; ")),
          ),
        ),
      ),
    ),
    otherTypes.length === 0
      ? null
      : el("p", { class: "legend" }, `No plan backs up: ${otherTypes.join(", ")}.`),
  ].filter((part) => part !== null);
}
