// What there is to say before anything is computed: the findings that the page was written with.
import { el } from "./dom.js";
import { findingList } from "./findings.js";
import { viewTitle } from "./view-title.js";

/** @param {number} node @returns {Node[]} */
export function openingView(node) {
  return [
    ...viewTitle(node),
    ...findingList(node),
    el("p", { class: "empty", role: "status" }, "Computing effective policies…"),
  ];
}
