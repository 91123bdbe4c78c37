import type { TextOptions } from "../../render/style";
import { inlineLines } from "./inline-markdown";
import { terminalTable } from "./terminal-table";

const FENCE = /^ *(```+|~~~+)/;
const HEADING = /^(#+) (.+)$/;
const ITEM = /^( *)([-*]|\d+\.) +(.*)$/;
const CODE_INDENT = "    ";

/**
 * A page of the guide for a terminal: paragraphs broken at the width, tables in columns, links with the
 * topic or address that they lead to. Blocks of code stay as they are, to be copied.
 */
export function terminalMarkdown(markdown: string, options: TextOptions): string {
  const lines = withoutComments(markdown).split("\n");
  const blocks: (readonly string[])[] = [];
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at, options);
    at = block.end;
    if (block.shown.length > 0) {
      blocks.push(block.shown);
    }
  }
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/** Comments of HTML speak to those who keep the pages; in code they are code. */
function withoutComments(markdown: string): string {
  return markdown
    .split(/(^ *```[^]*?^ *```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/<!--[^]*?-->\n?/g, "")))
    .join("");
}

interface Block {
  readonly shown: readonly string[];
  /** The line after it. */
  readonly end: number;
}

function blockAt(lines: readonly string[], at: number, options: TextOptions): Block {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) {
    const close = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence));
    const end = close === -1 ? lines.length : close;
    return { shown: lines.slice(at + 1, end).map((code) => (CODE_INDENT + code).trimEnd()), end: end + 1 };
  }
  const [, level, title] = HEADING.exec(line) ?? [];
  if (level !== undefined && title !== undefined) {
    return { shown: heading(level.length, title, options), end: at + 1 };
  }
  if (line.trim() === "") {
    return { shown: [], end: at + 1 };
  }
  const isTable = line.trimStart().startsWith("|");
  const isItem = ITEM.test(line);
  const end = blockEnd(lines, at, isItem);
  const block = lines.slice(at, end);
  if (isTable) {
    return { shown: terminalTable(block, options), end };
  }
  return { shown: isItem ? items(block, options) : inlineLines(block.join(" "), options), end };
}

function blockEnd(lines: readonly string[], at: number, isList: boolean): number {
  let end = at + 1;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    if (line.trim() === "" || FENCE.test(line) || HEADING.test(line) || (!isList && ITEM.test(line))) {
      break;
    }
    end += 1;
  }
  return end;
}

function heading(level: number, title: string, options: TextOptions): readonly string[] {
  const shown = inlineLines(title, options).map((line) => options.style.bold(line));
  const mark = { 1: "=", 2: "-" }[level];
  const length = Math.min(options.width, title.length);
  return mark === undefined ? shown : [...shown, options.style.dim(mark.repeat(length))];
}

function items(block: readonly string[], options: TextOptions): readonly string[] {
  const found: { readonly indent: string; readonly mark: string; text: string }[] = [];
  for (const line of block) {
    const [, indent, mark, text] = ITEM.exec(line) ?? [];
    const last = found.at(-1);
    if (indent !== undefined && mark !== undefined && text !== undefined) {
      found.push({ indent, mark, text });
    } else if (last !== undefined) {
      last.text += ` ${line.trim()}`;
    }
  }
  return found.flatMap(({ indent, mark, text }) => inlineLines(text, options, `${indent}${mark} `));
}
