// On a phone the tree is a drawer over the page: the findings come first.
import { byId } from "./dom.js";

/** As in media.css. */
const PHONE = "(max-width: 600px)";

export class Drawer {
  /**
   * @param {object} events
   * @param {() => void} events.opened the tree is there to be drawn
   * @param {() => void} events.chosen something was chosen in it
   */
  constructor({ opened, chosen }) {
    this.side = byId("side");
    this.opener = byId("open-tree");
    this.phone = matchMedia(PHONE);
    this.opened = opened;
    /** What cannot be reached while the drawer is open. @type {readonly HTMLElement[]} */
    this.behind = [];
    this.opener.addEventListener("click", () => this.open(byId("search")));
    byId("close-tree").addEventListener("click", () => this.close({ back: true }));
    this.phone.addEventListener("change", () => {
      this.close();
      this.arrange();
    });
    this.arrange();
    this.side.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && this.isOpen) {
        this.close({ back: true });
      }
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (this.isOpen && target instanceof Node && !this.side.contains(target)) {
        this.close({ back: true });
      }
    });
    byId("tree").addEventListener("choose", (event) => {
      if (this.isOpen) {
        event.preventDefault();
        this.close();
        chosen();
      }
    });
  }

  /** What changes in the organization comes after what that does, where not both are in sight. */
  arrange() {
    const changes = byId("what-changes");
    if (this.phone.matches) {
      byId("columns").after(changes);
    } else {
      document.querySelector("header")?.append(changes);
    }
  }

  get isOpen() {
    return this.side.classList.contains("open");
  }

  /** Only where there is a drawer; the tree is in sight elsewhere. @param {HTMLElement} focus */
  open(focus) {
    if (this.phone.matches && !this.isOpen) {
      this.side.classList.add("open");
      this.side.setAttribute("role", "dialog");
      this.side.setAttribute("aria-modal", "true");
      this.opener.setAttribute("aria-expanded", "true");
      const around = [document.body, byId("columns")].flatMap(({ children }) => [...children]);
      this.behind = around
        .filter((element) => element instanceof HTMLElement && !element.contains(this.side) && !element.inert)
        .map((element) => /** @type {HTMLElement} */ (element));
      this.behind.forEach((element) => (element.inert = true));
      this.opened();
    }
    focus.focus();
  }

  /** @param {{ back?: boolean }} [where] whether the keyboard goes back to where it came from */
  close({ back = false } = {}) {
    if (!this.isOpen) {
      return;
    }
    this.side.classList.remove("open");
    this.side.removeAttribute("role");
    this.side.removeAttribute("aria-modal");
    this.opener.setAttribute("aria-expanded", "false");
    this.behind.forEach((element) => (element.inert = false));
    if (back) {
      this.opener.focus();
    }
  }
}
