// How bad it looks at each node: the findings there or below, and the worst that happens to an account.

/** @typedef {import("./model.js").PageModel} PageModel */
/** @typedef {import("./model.js").Mark} Mark */

/** The findings that the tree counts, the worst first. */
export const COUNTED = /** @type {const} */ (["error", "warning"]);

/** The worst first; findings count as such until someone has accepted them. */
const WORST_FIRST = /** @type {readonly (Mark | "error" | "warning")[]} */ ([
  "withheld",
  "lost",
  "error",
  "unknowable",
  "warning",
  "changed",
  "new",
  "gone",
  "same",
  "computing",
]);
/** From here on nothing is bad: then it makes no difference how many there are. */
const HARMLESS = WORST_FIRST.indexOf("changed");

/**
 * @typedef {object} Concerns
 * @property {Int32Array} findings for each node a row of {@link COUNTED}
 * @property {Uint8Array} worst for each node what is worst there or below, by its place among those that are bad
 * @property {Int32Array} accounts for each node the accounts there or below for which that holds
 */

/** @param {PageModel} model @returns {Concerns} */
export function concernsOf({ findings: all, nodes: { parents, marks } }) {
  const findings = new Int32Array(parents.length * COUNTED.length);
  const worst = new Uint8Array(parents.length).fill(WORST_FIRST.length);
  const accounts = new Int32Array(parents.length);
  const counted = new Int32Array(parents.length);
  all.forEach(({ severity, acknowledged, accounts: ranges }, index) => {
    const column = acknowledged === "" ? COUNTED.findIndex((level) => level === severity) : -1;
    if (column === -1) {
      return;
    }
    const count = (/** @type {number} */ node) => {
      for (let at = node; at >= 0 && counted[at] !== index + 1; at = parents[at] ?? -1) {
        counted[at] = index + 1;
        findings[at * COUNTED.length + column] = (findings[at * COUNTED.length + column] ?? 0) + 1;
      }
    };
    // The root has those that concern no account as well.
    count(0);
    for (const [from, to] of ranges) {
      for (let node = from; node <= to; node += 1) {
        count(node);
      }
    }
  });
  for (let node = parents.length - 1; node >= 0; node -= 1) {
    const mark = marks[node] ?? null;
    if (mark !== null) {
      const level = COUNTED.find((_, column) => (findings[node * COUNTED.length + column] ?? 0) > 0);
      const places = [mark, level].map((word) => WORST_FIRST.findIndex((worse) => worse === word));
      worst[node] = Math.min(...places.filter((place) => place >= 0));
      accounts[node] = (worst[node] ?? 0) < HARMLESS ? 1 : 0;
    }
    const parent = parents[node] ?? -1;
    const [own = 0, above = 0] = [worst[node], worst[parent]];
    if (parent >= 0 && own <= above) {
      worst[parent] = own;
      accounts[parent] = (own < above ? 0 : (accounts[parent] ?? 0)) + (accounts[node] ?? 0);
    }
  }
  return { findings, worst, accounts };
}
