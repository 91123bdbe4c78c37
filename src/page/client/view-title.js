// What every view begins with.
import { el } from "./dom.js";
import { idOf, nameOf } from "./model.js";

/**
 * @param {number} node
 * @param {...(Node | null)} details what stands beside its id
 * @returns {Node[]}
 */
export function viewTitle(node, ...details) {
  return [
    el("h2", { id: "view-title", tabindex: "-1" }, nameOf(node)),
    el("p", { class: "subtitle" }, el("span", { class: "mono" }, idOf(node)), ...details),
  ];
}
