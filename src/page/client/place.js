// A root, OU or account as a place for policies: what is attached, and what could be tried with it.
import { el } from "./dom.js";
import { idOf, isAccount, model, nameOf, parentOf } from "./model.js";
import { policyEditor } from "./policy-editor.js";

/** @typedef {import("./engine.js").Ask} Ask */
/** @typedef {import("./what-if.js").WhatIfs} WhatIfs */
/** @typedef {import("../page-model").PageTarget} PageTarget */

/**
 * @param {number} node
 * @param {PageTarget} target
 * @param {Ask} ask
 * @param {WhatIfs} whatIfs
 * @returns {Node[]}
 */
export function placeView(node, { attached, isOrderKnown }, ask, whatIfs) {
  const here = nameOf(node);
  const target = idOf(node);
  const editor = el("div", {});
  const rest = model.policies.filter(({ id }) => attached.every((policy) => policy.id !== id));
  const button = (
    /** @type {string} */ words,
    /** @type {string} */ name,
    /** @type {() => void} */ onclick,
  ) =>
    el(
      "button",
      { type: "button", class: "link", onclick },
      words,
      el("span", { class: "visually-hidden" }, ` ${name}`),
    );
  return [
    el("h3", {}, "Policies attached here"),
    attached.length === 0
      ? el("p", { class: "muted" }, "None.")
      : el(
          "ul",
          { class: "attached" },
          ...attached.map(({ id, name }) =>
            el(
              "li",
              {},
              el("span", { class: "policy-name" }, name),
              button("edit", name, () => void policyEditor(editor, { id, name }, ask, whatIfs)),
              attached.length < 2
                ? null
                : button(
                    "put last",
                    name,
                    () => void whatIfs.putLast(id, target, `put ${name} last on ${here}`),
                  ),
              button(
                "detach",
                name,
                () => void whatIfs.add({ kind: "detach", policy: id, target }, `detach ${name} from ${here}`),
              ),
            ),
          ),
        ),
    isOrderKnown ? null : el("p", { class: "muted" }, "Their attachment order is not known."),
    editor,
    el(
      "div",
      { class: "tries-here" },
      rest.length === 0
        ? null
        : choice("Attach", "attach", rest, (policy) => {
            const name = model.policies.find(({ id }) => id === policy)?.name ?? policy;
            void whatIfs.add({ kind: "attach", policy, target }, `attach ${name} to ${here}`);
          }),
      isAccount(node) && model.nodes.marks[node] !== "gone"
        ? choice("Move to", "move", places(node), (to) => {
            const name = nameOf(model.nodes.ids.indexOf(to));
            void whatIfs.add({ kind: "move", account: target, target: to }, `move ${here} to ${name}`);
          })
        : null,
    ),
  ].filter((part) => part !== null);
}

/** Where an account can go: the root and OUs, as deep as they are. @param {number} node */
function places(node) {
  return model.nodes.ids.flatMap((id, place) => {
    if (isAccount(place) || place === parentOf(node)) {
      return [];
    }
    let depth = 0;
    for (let at = parentOf(place); at >= 0; at = parentOf(at)) {
      depth += 1;
    }
    return [{ id, name: `${"\u2003".repeat(depth)}${nameOf(place)}` }];
  });
}

/**
 * @param {string} label
 * @param {string} className
 * @param {readonly { id: string, name: string }[]} options
 * @param {(id: string) => void} onChoice
 */
function choice(label, className, options, onChoice) {
  const select = /** @type {HTMLSelectElement} */ (
    el("select", { class: className }, el("option", { value: "" }, "choose…"))
  );
  // Thousands of options are made when somebody opens the list.
  const fill = () => {
    if (select.options.length === 1) {
      select.append(...options.map(({ id, name }) => el("option", { value: id }, name)));
    }
  };
  select.addEventListener("pointerdown", fill);
  select.addEventListener("focus", fill);
  select.addEventListener("change", () => {
    if (select.value !== "") {
      onChoice(select.value);
    }
  });
  return el("label", {}, el("span", {}, label), select);
}
