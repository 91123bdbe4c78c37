// One account: what happens to it, when it is backed up, and where every value comes from.
import { el } from "./dom.js";
import { findingList } from "./findings.js";
import { MARKS, markOf, model, stateOf } from "./model.js";
import { timeline } from "./timeline.js";
import { viewTitle } from "./view-title.js";

/** @typedef {import("../page-model").PagePlan} PagePlan */
/** @typedef {import("../page-model").PageSetting} PageSetting */
/** @typedef {import("./model.js").PageAccount} PageAccount */

/** @typedef {import("./timeline.js").RulePair} RulePair */

const STATUS_WORDS = /** @type {Readonly<Record<string, string>>} */ ({
  published: "published",
  withheld: "withheld",
  empty: "no backup plan",
  "not-knowable": "not knowable before apply",
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
  const [before, after] = [plansOf(account, account.before), plansOf(account, account.after)];
  const pairs = rulePairs(before, after);
  const findings = findingList(node);
  return [
    ...viewTitle(
      node,
      el("span", { class: `pill ${mark}` }, `${meaning?.sign ?? ""} ${meaning?.word ?? ""}`),
      state === undefined ? null : el("span", { class: "pill plain" }, state.toLowerCase()),
    ),
    ...statusNotes(account, findings.length === 0),
    ...findings,
    ...(pairs.length === 0
      ? [el("p", { class: "empty" }, "No backup plan reaches this account.")]
      : [el("h3", {}, "Backups of the next five weeks"), timeline(pairs, account.schedules)]),
    ...policyTable(account, before, after),
    ...place,
  ];
}

/**
 * @param {PageAccount} account
 * @param {boolean} withErrors false where findings name them
 * @returns {Node[]}
 */
function statusNotes({ sentence, after, before, force, policies }, withErrors) {
  const policy = policies[after];
  const errors = (policy?.errors ?? []).map((error) => el("li", { class: "mono" }, error));
  const inForce =
    policy?.status !== "withheld"
      ? ""
      : force === -1
        ? "Which policy stays in force is not recorded."
        : force === before
          ? "The policy before the change stays in force."
          : "What AWS last published stays in force.";
  return [
    sentence === ""
      ? null
      : el("p", { class: "note" }, `${sentence.replace(/ (Withheld is|Without it):$/, "")} ${inForce}`),
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

/**
 * @param {PageAccount} account
 * @param {PagePlan[]} before
 * @param {PagePlan[]} after
 * @returns {Node[]}
 */
function policyTable(account, before, after) {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  if (names.length === 0) {
    return [];
  }
  const isNew = account.before === -1;
  const isGone = account.after === -1;
  const { isState } = model.summary;
  const isWithheld = account.policies[account.after]?.status === "withheld";
  const titles = isState
    ? ["Setting", isWithheld ? "Value (withheld)" : "Value", "Comes from"]
    : ["Setting", "Before", isWithheld ? "After (withheld)" : "After", "Comes from"];
  const table = el(
    "table",
    { class: "policy" },
    el(
      "caption",
      { class: "visually-hidden" },
      `The effective policy${isState ? "" : " before and after the change"}, with the origin of each value`,
    ),
    el("thead", {}, el("tr", {}, ...titles.map((title) => el("th", { scope: "col" }, title)))),
    ...names.flatMap((name) =>
      planBodies(
        account,
        name,
        before.find((plan) => plan.name === name),
        after.find((plan) => plan.name === name),
      ),
    ),
  );
  const toggle = el("input", {
    type: "checkbox",
    id: "only-changes",
    onchange: (event) =>
      table.classList.toggle("only-changes", /** @type {HTMLInputElement} */ (event.target).checked),
  });
  const status = [account.before, account.after].map((index) => account.policies[index]?.status ?? "");
  const words =
    isNew || isGone
      ? ""
      : status[0] === status[1]
        ? statusWord(status[1])
        : `${statusWord(status[0])} → ${statusWord(status[1])}`;
  return [
    el(
      "div",
      { class: "table-head" },
      el("h3", {}, "Effective policy", words === "" ? null : el("span", { class: "muted" }, ` ${words}`)),
      isState ? null : el("label", { class: "toggle" }, toggle, "Only what changes"),
    ),
    table,
  ];
}

/** @param {string | undefined} status */
function statusWord(status = "") {
  return (Object.hasOwn(STATUS_WORDS, status) ? STATUS_WORDS[status] : undefined) ?? status;
}

/**
 * @param {PageAccount} account
 * @param {string} name
 * @param {PagePlan | undefined} before
 * @param {PagePlan | undefined} after
 */
function planBodies(account, name, before, after) {
  const [old, now] = [before, after].map(
    (plan) => new Map((plan?.settings ?? []).map((setting) => [setting[0], setting])),
  );
  const paths = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])].sort();
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const path of paths) {
    const segments = path.split("/");
    const rule = segments[2] === "copy_actions" ? 4 : 2;
    const depth = segments[0] === "rules" ? rule : segments[0] === "selections" ? 3 : 0;
    const group = segments.slice(0, Math.min(depth, segments.length - 1)).join("/");
    groups.set(group, [...(groups.get(group) ?? []), path]);
  }
  const planClass = before === undefined ? "added" : after === undefined ? "removed" : "";
  return [...groups].map(([group, members]) =>
    el(
      "tbody",
      { class: planClass },
      el(
        "tr",
        { class: "group" },
        el(
          "th",
          { scope: "rowgroup", colspan: model.summary.isState ? 3 : 4 },
          name,
          group === "" ? null : el("span", { class: "muted" }, ` / ${group}`),
        ),
      ),
      ...members.map((path) =>
        settingRow(account, path.slice(group === "" ? 0 : group.length + 1), old?.get(path), now?.get(path)),
      ),
    ),
  );
}

