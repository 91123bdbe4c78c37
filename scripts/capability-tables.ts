import { parse } from "yaml";

/** The one source of what AWS Backup can do. */
export const CAPABILITIES_SOURCE = "data/backup-capabilities.yaml";

interface Source {
  readonly asOf: string;
  readonly pages: Readonly<Record<string, { readonly page: string; readonly date: string }>>;
  readonly types: Readonly<Record<string, SourceType>>;
  readonly features: Readonly<Record<string, SourceFeature>>;
  readonly regions: Readonly<Record<string, SourceRegion>>;
}

interface SourceType {
  readonly name: string;
  readonly plural: string;
  readonly pattern: string;
  readonly optIn: string;
  readonly optInUncertain?: boolean;
  readonly variantOf?: string;
}

interface SourceFeature {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly cells: readonly SourceCell[];
}

interface SourceCell {
  readonly of: string;
  readonly is: string;
  readonly pages: string;
  readonly note?: string;
}

interface SourceRegion {
  readonly name: string;
  readonly partition: string;
  readonly optIn?: boolean;
  readonly features: string;
  readonly types: string;
  readonly doubts?: Readonly<Record<string, string>>;
}

const HEADER = `// Written by \`npm run generate\` from ${CAPABILITIES_SOURCE}; change that instead.\n`;

/** Written out: declarations show the whole table where a type is `keyof typeof` it. */
function idType(name: string, rows: Readonly<Record<string, unknown>>): string {
  return `export type ${name} =\n${Object.keys(rows)
    .map((id) => `  | ${text(id)}`)
    .join("\n")};`;
}

const ANSWERS = ["yes", "no", "depends", "unknown", "none"];
const MARKS = ["certain", "ambiguous", "inferred", "contradicting"];

/**
 * The tables of `src/capabilities/tables/`: path from the root of the repository, and text.
 *
 * @throws if a cell is missing, given twice, or names a type or a page that does not exist
 */
export function capabilityTables(yaml: string): ReadonlyMap<string, string> {
  const source = parse(yaml) as Source;
  const { asOf, pages, types, features, regions } = source;
  const cells = Object.entries(features).map(([id, feature]) => [id, cellsOf(id, feature, source)] as const);
  return new Map([
    [
      "src/capabilities/tables/pages.ts",
      `${HEADER}
/** The day on which the tables were collected. */
export const CAPABILITIES_AS_OF = ${text(asOf)};

/** A page of AWS's documentation, and the dates between which the copy that was read was made. */
export interface Page {
  readonly page: string;
  readonly date: string;
}

${idType("PageId", pages)}

export const PAGES: Readonly<Record<PageId, Page>> = {
${lines(Object.entries(pages), ([id, { page, date }]) => `  ${id}: { page: ${text(page)}, date: ${text(date)} },`)}
};
`,
    ],
    [
      "src/capabilities/tables/types.ts",
      `${HEADER}
/** A row of AWS's feature table. */
export interface TableType {
  readonly name: string;
  readonly plural: string;
  /** What a selection names, without the partition. Several types may share it. */
  readonly pattern: string;
  /** The name of the type in AWS Backup's opt-in settings. */
  readonly optIn: string;
  /** Set if AWS's pages do not give that name. */
  readonly optInUncertain?: true;
  /** The type of which this is a setting rather than a type of its own. */
  readonly variantOf?: string;
}

${idType("TableTypeId", types)}

export const TABLE_TYPES: Readonly<Record<TableTypeId, TableType>> = {
${lines(
  Object.entries(types),
  ([id, type]) =>
    `  ${text(id)}: { name: ${text(type.name)}, plural: ${text(type.plural)}, pattern: ${text(type.pattern)}, optIn: ${text(type.optIn)}${type.optInUncertain === true ? ", optInUncertain: true" : ""}${type.variantOf === undefined ? "" : `, variantOf: ${text(type.variantOf)}`} },`,
)}
};
`,
    ],
    [
      "src/capabilities/tables/features.ts",
      `${HEADER}
/** A column of AWS's feature table, in words that follow the plural of a type. */
export interface Feature {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
}

${idType("FeatureId", features)}

export const FEATURES: Readonly<Record<FeatureId, Feature>> = {
${lines(Object.entries(features), ([id, { title, yes, no }]) => `  ${text(id)}: { title: ${text(title)}, yes: ${text(yes)}, no: ${text(no)} },`)}
};
`,
    ],
    [
      "src/capabilities/tables/cells.ts",
      `${HEADER}
import type { Mark } from "../verdict";
import type { FeatureId } from "./features";
import type { PageId } from "./pages";
import type { TableTypeId } from "./types";

/** What AWS's documentation says of a feature for some types. */
export interface Cell {
  readonly of: readonly TableTypeId[];
  /** \`none\` if the question does not arise. */
  readonly answer: "yes" | "no" | "depends" | "unknown" | "none";
  readonly mark: Mark;
  readonly pages: readonly PageId[];
  /** Empty if the answer needs no words. */
  readonly note: string;
}

export const CELLS: Readonly<Record<FeatureId, readonly Cell[]>> = {
${lines(cells, ([id, texts]) => `  ${text(id)}: [\n${texts.map((cell) => `    ${cell},\n`).join("")}  ],`)}
};
`,
    ],
    [
      "src/capabilities/tables/regions.ts",
      `${HEADER}
/** A row of AWS Backup's availability page. */
export interface TableRegion {
  readonly name: string;
  readonly partition: string;
  /** Whether an account must enable the Region first. */
  readonly optIn: boolean;
  readonly features: readonly string[];
  /** Types that are available; those that no Region lists are available everywhere. */
  readonly types: readonly string[];
  /** Features and types about which pages differ or say nothing, and how. */
  readonly doubts: Readonly<Record<string, string>>;
}

export const TABLE_REGIONS: Readonly<Record<string, TableRegion>> = {
${lines(Object.entries(regions), ([id, region]) => regionText(id, region, source))}
};
`,
    ],
  ]);
}

