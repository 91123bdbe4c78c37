import type { ResourceKind } from "./resource-kinds";
import { CELLS } from "./tables/cells";
import type { Cell } from "./tables/cells";
import { FEATURES } from "./tables/features";
import type { FeatureId } from "./tables/features";
import { TABLE_TYPES } from "./tables/types";
import type { TableTypeId } from "./tables/types";
import type { Verdict } from "./verdict";

const cells: ReadonlyMap<string, Cell> = new Map(
  (Object.entries(CELLS) as readonly (readonly [FeatureId, readonly Cell[]])[]).flatMap(([feature, column]) =>
    column.flatMap((cell) => cell.of.map((row): [string, Cell] => [`${feature} ${row}`, cell])),
  ),
);

/** A cell of the table as it was read. */
export function cellOf(row: TableTypeId, feature: FeatureId): Cell {
  const cell = cells.get(`${feature} ${row}`);
  if (cell === undefined) {
    throw new RangeError(`no cell ${feature} of ${row}`);
  }
  return cell;
}

/** Whether a kind of resource has a feature, Regions apart. */
export function capability(kind: ResourceKind, feature: FeatureId): Verdict {
  const verdicts = kind.rows.map((row) => rowVerdict(row, feature));
  const [first, ...rest] = verdicts;
  if (first === undefined || rest.every(({ answer }) => answer === first.answer)) {
    return first ?? { answer: "unknown", mark: "no-evidence", reason: "", pages: [] };
  }
  return {
    answer: "depends",
    mark: "certain",
    reason: verdicts.map(({ reason }) => reason).join(" "),
    pages: [...new Set(verdicts.flatMap(({ pages }) => pages))],
  };
}

function rowVerdict(row: TableTypeId, feature: FeatureId): Verdict {
  const { answer, mark, note, pages } = cellOf(row, feature);
  return {
    answer: answer === "none" ? "no" : answer,
    mark,
    reason: sentence(TABLE_TYPES[row].plural, feature, cellOf(row, feature)),
    pages,
  };

  function sentence(plural: string, id: FeatureId, cell: Cell): string {
    const { yes, no } = FEATURES[id];
    const because = note === "" ? "." : `: ${lowerFirst(note)}`;
    if (cell.answer === "unknown") {
      return `It is not known whether ${plural} ${yes}${because}`;
    }
    const fact = `${plural} ${cell.answer === "no" || cell.answer === "none" ? no : yes}`;
    if (mark === "contradicting") {
      return `AWS's pages differ, most likely ${fact}${because}`;
    }
    if (mark === "inferred") {
      return `Probably ${fact}${note === "" ? "; no page says so explicitly." : because}`;
    }
    return cell.answer === "depends" ? `${fact}, with a condition${because}` : `${fact}${because}`;
  }
}

/** Sentences follow a colon, except where they begin with a name. */
function lowerFirst(text: string): string {
  return /^(?:A |An |The |Not |No |Only |Each |Versioning |Starts |Snapshots |Since |Older |Neither |Needs |Copies )/.test(
    text,
  )
    ? `${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text;
}
