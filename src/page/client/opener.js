// A file that someone opens, with the button or by dropping it: it is read in a worker of its own, and goes nowhere else.
import { byId, el } from "./dom.js";
import { textEditor } from "./policy-editor.js";

/** @typedef {import("./engine.js").Asker} Asker */
/** @typedef {import("../page-model").PageOpened} Opened */
/** @typedef {import("../page-model").PageRefusal} Refusal */

export class Opener {
  /**
   * @param {() => Promise<Asker>} makeAsker an engine that reads YAML too
   * @param {(opened: Extract<Opened, { kind: "organization" }>, asker: Asker) => void} onOrganization
   */
  constructor(makeAsker, onOrganization) {
    this.makeAsker = makeAsker;
    this.onOrganization = onOrganization;
    this.box = byId("opened");
    this.said = byId("said-of-file");
    /** The engine of a policy that is shown. @type {Asker | undefined} */
    this.asker = undefined;
    /** Counts the files: only the last one is shown. */
    this.files = 0;
    const input = /** @type {HTMLInputElement} */ (byId("file"));
    input.addEventListener("change", () => {
      void this.read(input.files?.[0]);
      input.value = "";
    });
    for (const kind of ["dragover", "drop"]) {
      document.addEventListener(kind, (event) => {
        const { dataTransfer } = /** @type {DragEvent} */ (event);
        if (dataTransfer?.types.includes("Files") === true) {
          event.preventDefault();
          void this.read(dataTransfer.files[0]);
        }
      });
    }
    byId("open-file").hidden = false;
  }

  /** @param {File | undefined} file */
  async read(file) {
    if (file === undefined) {
      return;
    }
    const turn = (this.files += 1);
    this.close();
    this.said.textContent = `Reading ${file.name}…`;
    document.documentElement.dataset["ready"] = "false";
    /** @type {Asker | undefined} */
    let asker;
    try {
      const bytes = await file.arrayBuffer();
      asker = await this.makeAsker();
      const opened = await asker.ask("read", { name: file.name, bytes, at: Date.now() });
      if (turn === this.files) {
        this.show(opened, asker);
        return;
      }
    } catch (error) {
      if (turn === this.files) {
        this.refuse({
          kind: "refused",
          message: `The page cannot read this file: ${error instanceof Error ? error.message : String(error)}`,
          problems: [],
          hint: "Try it with the command line.",
        });
      }
    }
    asker?.end();
  }

  /** @param {Opened} opened @param {Asker} asker */
  show(opened, asker) {
    if (opened.kind === "organization") {
      this.said.textContent = `Opened ${opened.title}.`;
      this.onOrganization(opened, asker);
      return;
    }
    if (opened.kind === "refused") {
      asker.end();
      this.refuse(opened);
      return;
    }
    const { title, text, format } = opened;
    this.said.textContent = "";
    this.asker = asker;
    const editor = el("div", {});
    this.fill(title, editor);
    void textEditor(editor, {
      name: title,
      text,
      format,
      ask: asker.ask,
      buttons: () => [this.closer()],
    }).then(settled);
  }

  /** @param {Refusal} refusal */
  refuse({ message, problems, hint }) {
    this.said.textContent = "";
    this.fill(
      message,
      problems.length === 0
        ? null
        : el(
            "ul",
            { class: "errors" },
            ...problems.map((problem) =>
              el("li", {}, el("span", { class: "mono" }, problem.where), ` ${problem.message}`),
            ),
          ),
      hint === "" ? null : el("p", { class: "muted" }, hint),
      el("p", { class: "muted" }, "The page shows what it showed before."),
      el("p", { class: "buttons" }, this.closer()),
    );
    settled();
  }

  /** @param {string} title @param {...(Node | null)} content */
  fill(title, ...content) {
    const heading = el("h2", { tabindex: "-1" }, title);
    this.box.replaceChildren(heading, ...content.filter((part) => part !== null));
    this.box.hidden = false;
    heading.focus();
  }

  closer() {
    return el("button", { type: "button", class: "more", onclick: () => this.close() }, "Close");
  }

  close() {
    this.asker?.end();
    this.asker = undefined;
    this.box.hidden = true;
    this.box.replaceChildren();
  }
}

function settled() {
  document.documentElement.dataset["ready"] = "true";
}
