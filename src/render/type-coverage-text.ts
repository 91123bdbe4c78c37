import type { CopyCoverage, StatedAnswer, TypeCoverage } from "../review/type-coverage";
import { duration } from "../review/words";
import { counted } from "../text/counted";
import { formatTable } from "../text/format-table";
import { oneOf } from "../text/one-of";
import { wrapText } from "../text/wrap-text";
import { grouped } from "../text/grouped";

/**
 * What the plans do for each type, as a table; types for which they do the same share a row.
 *
 * @param outcomes the types in each outcome that unknown attachment orders allow
 */
export function typeCoverageText(
  outcomes: readonly (readonly TypeCoverage[])[],
  width: number,
): readonly string[] {
  const [types = []] = outcomes;
  const covered = outcomes.flat().filter(({ covered }) => covered !== "none");
  if (covered.length === 0) {
    return [];
  }
  const selected = new Set(covered.map(({ type }) => type));
  const groups = new Map<string, { readonly cells: readonly string[]; readonly names: string[] }>();
  for (const type of types.filter((each) => selected.has(each.type))) {
    const each = outcomes.flatMap((own) => own.filter((other) => other.type === type.type)).map(cellsOf);
    const cells = TITLES.map((_, column) => oneOf(each.map((own) => own[column] ?? "")));
    const key = JSON.stringify(cells);
    const group = groups.get(key) ?? { cells, names: [] };
    groups.set(key, group);
    group.names.push(type.name);
  }
  const rows = [...groups.values()].flatMap(({ cells, names }) => {
    const copies = (cells[3] ?? "").split("; ");
    const lines = wrapText(names.join(", "), TYPE_WIDTH).split("\n");
    return Array.from({ length: Math.max(lines.length, copies.length) }, (_, at) => [
      lines[at] ?? "",
      ...(at === 0 ? cells.slice(0, 3) : ["", "", ""]),
      copies[at] ?? "",
    ]);
  });
  return [
    ...formatTable(
      ["type", ...TITLES].map((head) => ({ head })),
      rows,
      "    ",
    ),
    ...(rows.some(([, , , , copies]) => copies?.endsWith("*") === true)
      ? ["    * on conditions: org-backup help capabilities"]
      : []),
    ...remarksOf(covered).map((remark) => wrapText(remark, width, "    ")),
  ];
}

const TYPE_WIDTH = 22;
const TITLES = ["apart", "kept", "continuous", "copies"];
const NOT_SELECTED = ["none", "none", "off", "none"];

function cellsOf(type: TypeCoverage): readonly string[] {
  const { covered, largestGapMinutes, retentionDays, continuous, copies } = type;
  if (covered === "none") {
    return NOT_SELECTED;
  }
  return [
    largestGapMinutes === undefined ? "?" : `<= ${duration(largestGapMinutes)}`,
    keptWords(retentionDays),
    continuous?.answer ?? "off",
    copies.length === 0 ? "none" : copies.map(copyWords).join("; "),
  ];
}

function copyWords({ to, answer, retentionDays }: CopyCoverage): string {
  const where = PLACE_WORDS[to];
  return answer === "yes" || answer === "depends"
    ? `${where} ${keptWords(retentionDays)}${answer === "depends" ? " *" : ""}`
    : `${where}: ${answer}`;
}

const PLACE_WORDS: Readonly<Record<CopyCoverage["to"], string>> = {
  "another account and Region": "account + Region",
  "another account": "account",
  "another Region": "Region",
  "the same Region": "the same Region",
};

function keptWords(days: number | undefined): string {
  return days === undefined ? "forever" : `${grouped(days)} d`;
}

/** Why an answer is not a plain yes: each reason once. A plain no speaks for itself in the table. */
function remarksOf(types: readonly TypeCoverage[]): readonly string[] {
  const unknown = (answer: StatedAnswer | undefined): readonly string[] =>
    answer?.answer === "unknown" ? [answer.reason] : [];
  const found = types.flatMap(({ continuous, copies, regions }) => [
    ...unknown(continuous),
    ...copies.flatMap(unknown),
    ...regions.map(({ reason }) => reason),
  ]);
  const distinct = [...new Set(found)];
  const shown = distinct.slice(0, SHOWN_REMARKS);
  return distinct.length === shown.length
    ? shown
    : [...shown, `${counted(distinct.length - shown.length, "more remark")}: --format json.`];
}

const SHOWN_REMARKS = 3;
