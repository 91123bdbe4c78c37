// In which order the tree shows what is below a node.
import { childrenOf, isAccount, model, nameOf, severityOf } from "./model.js";

/** @typedef {"worst" | "name"} Order */

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

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
    children = childrenOf(node).sort(
      (first, second) =>
        (order === "worst" ? worse(first, second) : 0) ||
        Number(isAccount(first)) - Number(isAccount(second)) ||
        byName.compare(nameOf(first), nameOf(second)),
    );
    known.children.set(node, children);
  }
  return children;
}

/** @param {number} first @param {number} second */
function worse(first, second) {
  const [one, other] = [severityOf(first), severityOf(second)];
  return one.worst - other.worst || other.accounts - one.accounts;
}
