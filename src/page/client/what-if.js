// What is tried in the page: the list of changes, the command for them, the file with them.
import { byId, el } from "./dom.js";
import { drawMasthead } from "./masthead.js";
import { setModel } from "./model.js";

/** @typedef {import("./engine.js").Ask} Ask */
/** @typedef {import("../page-what-if").PageWhatIf} Change */
/** @typedef {import("../shell-command").PageCommand} Command */

export class WhatIfs {
  /**
   * @param {Ask} ask
   * @param {() => void} onChange after the page has got another organization
   */
  constructor(ask, onChange) {
    this.ask = ask;
    this.onChange = onChange;
    /** @type {readonly Change[]} */
    this.changes = [];
    /** Names stay what they were when a change was made: @type {Map<string, string>} */
    this.names = new Map();
    this.bar = byId("what-if");
    /** Counts what was tried: a late answer about something else is not shown. */
    this.tried = 0;
  }

  /** @param {Change} change @param {string} what the change in words */
  add(change, what) {
    this.names.set(keyOf(change), what);
    return this.try(withChange(this.changes, change));
  }

  /**
   * @param {string} id of a policy
   * @param {string} target
   * @param {string} what
   */
  putLast(id, target, what) {
    const detach = /** @type {Change} */ ({ kind: "detach", policy: id, target });
    const attach = /** @type {Change} */ ({ kind: "attach", policy: id, target });
    const others = this.changes.filter((change) => keyOf(change) !== keyOf(attach));
    this.names.set(keyOf(attach), what);
    this.names.set(keyOf(detach), what);
    const isNew =
      others.length < this.changes.length && !others.some((other) => keyOf(other) === keyOf(detach));
    return this.try(isNew ? [...others, attach] : [...withChange(others, detach), attach]);
  }

  /** Another organization is open, of which nothing was tried yet. */
  reset() {
    this.tried += 1;
    this.changes = [];
    this.command = undefined;
    this.names.clear();
    document.body.classList.remove("tries");
    this.draw(undefined, []);
  }

  /** @param {readonly Change[]} changes */
  async try(changes) {
    const tried = (this.tried += 1);
    document.documentElement.dataset["ready"] = "false";
    const answer = await this.ask("what-if", { changes });
    if (tried !== this.tried) {
      return;
    }
    if (!answer.ok) {
      this.draw(this.command, answer.problems);
      this.bar.scrollIntoView({ block: "nearest" });
      document.documentElement.dataset["ready"] = "true";
      return;
    }
    this.changes = changes;
    this.command = answer.command;
    setModel(answer.model);
    document.body.classList.toggle("tries", changes.length > 0);
    drawMasthead();
    this.draw(answer.command, []);
    this.onChange();
    this.bar.scrollIntoView({ block: "nearest" });
  }

  /** @param {Command | undefined} command @param {readonly string[]} problems */
  draw(command, problems) {
    const said = el("span", { class: "muted", role: "status" });
    const button = (/** @type {string} */ words, /** @type {() => void} */ onclick) =>
      el("button", { type: "button", class: "more", onclick }, words);
    this.bar.hidden = this.changes.length === 0 && problems.length === 0;
    this.bar.replaceChildren(
      el("h2", {}, "What if"),
      el(
        "ul",
        {},
        ...this.changes.map((change) =>
          el(
            "li",
            {},
            el("span", { class: "what" }, this.names.get(keyOf(change)) ?? change.kind),
            el(
              "button",
              { type: "button", class: "link", onclick: () => void this.without(change) },
              "undo",
              el("span", { class: "visually-hidden" }, ` ${this.names.get(keyOf(change)) ?? ""}`),
            ),
          ),
        ),
      ),
      ...(problems.length === 0
        ? []
        : [
            el(
              "div",
              { role: "alert" },
              el("ul", { class: "errors" }, ...problems.map((problem) => el("li", {}, problem))),
            ),
          ]),
      ...(this.changes.length === 0
        ? []
        : [
            document.querySelector(".resource-changes") === null
              ? null
              : el(
                  "p",
                  {},
                  "The resources of the inventory are not counted in what is tried here: run the command.",
                ),
            command?.ok === true
              ? el("pre", { class: "mono", tabindex: "0", "aria-label": "The command for it" }, command.text)
              : el("p", { class: "muted" }, command?.reason ?? ""),
            el(
              "p",
              { class: "buttons" },
              command?.ok === true
                ? button("Copy the command", () => void this.copy(command.text, said))
                : null,
              button("Download the organization file", () => void this.download(said)),
              button("Undo all", () => void this.try([])),
              said,
            ),
          ].filter((part) => part !== null)),
    );
  }

  /** What belongs together goes together. @param {Change} change */
  without(change) {
    const isPair = (/** @type {Change} */ other) =>
      change.kind === "detach" &&
      other.kind === "attach" &&
      other.policy === change.policy &&
      other.target === change.target;
    return this.try(this.changes.filter((other) => other !== change && !isPair(other)));
  }

  /** @param {string} text @param {HTMLElement} said */
  async copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      getSelection()?.selectAllChildren(this.bar.querySelector("pre") ?? this.bar);
      said.textContent = "Press Ctrl+C to copy the selected command.";
    }
  }

  /** @param {HTMLElement} said */
  async download(said) {
    try {
      const url = URL.createObjectURL(new Blob([await this.ask("file", {})], { type: "application/json" }));
      el("a", { href: url, download: "organization.json" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      said.textContent = `There is no such file: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** Equal for changes of which the later one replaces the earlier one. @param {Change} change */
function keyOf(change) {
  return JSON.stringify(
    change.kind === "move"
      ? ["move", change.account]
      : change.kind === "edit"
        ? ["edit", change.policy]
        : [change.kind, change.policy, change.target],
  );
}

/** @param {readonly Change[]} changes @param {Change} change @returns {readonly Change[]} */
function withChange(changes, change) {
  const others = changes.filter((other) => keyOf(other) !== keyOf(change));
  const attached = change.kind === "detach" ? keyOf({ ...change, kind: "attach" }) : "";
  const left = others.filter((other) => keyOf(other) !== attached);
  // What was attached here only is not there to be detached.
  return left.length < others.length && others.length === changes.length ? left : [...left, change];
}
