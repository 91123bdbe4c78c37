// One account: what happens to it, when it is backed up, and where every value comes from.
import { el } from "./dom.js";
import { findingList } from "./findings.js";
import { MARKS, markOf, model, stateOf } from "./model.js";
import { timeline } from "./timeline.js";
import { policyTable } from "./policy-table.js";
import { typeTable } from "./type-table.js";
import { viewTitle } from "./view-title.js";

/** @typedef {import("../page-model").PagePlan} PagePlan */
/** @typedef {import("./model.js").PageAccount} PageAccount */

/** @typedef {import("./timeline.js").RulePair} RulePair */

/** Documents that are not in force, or not as they are, and what they are. */
const NOT_IN_FORCE = /** @type {Readonly<Record<string, { title: string, words: string } | undefined>>} */ ({
  withheld: { title: "Withheld policy", words: "AWS does not publish this: it is not in force." },
  "not-knowable": { title: "What is known before apply", words: "The rest is decided during apply." },
  "may-change": { title: "One of the possible policies", words: "Apply decides which of them it is." },
});

/**
 * @param {number} node
 * @param {PageAccount} account
 * @param {Node[]} place what is attached to it
 * @returns {Node[]}
 */
export function accountView(node, account, place) {
  const mark = markOf(node) ?? "same";
  const meaning = MARKS.find((candidate) => candidate.mark === mark);
  const state = stateOf(node);
  const findings = findingList(node);
  return [
    ...viewTitle(
      node,
      el("span", { class: `pill ${mark}` }, `${meaning?.sign ?? ""} ${meaning?.word ?? ""}`),
      state === undefined ? null : el("span", { class: "pill plain" }, state.toLowerCase()),
    ),
    ...statusNotes(account, findings.length === 0),
    ...findings,
    account.isOrderOpen
      ? el(
          "p",
          { class: "note" },
          "An attachment order that is not known decides some of the values: one of the possible outcomes is shown.",
        )
      : null,
    ...inForce(account),
    ...documentView(account),
    ...place,
  ].filter((part) => part !== null);
}

/**
 * What backs the account up, before and after. A side of which that is not known is not compared with.
 *
 * @param {PageAccount} account
 * @returns {Node[]}
 */
function inForce(account) {
  const [before, after] = [plansOf(account, account.forceBefore), plansOf(account, account.force)];
  const isUnknownBefore = account.before !== -1 && account.forceBefore === -1;
  // A new account has nothing that could stay in force.
  const isNothing = account.before === -1 && account.policies[account.after]?.status === "withheld";
  const isUnknown = account.after !== -1 && account.force === -1 && !isNothing;
  const isAlone = model.summary.isState || isUnknownBefore;
  const heading = (/** @type {string} */ words) => el("h3", {}, words);
  if (isUnknown) {
    return [
      el("p", { class: "empty" }, "What backs this account up after the change is not known."),
      ...(isUnknownBefore
        ? []
        : policyTable(account, { after: before }, ["Value"], heading("Policy in force before the change"))),
    ];
  }
  const pairs = rulePairs(isAlone ? after : before, after);
  return [
    isUnknownBefore && !model.summary.isState
      ? el("p", { class: "muted" }, "What was in force before the change is not known.")
      : null,
    ...(pairs.length === 0
      ? [el("p", { class: "empty" }, "No backup plan is in force in this account.")]
      : [el("h3", {}, "Backups of the next five weeks"), timeline(pairs, account.schedules)]),
    ...typeTable(account),
    ...(isAlone
      ? policyTable(account, { after }, ["Value"], heading("Policy in force"))
      : policyTable(account, { before, after }, ["Before", "After"], heading("Policy in force"))),
  ].filter((part) => part !== null);
}

/** The merged policy as such, where it is not what is in force. @param {PageAccount} account @returns {Node[]} */
function documentView(account) {
  const policy = account.policies[account.after];
  const kind = Object.hasOwn(NOT_IN_FORCE, policy?.status ?? "")
    ? NOT_IN_FORCE[policy?.status ?? ""]
    : undefined;
  if (policy === undefined || kind === undefined) {
    return [];
  }
  const after = plansOf(account, account.after);
  const heading = el("h3", {}, kind.title);
  const [first = heading, ...table] =
    account.force === -1 || account.force === account.after
      ? policyTable(account, { after }, ["Value"], heading)
      : policyTable(
          account,
          { before: plansOf(account, account.force), after },
          ["In force", kind.title],
          heading,
        );
  return [el("section", { class: "not-in-force" }, first, el("p", { class: "muted" }, kind.words), ...table)];
}

/**
 * @param {PageAccount} account
 * @param {boolean} withErrors false where findings name them
 * @returns {Node[]}
 */
function statusNotes({ sentence, after, before, force, policies }, withErrors) {
  const policy = policies[after];
  const errors = (policy?.errors ?? []).map((error) => el("li", { class: "mono" }, error));
  const stays =
    policy?.status !== "withheld" || before === -1
      ? ""
      : force === -1
        ? "Which policy stays in force is not recorded."
        : force === before
          ? "The policy before the change stays in force."
          : "What AWS last published stays in force.";
  return [
    sentence === ""
      ? null
      : el("p", { class: "note" }, `${sentence.replace(/ (Withheld is|Without it):$/, "")} ${stays}`),
    errors.length === 0 || !withErrors ? null : el("ul", { class: "errors" }, ...errors),
  ].filter((part) => part !== null);
}

/** @param {PageAccount} account @param {number} policy @returns {PagePlan[]} */
function plansOf({ policies, plans }, policy) {
  return (policies[policy]?.plans ?? []).flatMap((index) => plans[index] ?? []);
}

/**
 * @param {PagePlan[]} before
 * @param {PagePlan[]} after
 * @returns {RulePair[]}
 */
function rulePairs(before, after) {
  /** @type {Map<string, RulePair>} */
  const pairs = new Map();
  for (const plan of before) {
    for (const rule of plan.rules) {
      pairs.set(JSON.stringify([plan.name, rule.name]), { plan: plan.name, before: rule, after: undefined });
    }
  }
  for (const plan of after) {
    for (const rule of plan.rules) {
      const key = JSON.stringify([plan.name, rule.name]);
      pairs.set(key, { plan: plan.name, before: pairs.get(key)?.before, after: rule });
    }
  }
  return [...pairs].sort(([first], [second]) => (first < second ? -1 : 1)).map(([, pair]) => pair);
}
