import type { TextOptions } from "../../render/style";

/** A piece of a line in one style. */
interface Piece {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** What stands between two spaces: pieces that no line break parts. */
type Word = readonly Piece[];

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|(?<![\w*])[*_](?=\S)(.+?)[*_](?!\w)|!?\[([^\]]*)\]\(([^)\s]+)\)/g;

/** One paragraph of Markdown, broken into lines of the width; the first line begins with `first`, the others with `rest`. */
export function inlineLines(
  markdown: string,
  { style, width }: TextOptions,
  first = "",
  rest = " ".repeat(first.length),
): readonly string[] {
  const lines: string[] = [];
  let [line, length] = [first, first.length];
  let isEmpty = true;
  for (const word of wordsOf(markdown, style)) {
    const wordLength = lengthOf(word);
    if (!isEmpty && length + 1 + wordLength > width) {
      lines.push(line.trimEnd());
      [line, length, isEmpty] = [rest, rest.length, true];
    }
    line += (isEmpty ? "" : " ") + word.map(({ text, paint }) => paint(text)).join("");
    length += (isEmpty ? 0 : 1) + wordLength;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** The width of a paragraph that is not broken. */
export function inlineWidth(markdown: string, style: TextOptions["style"]): number {
  const words = wordsOf(markdown, style);
  return words.reduce((sum, word) => sum + lengthOf(word), Math.max(0, words.length - 1));
}

/** The width of the longest part that is never broken. */
export function widestWord(markdown: string, style: TextOptions["style"]): number {
  return Math.max(0, ...wordsOf(markdown, style).map(lengthOf));
}

function lengthOf(word: Word): number {
  return word.reduce((sum, { text }) => sum + text.length, 0);
}

function wordsOf(markdown: string, style: TextOptions["style"]): readonly Word[] {
  const words: Piece[][] = [[]];
  for (const { text, paint } of piecesOf(markdown, style)) {
    text.split(/\s+/).forEach((part, index) => {
      if (index > 0) {
        words.push([]);
      }
      if (part !== "") {
        words.at(-1)?.push({ text: part, paint });
      }
    });
  }
  return words.filter((word) => word.length > 0);
}

function piecesOf(markdown: string, style: TextOptions["style"]): readonly Piece[] {
  const isColored = style.bold("x") !== "x";
  const plain = (text: string): string => text;
  const pieces: Piece[] = [];
  const add = (text: string, paint: (text: string) => string = plain): void => {
    pieces.push({ text: text.replaceAll(/\\([\\`*_{}[\]<>()#+.!|~-])/g, "$1"), paint });
  };
  let end = 0;
  for (const match of markdown.matchAll(INLINE)) {
    add(markdown.slice(end, match.index));
    end = match.index + match[0].length;
    const [, , code, strong, emphasis, label, target] = match;
    if (code !== undefined) {
      pieces.push({ text: isColored ? code : `\`${code}\``, paint: style.cyan });
    } else if (strong !== undefined) {
      pieces.push(
        ...piecesOf(strong, style).map(({ text, paint }) => ({
          text,
          paint: (part: string) => style.bold(paint(part)),
        })),
      );
    } else if (emphasis !== undefined) {
      add(emphasis, style.bold);
    } else if (label !== undefined && target !== undefined) {
      pieces.push(...piecesOf(label, style));
      const reference = referenceOf(label, target);
      if (reference !== "") {
        add(` (${reference})`, style.dim);
      }
    }
  }
  add(markdown.slice(end));
  return pieces;
}

/** Where a link leads, as a reader of a terminal follows it: a topic, a file or an address; nothing where the label says it. */
function referenceOf(label: string, target: string): string {
  if (/^[a-z]+:/.test(target)) {
    return target === label ? "" : target;
  }
  const path = (target.split("#")[0] ?? "").replace(/^(\.\.?\/)+/, "").replace(/^help\//, "");
  const topic = /^(?:constructs\/)?([\w-]+)\.md$/.exec(path)?.[1];
  if (topic !== undefined) {
    return foldedTopic(topic) === foldedTopic(label) ? "" : `help ${topic}`;
  }
  return path === label.replaceAll("`", "") ? "" : path;
}

/** Topics are found however they are written: `BackupPolicy` is `backup-policy`. */
export function foldedTopic(text: string): string {
  return text
    .toLowerCase()
    .replace(/\.md$/, "")
    .replace(/^constructs\//, "")
    .replaceAll(/[^a-z0-9]/g, "");
}
