import type { Page } from "playwright-core";

/** Texts in sight that lie upon each other, and texts that reach beyond the window. */
export interface Misplaced {
  readonly overlaps: readonly (readonly [string, string])[];
  readonly outside: readonly string[];
}

/** Looks at the boxes of every line of text, as far as what is around it lets it be seen. */
export async function misplacedTexts(page: Page): Promise<Misplaced> {
  return page.evaluate<Misplaced>(`(${LOOK})()`);
}

const LOOK = String.raw`() => {
  const isHidden = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      if (getComputedStyle(at).clipPath !== "none") {
        return true;
      }
    }
    return !element.checkVisibility();
  };
  const clipped = (rect, element) => {
    let { left, top, right, bottom } = rect;
    for (let at = element; at !== null && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow !== "visible") {
        const box = at.getBoundingClientRect();
        left = Math.max(left, box.left);
        top = Math.max(top, box.top);
        right = Math.min(right, box.right);
        bottom = Math.min(bottom, box.bottom);
      }
    }
    return { left, top, right, bottom };
  };
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const element = text.parentElement;
    if (text.data.trim() === "" || ["SCRIPT", "OPTION"].includes(element.tagName) || isHidden(element)) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      const box = clipped(rect, element);
      if (box.right - box.left > 1 && box.bottom - box.top > 1) {
        lines.push({ text, box, words: text.data.slice(0, 40) });
      }
    }
  }
  const overlaps = [];
  lines.forEach(({ text, box, words }, index) => {
    for (const other of lines.slice(index + 1)) {
      const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (other.text !== text && width > 1 && height > 4) {
        overlaps.push([words, other.words]);
      }
    }
  });
  const outside = lines
    .filter(({ box }) => box.right > document.documentElement.clientWidth + 1)
    .map(({ words }) => words);
  return { overlaps, outside };
}`;
