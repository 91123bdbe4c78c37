// A list that is built as far as somebody reads it.
import { counted, el } from "./dom.js";

const PAGE = 100;

/**
 * @template T
 * @param {string} className
 * @param {readonly T[]} entries
 * @param {number} atOnce
 * @param {string} noun
 * @param {(entry: T) => Node} build
 * @returns {Node[]}
 */
export function pagedList(className, entries, atOnce, noun, build) {
  let shown = Math.min(entries.length, atOnce);
  const list = el("ul", { class: className }, ...entries.slice(0, shown).map(build));
  const more = el("button", {
    type: "button",
    class: "more",
    onclick: () => {
      const next = entries.slice(shown, shown + PAGE).map(build);
      shown += next.length;
      list.append(...next);
      /** @type {HTMLElement | undefined} */ (next[0])?.setAttribute("tabindex", "-1");
      /** @type {HTMLElement | undefined} */ (next[0])?.focus();
      update();
    },
  });
  const update = () => {
    const left = entries.length - shown;
    more.hidden = left === 0;
    more.textContent =
      left > PAGE
        ? `Show ${PAGE} of ${counted(left, `more ${noun}`)}`
        : `Show ${counted(left, `more ${noun}`)}`;
  };
  update();
  return [list, more];
}