function cellsOf(id: string, { cells }: SourceFeature, { types, pages }: Source): readonly string[] {
  const named = cells.flatMap(({ of }) => words(of)).filter((type) => type !== "rest");
  const rest = Object.keys(types).filter((type) => !named.includes(type));
  const all = cells.map(({ of, is, pages: evidence, note = "" }) => {
    const [answer = "", mark = ""] = is.split(", ");
    const meant = of === "rest" ? rest : words(of);
    check(id, "answer", [answer], ANSWERS);
    check(id, "mark", [mark], MARKS);
    check(id, "type", meant, Object.keys(types));
    check(id, "page", words(evidence), Object.keys(pages));
    if (note === "" && (answer === "depends" || answer === "unknown")) {
      throw new Error(`${CAPABILITIES_SOURCE}: ${id}: ${of}: "${answer}" needs a note`);
    }
    return { meant, answer, mark, evidence: words(evidence), note };
  });
  const covered = all.flatMap(({ meant }) => meant);
  if (covered.length !== new Set(covered).size || covered.length !== Object.keys(types).length) {
    throw new Error(`${CAPABILITIES_SOURCE}: ${id}: each type must have exactly one cell`);
  }
  return all.map(
    ({ meant, answer, mark, evidence, note }) =>
      `{ of: [${meant.map(text).join(", ")}], answer: ${text(answer)}, mark: ${text(mark)}, pages: [${evidence.map(text).join(", ")}], note: ${text(note)} }`,
  );
}

function regionText(id: string, region: SourceRegion, { types }: Source): string {
  check(id, "type", words(region.types), Object.keys(types));
  const doubts = Object.entries(region.doubts ?? {}).map(([about, why]) => `${text(about)}: ${text(why)}`);
  return `  ${text(id)}: {
    name: ${text(region.name)}, partition: ${text(region.partition)}, optIn: ${String(region.optIn === true)},
    features: [${words(region.features).map(text).join(", ")}],
    types: [${words(region.types).map(text).join(", ")}],
    doubts: {${doubts.length === 0 ? "" : `\n${doubts.map((doubt) => `      ${doubt},\n`).join("")}    `}},
  },`;
}

function check(where: string, what: string, given: readonly string[], allowed: readonly string[]): void {
  const wrong = given.find((word) => !allowed.includes(word));
  if (wrong !== undefined) {
    throw new Error(`${CAPABILITIES_SOURCE}: ${where}: no ${what} "${wrong}"`);
  }
}

function words(list: string): readonly string[] {
  return list.split(" ").filter((word) => word !== "");
}

function text(value: string): string {
  return JSON.stringify(value);
}

function lines<Item>(items: readonly Item[], line: (item: Item) => string): string {
  return items.map(line).join("\n");
}
