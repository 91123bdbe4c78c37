import type { TextOptions } from "../../render/style";
import { inlineLines, inlineWidth, widestWord } from "./inline-markdown";

const GAP = 2;
/** A column narrower than this breaks every line after a word or two. */
const NARROWEST = 20;

/** A table of Markdown in columns, or as one paragraph a row where columns would be too narrow to read. */
export function terminalTable(lines: readonly string[], options: TextOptions): readonly string[] {
  const [head = [], , ...rows] = lines.map(cellsOf);
  const widths = columnWidths([head, ...rows], options);
  return widths === undefined ? records(head, rows, options) : columns(head, rows, widths, options);
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The widths of the columns; undefined if they cannot all be wide enough to read. */
function columnWidths(
  rows: readonly (readonly string[])[],
  { style, width }: TextOptions,
): readonly number[] | undefined {
  const cells = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? ""));
  const widths = cells.map((column) => Math.max(...column.map((cell) => inlineWidth(cell, style))));
  const least = cells.map((column, at) =>
    Math.max(Math.min(NARROWEST, widths[at] ?? 0), ...column.map((cell) => widestWord(cell, style))),
  );
  let excess = widths.reduce((sum, column) => sum + column, GAP * (widths.length - 1)) - width;
  for (; excess > 0; excess -= 1) {
    const room = widths.map((column, at) => (column > (least[at] ?? 0) ? column : 0));
    const widest = Math.max(...room);
    if (widest === 0) {
      return undefined;
    }
    widths[room.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  { style }: TextOptions,
): readonly string[] {
  const shown = (row: readonly string[], isHead: boolean): readonly string[] => {
    const cells = widths.map((width, at) =>
      inlineLines(row[at] ?? "", { style, width }).map((line) => (isHead ? style.bold(line) : line)),
    );
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, index) =>
      widths
        .map((width, at) => {
          const line = cells[at]?.[index] ?? "";
          return line + " ".repeat(Math.max(0, width - visibleLength(line)));
        })
        .join(" ".repeat(GAP))
        .trimEnd(),
    );
  };
  const rule = style.dim(widths.map((width) => "-".repeat(width)).join(" ".repeat(GAP)));
  return [
    ...(head.every((cell) => cell === "") ? [] : [...shown(head, true), rule]),
    ...rows.flatMap((row) => shown(row, false)),
  ];
}

function records(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: TextOptions,
): readonly string[] {
  return rows.flatMap(([key = "", ...cells], index) => [
    ...(index === 0 ? [] : [""]),
    ...inlineLines(key === "" ? "-" : `**${key}**`, options),
    ...cells.flatMap((cell, at) =>
      cell === "" ? [] : inlineLines(`${head[at + 1] ?? ""}: ${cell}`, options, "  ", "    "),
    ),
  ]);
}

/** The length without colours. */
function visibleLength(line: string): number {
  // eslint-disable-next-line no-control-regex -- the escape sequences of colours
  return line.replaceAll(/\u001b\[\d+m/g, "").length;
}
