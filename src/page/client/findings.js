// What is dangerous about the change, as far as it concerns a node.
import { counted, el } from "./dom.js";
import { countWithin, isAccount, model } from "./model.js";
import { pagedList } from "./paged-list.js";

/** @typedef {import("../page-model").PageFinding} PageFinding */

const FINDINGS_AT_ONCE = 5;

/**
 * @param {number} node the findings of accounts at or below it; at the root all of them
 * @param {(ranges: PageFinding["accounts"], what: string) => void} [show] shows the accounts in the tree
 * @returns {Node[]}
 */
export function findingList(node, show) {
  const concerned = model.findings.filter(({ accounts }) => node === 0 || countWithin(accounts, node) > 0);
  if (concerned.length === 0) {
    return [];
  }
  return [
    el("h3", {}, "Findings", el("span", { class: "muted" }, ` ${concerned.length.toLocaleString("en-US")}`)),
    ...pagedList("findings", concerned, FINDINGS_AT_ONCE, "finding", (finding) =>
      findingItem(finding, node, show),
    ),
  ];
}

/**
 * @param {PageFinding} finding
 * @param {number} node
 * @param {((ranges: PageFinding["accounts"], what: string) => void)} [show]
 */
function findingItem(finding, node, show) {
  const { rule, severity, message, path, hint, policies, requirement, acknowledged, accounts, count } =
    finding;
  const level =
    acknowledged !== ""
      ? "acknowledged"
      : ["error", "warning", "notice"].includes(severity)
        ? severity
        : "unknown";
  return el(
    "li",
    { class: `finding ${level}` },
    el(
      "p",
      { class: "finding-title" },
      el("span", { class: `severity ${level}` }, acknowledged === "" ? severity : `acknowledged ${severity}`),
      el("span", { class: "mono" }, rule),
    ),
    el("p", { class: "message" }, message),
    el(
      "p",
      { class: "meta" },
      ...joined([
        path === "" ? null : el("span", { class: "mono" }, path),
        policies === "" ? null : el("span", {}, "from ", el("span", { class: "policy-name" }, policies)),
        requirement === "" ? null : el("span", {}, `required by ${requirement}`),
        acknowledged === "" ? null : el("span", {}, acknowledged),
        count === 0 || isAccount(node) ? null : accountsLink(accounts, count, rule, show),
      ]),
    ),
    el("p", { class: "hint" }, hint),
  );
}

/**
 * @param {PageFinding["accounts"]} ranges
 * @param {number} count
 * @param {string} what
 * @param {((ranges: PageFinding["accounts"], what: string) => void)} [show]
 */
export function accountsLink(ranges, count, what, show) {
  const words = counted(count, "account");
  return show === undefined || ranges.length === 0
    ? el("span", {}, words)
    : el("button", { type: "button", class: "link", onclick: () => show(ranges, what) }, words);
}

/** @param {(Node | null)[]} parts @returns {(Node | string)[]} */
function joined(parts) {
  return parts
    .filter((part) => part !== null)
    .flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}