/**
 * @param {PageAccount} account
 * @param {string} name
 * @param {PageSetting | undefined} before
 * @param {PageSetting | undefined} after
 */
function settingRow(account, name, before, after) {
  const [old, now] = [before, after].map((setting) =>
    setting === undefined ? undefined : valueWords(setting[1]),
  );
  const kind = old === undefined ? "added" : now === undefined ? "removed" : old === now ? "same" : "changed";
  const sign = { added: "+", removed: "−", changed: "~", same: "" }[kind];
  return el(
    "tr",
    { class: kind },
    el(
      "th",
      { scope: "row" },
      el("span", { class: "edit-sign", "aria-hidden": "true" }, sign),
      name,
      kind === "same" ? null : el("span", { class: "visually-hidden" }, ` ${kind}`),
    ),
    model.summary.isState
      ? null
      : el("td", { class: "mono before", "data-label": "before" }, kind === "same" ? "" : (old ?? "")),
    el("td", { class: "mono", "data-label": kind === "same" ? null : "after" }, now ?? ""),
    el("td", {}, origin(account, (after ?? before)?.[2] ?? -1)),
  );
}

/** @param {string | readonly string[]} value */
function valueWords(value) {
  return typeof value === "string" ? value : [...value].sort().join(", ");
}

/** Who gives the value; the whole story on demand. @param {PageAccount} account @param {number} index */
function origin({ origins, steps: all }, index) {
  const steps = (origins[index] ?? []).map((step) => all[step]).filter((step) => step !== undefined);
  const deciding = steps.filter(([, , , role]) => role === "decides");
  const summary = deciding.flatMap(([policy, target], at) => [
    at === 0 ? "" : ", ",
    el("span", { class: "policy-name" }, policy),
    el("span", { class: "muted" }, ` on ${target}`),
  ]);
  if (steps.length === deciding.length && steps.length <= 1) {
    return el("span", {}, ...summary);
  }
  return el(
    "details",
    { class: "story" },
    el("summary", {}, ...summary),
    el(
      "ol",
      {},
      ...steps.map(([policy, target, says, role]) =>
        el(
          "li",
          { class: role },
          el("span", { class: "policy-name" }, policy),
          el("span", { class: "muted" }, ` on ${target} `),
          says,
          role === "overridden" ? el("span", { class: "muted" }, ", overridden") : null,
        ),
      ),
    ),
  );
}
