// The text of a policy, checked while it is typed.
import { el } from "./dom.js";

/** @typedef {import("./engine.js").Ask} Ask */
/** @typedef {import("./what-if.js").WhatIfs} WhatIfs */
/** @typedef {import("../page-model").PageValidation} PageValidation */

const TYPING_PAUSE = 150;

/**
 * Of an attached policy: the text can be tried.
 *
 * @param {HTMLElement} box
 * @param {{ id: string, name: string }} policy
 * @param {Ask} ask
 * @param {WhatIfs} whatIfs
 */
export async function policyEditor(box, { id, name }, ask, whatIfs) {
  const button = (/** @type {string} */ words, /** @type {() => void} */ onclick) =>
    el("button", { type: "button", class: "more", onclick }, words);
  let text;
  const opener = document.activeElement;
  const leave = () => {
    box.replaceChildren();
    if (opener instanceof HTMLElement && opener.isConnected) {
      opener.focus();
    }
  };
  try {
    text = await ask("policy", { id });
  } catch (error) {
    box.replaceChildren(el("p", { class: "note" }, error instanceof Error ? error.message : String(error)));
    return;
  }
  box.onkeydown = ({ key, target }) => {
    // What someone has typed is not thrown away by a key.
    if (key === "Escape" && target instanceof HTMLTextAreaElement && target.value === text) {
      leave();
    }
  };
  await textEditor(box, {
    name,
    text,
    format: "json",
    ask,
    buttons: (area) => [
      button(
        "Try this text",
        () => void whatIfs.add({ kind: "edit", policy: id, text: area.value }, `edit ${name}`),
      ),
      button("Close", leave),
    ],
  });
}

/**
 * @param {HTMLElement} box
 * @param {object} edited
 * @param {string} edited.name
 * @param {string} edited.text
 * @param {"json" | "yaml"} edited.format
 * @param {Ask} edited.ask
 * @param {(area: HTMLTextAreaElement) => Node[]} edited.buttons
 */
export async function textEditor(box, { name, text, format, ask, buttons }) {
  const issues = el("ul", { class: "issues", "aria-live": "polite" });
  const area = /** @type {HTMLTextAreaElement} */ (
    el("textarea", { rows: 18, spellcheck: "false", "aria-label": `The text of ${name}`, wrap: "off" })
  );
  area.value = text;
  box.replaceChildren(
    el("div", { class: "editor" }, area, issues, el("p", { class: "buttons" }, ...buttons(area))),
  );
  let timer = 0;
  let checked = 0;
  const check = async () => {
    const turn = (checked += 1);
    const found = await ask("validate", { text: area.value, format });
    if (turn === checked) {
      issues.replaceChildren(...issueItems(found, area));
    }
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void check(), TYPING_PAUSE);
  });
  area.focus();
  await check();
}

/** @param {PageValidation} found @param {HTMLTextAreaElement} area */
function issueItems({ accepted, issues }, area) {
  return [
    el(
      "li",
      { class: accepted ? "muted" : "error" },
      accepted ? "AWS accepts this text." : "AWS refuses this text.",
    ),
    ...issues.map(({ rule, severity, message, hint, line, column }) => {
      const place =
        line === 0
          ? null
          : el(
              "button",
              { type: "button", class: "link", onclick: () => goTo(area, line, column) },
              `${line}:${column}`,
            );
      return el(
        "li",
        {},
        place,
        el("span", { class: `severity ${severity}` }, severity),
        el("span", { class: "mono" }, rule),
        el("span", {}, message),
        el("span", { class: "muted" }, hint),
      );
    }),
  ];
}

/** @param {HTMLTextAreaElement} area @param {number} line @param {number} column */
function goTo(area, line, column) {
  const lines = area.value.split("\n");
  const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(at, at + 1);
  area.scrollTop = (line - 5) * (area.scrollHeight / Math.max(1, lines.length));
}
