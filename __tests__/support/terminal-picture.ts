const CELL = { width: 7.8, height: 18 };
const PADDING = { side: 22, top: 52, bottom: 20 };
const COLORS = { paper: "#1b1a18", bar: "#2a2825", ink: "#e4dfd6", dots: ["#e0685c", "#d8a847", "#6fae6a"] };
/** The colours of our own style (`src/render/style.ts`) by their codes. */
const STYLES: Readonly<Record<string, string>> = {
  "1": 'font-weight="700"',
  "2": 'fill="#948d82"',
  "31": 'fill="#ff8f83"',
  "32": 'fill="#8bcf9d"',
  "33": 'fill="#e7bd6a"',
  "36": 'fill="#84c7d8"',
};
/** Codes that end a style. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  "22": ["1", "2"],
  "39": ["31", "32", "33", "36"],
  "0": Object.keys(STYLES),
};

/** What a terminal shows, as an SVG: every run of text stands in its cells, whatever the font. */
export function terminalPicture(title: string, output: string): string {
  const lines = output.trimEnd().split("\n").map(runsOf);
  const columns = Math.max(...lines.map((runs) => runs.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(PADDING.side * 2 + columns * CELL.width);
  const height = PADDING.top + lines.length * CELL.height + PADDING.bottom;
  const dots = COLORS.dots.map(
    (color, index) => `<circle cx="${20 + index * 18}" cy="16" r="5.5" fill="${color}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="13" fill="${COLORS.ink}">`,
    `<rect width="${width}" height="${height}" rx="9" fill="${COLORS.paper}"/>`,
    `<path d="M0 9a9 9 0 0 1 9-9H${width - 9}a9 9 0 0 1 9 9v23H0z" fill="${COLORS.bar}"/>`,
    ...dots,
    ...lines.flatMap((runs, index) => drawn(runs, PADDING.top + (index + 0.6) * CELL.height)),
    "</svg>",
    "",
  ].join("\n");
}

interface Run {
  readonly text: string;
  readonly codes: readonly string[];
}

function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let codes: readonly string[] = [];
  // eslint-disable-next-line no-control-regex -- the escapes are what is read here
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const [, code] = /\[(\d+)m$/.exec(part.startsWith("\u001b") ? part : "") ?? [];
    if (code === undefined) {
      runs.push({ text: part, codes });
    } else {
      codes =
        code in STYLES ? [...codes, code] : codes.filter((known) => !(ENDS[code] ?? []).includes(known));
    }
  }
  return runs.filter(({ text }) => text !== "");
}

function drawn(runs: readonly Run[], y: number): readonly string[] {
  let column = 0;
  return runs.flatMap(({ text, codes }) => {
    const indent = text.length - text.trimStart().length;
    const shown = text.trim();
    const x = PADDING.side + (column + indent) * CELL.width;
    column += text.length;
    const attributes = codes.map((code) => STYLES[code]).join(" ");
    const length = (shown.length * CELL.width).toFixed(1);
    return shown === ""
      ? []
      : [
          `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${length}" xml:space="preserve"${attributes === "" ? "" : ` ${attributes}`}>${escaped(shown)}</text>`,
        ];
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
