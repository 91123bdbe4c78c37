import { markdownTable } from "../../policy/reference/markdown-table";
import { cellOf } from "../capability";
import { CELLS } from "../tables/cells";
import type { Cell } from "../tables/cells";
import { FEATURES } from "../tables/features";
import type { FeatureId } from "../tables/features";
import { CAPABILITIES_AS_OF, PAGES } from "../tables/pages";
import { TABLE_REGIONS } from "../tables/regions";
import { TABLE_TYPES } from "../tables/types";
import type { TableTypeId } from "../tables/types";

const FEATURE_IDS = Object.keys(FEATURES) as readonly FeatureId[];
const TYPE_IDS = Object.keys(TABLE_TYPES) as readonly TableTypeId[];

/** What stands in the overview; the sections below have every feature. */
const OVERVIEW: readonly (readonly [FeatureId, string])[] = [
  ["continuous", "Continuous"],
  ["cold-storage", "Cold storage"],
  ["copy-to-region", "Other Region"],
  ["copy-to-account", "Other account"],
  ["air-gapped-primary", "Air-gapped vault"],
  ["index", "Index"],
  ["scan", "Scan"],
];

/** The page of the guide about what AWS Backup can do; made from the tables. */
export function capabilitiesPage(): string {
  return `${[
    INTRODUCTION,
    "## At a glance",
    OVERVIEW_WORDS,
    overview(),
    ...FEATURE_IDS.flatMap((feature) => [`## ${FEATURES[feature].title}`, featureTable(feature)]),
    "## Regions",
    REGION_WORDS,
    regionTable(),
    regionDoubts(),
    "## Evidence",
    "The pages that were read. A copy has no date of its own: the dates are the bounds that its content gives.",
    markdownTable(
      ["Page", "What it is", "Date"],
      Object.entries(PAGES).map(([id, { page, date }]) => [`\`${id}\``, page, date]),
    ),
  ].join("\n\n")}\n`;
}

const INTRODUCTION = `# What AWS Backup can do

<!-- Written by \`npm run generate\` from data/backup-capabilities.yaml; change that instead. -->

AWS accepts a policy whose settings have no effect for the resources that it selects: continuous backup of EBS, cold
storage of RDS, a copy of Redshift Serverless. \`org-backup\` judges a policy by the table on this page, which was
collected from AWS's documentation on ${CAPABILITIES_AS_OF}. Nothing was tried in an AWS account.

Each answer is **yes**, **no**, **depends** (the note gives the condition) or **unknown**. A mark says how sure the
documentation makes it:

- _certain_: a page says so.
- _ambiguous_: a page can be read in two ways.
- _inferred_: it follows from other statements, or from silence.
- _contradicting_: two pages differ. The answer is the likelier one, or unknown.

A guardrail never passes on a feature that a judged type lacks, and an answer that is not certain is never shown as a
fact.`;

const OVERVIEW_WORDS = "`?` behind an answer: not certain, see the section on the feature.";

const REGION_WORDS = `A type that this table does not mention (EC2, EBS, EFS, RDS instances, Aurora, DynamoDB, CloudFormation,
Redshift) is documented as available wherever AWS Backup and its service are. Accounts must enable an opt-in Region
before anything runs there.`;

function overview(): string {
  return markdownTable(
    ["Type", ...OVERVIEW.map(([, title]) => title)],
    TYPE_IDS.map((type) => [
      TABLE_TYPES[type].name,
      ...OVERVIEW.map(([feature]) => {
        const { answer, mark } = cellOf(type, feature);
        return `${answerWord(answer)}${mark === "certain" || answer === "unknown" ? "" : " ?"}`;
      }),
    ]),
  );
}

function featureTable(feature: FeatureId): string {
  return markdownTable(
    ["Types", "Answer", "Mark", "Note", "Pages"],
    CELLS[feature].map(({ of, answer, mark, note, pages }) => [
      of.map((type) => TABLE_TYPES[type].name).join(", "),
      answerWord(answer),
      mark,
      note,
      pages.map((page) => `\`${page}\``).join(" "),
    ]),
  );
}

function answerWord(answer: Cell["answer"]): string {
  return answer === "none" ? "-" : answer;
}

function regionTable(): string {
  const all = new Set(Object.values(TABLE_REGIONS).flatMap(({ types }) => types));
  return markdownTable(
    ["Region", "Opt-in", "Not offered", "Types not supported"],
    Object.entries(TABLE_REGIONS).map(([code, { optIn, features, types, doubts }]) => [
      `\`${code}\``,
      optIn ? "yes" : "no",
      REGION_FEATURES.filter(([id]) => !features.includes(id) && doubts[id] === undefined)
        .map(([, words]) => words)
        .join(", "),
      TYPE_IDS.filter((type) => all.has(type) && !types.includes(type) && doubts[type] === undefined)
        .map((type) => TABLE_TYPES[type].name)
        .join(", "),
    ]),
  );
}

const REGION_FEATURES: readonly (readonly [string, string])[] = [
  ["backup-policies", "backup policies"],
  ["copy-to-region", "copies to other Regions"],
  ["copy-to-account", "copies to other accounts"],
  ["air-gapped", "air-gapped vaults"],
  ["index", "search index"],
  ["scan", "malware scan"],
];

function regionDoubts(): string {
  const byDoubt = new Map<string, string[]>();
  for (const [code, { doubts }] of Object.entries(TABLE_REGIONS)) {
    for (const [about, doubt] of Object.entries(doubts)) {
      const key = `${wordOf(about)}: ${doubt}`;
      byDoubt.set(key, [...(byDoubt.get(key) ?? []), `\`${code}\``]);
    }
  }
  return [...byDoubt].map(([doubt, codes]) => `- ${codes.join(", ")}: ${doubt}`).join("\n");
}

function wordOf(about: string): string {
  return (
    REGION_FEATURES.find(([id]) => id === about)?.[1] ??
    Object.entries(TABLE_TYPES).find(([id]) => id === about)?.[1].name ??
    "S3 copies to other accounts"
  );
}
