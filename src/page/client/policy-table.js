// What an account's policy says, setting by setting, and where each value comes from.
import { el } from "./dom.js";

/** @typedef {import("../page-model").PagePlan} PagePlan */
/** @typedef {import("../page-model").PageSetting} PageSetting */
/** @typedef {import("./model.js").PageAccount} PageAccount */

/** Two sides to compare, or one alone. @typedef {{ before?: readonly PagePlan[], after: readonly PagePlan[] }} Sides */

/**
 * @param {PageAccount} account
 * @param {Sides} sides
 * @param {readonly string[]} titles of the columns with values
 * @param {HTMLElement} heading
 * @returns {Node[]}
 */
export function policyTable(account, { before, after }, titles, heading) {
  const names = [...new Set([...(before ?? []), ...after].map(({ name }) => name))].sort();
  if (names.length === 0) {
    return [];
  }
  const table = el(
    "table",
    { class: before === undefined ? "policy single" : "policy" },
    el(
      "caption",
      { class: "visually-hidden" },
      `${heading.textContent ?? ""}: ${titles.join(", ").toLowerCase()}, and the origin of each value`,
    ),
    el(
      "thead",
      {},
      el("tr", {}, ...["Setting", ...titles, "Comes from"].map((title) => el("th", { scope: "col" }, title))),
    ),
    ...names.flatMap((name) => {
      const plan = after.find((candidate) => candidate.name === name);
      const old = before === undefined ? plan : before.find((candidate) => candidate.name === name);
      return planBodies(account, name, old, plan, titles);
    }),
  );
  const toggle = el("input", {
    type: "checkbox",
    onchange: (event) =>
      table.classList.toggle("only-changes", /** @type {HTMLInputElement} */ (event.target).checked),
  });
  return [
    el(
      "div",
      { class: "table-head" },
      heading,
      before === undefined ? null : el("label", { class: "toggle" }, toggle, "Only what changes"),
    ),
    table,
  ];
}

/**
 * @param {PageAccount} account
 * @param {string} name
 * @param {PagePlan | undefined} before
 * @param {PagePlan | undefined} after
 * @param {readonly string[]} titles
 */
function planBodies(account, name, before, after, titles) {
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
          { scope: "rowgroup", colspan: titles.length + 2 },
          name,
          group === "" ? null : el("span", { class: "muted" }, ` / ${group}`),
        ),
      ),
      ...members.map((path) =>
        settingRow(
          account,
          path.slice(group === "" ? 0 : group.length + 1),
          old?.get(path),
          now?.get(path),
          titles,
        ),
      ),
    ),
  );
}

/**
 * @param {PageAccount} account
 * @param {string} name
 * @param {PageSetting | undefined} before
 * @param {PageSetting | undefined} after
 * @param {readonly string[]} titles
 */
function settingRow(account, name, before, after, titles) {
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
    titles.length === 1
      ? null
      : el("td", { class: "mono before", "data-label": titles[0] ?? "" }, kind === "same" ? "" : (old ?? "")),
    el("td", { class: "mono", "data-label": kind === "same" ? null : (titles[1] ?? "") }, now ?? ""),
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
