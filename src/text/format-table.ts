/** A column's head, and on which side its cells stand. */
export interface Column {
  readonly head: string;
  readonly align?: "right";
}

const GAP = "  ";

/** Rows under heads, each column as wide as its widest cell; cells are plain text. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = "",
): readonly string[] {
  const widths = columns.map(({ head }, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    (indent + cells.map((cell, at) => padded(cell, widths[at] ?? 0, columns[at]?.align)).join(GAP)).trimEnd();
  return [line(columns.map(({ head }) => head)), ...rows.map(line)];
}

function padded(cell: string, width: number, align: "right" | undefined): string {
  return align === "right" ? cell.padStart(width) : cell.padEnd(width);
}
