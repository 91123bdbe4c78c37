// What the address says: which node is shown, and in which order the tree is.

/** @typedef {import("./tree-order.js").Order} Order */
/** @typedef {{ readonly id: string, readonly order: Order }} Address */

/** @returns {Address} */
export function readAddress() {
  const [id = "", rest = ""] = location.hash.slice(1).split("?");
  return { id: decoded(id), order: new URLSearchParams(rest).get("order") === "name" ? "name" : "worst" };
}

/** @param {Address} address the root has an empty id */
export function writeAddress({ id, order }) {
  try {
    history.replaceState(null, "", `#${encodeURIComponent(id)}${order === "worst" ? "" : `?order=${order}`}`);
  } catch {
    // A page in a sandbox has no history; it works without.
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
