// In which order the tree shows what is below a node.
import { childrenOf, isAccount, model, nameOf, severityOf } from "./model.js";

/** @typedef {"worst" | "name"} Order */

/** What was in order last, node by node as far as it was shown. */
let known = {
  model: /** @type {unknown} */ (undefined),
  order: "",
  children: /** @type {Map<number, readonly number[]>} */ (new Map()),
};

/** @param {number} node @param {Order} order @returns {readonly number[]} */
export function childrenInOrder(node, order) {
  if (known.model !== model || known.order !== order) {
    known = { model, order, children: new Map() };
  }
  let children = known.children.get(node);
  if (children === undefined) {
    children = childrenOf(node)
      .map((child) => ({ child, places: placesOf(child, order), key: keyOf(nameOf(child)) }))
      .sort((first, second) => compared(first.places, second.places) || (first.key < second.key ? -1 : 1))
      .map(({ child }) => child);
    known.children.set(node, children);
  }
  return children;
}

/** The lower the sooner: how bad it is, for how many, and OUs before accounts. @param {number} node @param {Order} order */
function placesOf(node, order) {
  const { worst, accounts } = severityOf(node);
  return [...(order === "worst" ? [worst, -accounts] : []), isAccount(node) ? 1 : 0];
}

/** @param {readonly number[]} first @param {readonly number[]} second */
function compared(first, second) {
  const at = first.findIndex((place, index) => place !== second[index]);
  return (first[at] ?? 0) - (second[at] ?? 0);
}

/** Numbers by their value, letters without their case and accents; a collator takes too long for ten thousand. @param {string} name */
function keyOf(name) {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}
