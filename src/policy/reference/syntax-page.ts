import { ADVICE_RULES } from "../advice/advice-rules";
import { allGrammarEntries } from "../grammar/lookup";
import type { GrammarEntry } from "../grammar/lookup";
import { CROSS_FIELD_RULES } from "../grammar/cross-field-rules";
import type { FixedContainer, GrammarNode } from "../grammar/node";
import { PARTITIONS, REGIONS, REGIONS_AS_OF } from "../regions";
import { QUOTAS } from "../quotas";
import { RESOURCE_PATTERNS } from "../resource-types";
import { grouped } from "../../text/grouped";
import { REFUSALS } from "../validate/refusals";
import { UNDECIDED } from "../validate/undecided";
import { markdownTable } from "./markdown-table";
import { nodeWords } from "./value-words";

/** The reference page of the syntax, in Markdown; derived from the grammar and the tables of rules. */
export function policySyntaxPage(): string {
  const sections = [
    intro,
    operators(),
    keys(),
    refusals(),
    dependentFields(),
    undecided(),
    advice(),
    quotas(),
    resourceTypes(),
    regions(),
  ];
  return `${sections.join("\n\n")}\n`;
}

const intro = `# Backup policy syntax

A backup policy is a JSON document with the single key \`plans\`. Keys, names and operators are case-insensitive; values keep theirs. Scalars are compared as text: \`60\` and \`"60"\` are the same, \`60.0\` is not a whole number.

This page is generated from the grammar of the validator. The last column of its tables says how a key is known: from recorded answers of AWS, or from its documentation only.`;

function operators(): string {
  return `## Operators

Every setting holds its value under an operator: \`{"@@assign": "60"}\`, never \`"60"\` alone.

${markdownTable(
  ["Operator", "Where", "What it does"],
  [
    ["`@@assign`", "every setting", "Replaces the inherited value, or sets it."],
    ["`@@append`", "lists", "Adds members to the inherited list."],
    ["`@@remove`", "lists", "Takes members out of the inherited list."],
    [
      "`@@operators_allowed_for_child_policies`",
      "every node",
      'Which operators policies at lower levels may use here: `["@@all"]` (the default), `["@@none"]` or a list. On a container it governs the keys directly inside, not the settings below.',
    ],
  ],
)}

All operators of one setting act in the order assign, append, remove, however they are written.`;
}

function keys(): string {
  const containers = allGrammarEntries().filter(
    (place): place is GrammarEntry & { readonly node: FixedContainer } =>
      place.node.kind === "fixed" && isFirstPlace(place),
  );
  return ["## Keys", ...containers.map(containerSection)].join("\n\n");
}

/** A lifecycle and the like stand at several places and are described once. */
function isFirstPlace(place: GrammarEntry): boolean {
  return allGrammarEntries().find(({ node }) => node === place.node) === place;
}

function containerSection(place: GrammarEntry & { readonly node: FixedContainer }): string {
  const places = allGrammarEntries().filter(({ node }) => node === place.node);
  const [next, ...further] = places.slice(1);
  const heading = place.pattern === "" ? "### The document" : `### \`${place.pattern}\``;
  const notes = [
    place.node.doc,
    ...(next === undefined
      ? []
      : [
          `The same at \`${next.pattern}\`${further.length === 0 ? "" : ` and ${further.length} more places`}.`,
        ]),
    ...(place.node.oneOf === undefined
      ? []
      : [`Each document that names it holds ${place.node.oneOf.map((key) => `\`${key}\``).join(" or ")}.`]),
  ];
  const rows = Object.entries(place.node.keys).map(([key, child]) => [
    `\`${key}\``,
    nodeWords(child),
    needed(child),
    child.doc,
    child.evidence === "captured" ? "recorded" : child.evidence,
  ]);
  return `${heading}\n\n${notes.join(" ")}\n\n${markdownTable(["Key", "Holds", "Needed in", "Meaning", "Known from"], rows)}`;
}

function needed(node: GrammarNode): string {
  if (node.required === undefined) {
    return "";
  }
  return node.required === "document" ? "every document that names the container" : "the effective policy";
}

function refusals(): string {
  const rows = Object.values(REFUSALS).map(({ id, sentence }) => [`\`${id}\``, sentence]);
  return `## What AWS refuses

CreatePolicy and UpdatePolicy look at one document, before anything is merged. Each refusal is reported under its rule.

${markdownTable(["Rule", "What AWS refuses"], rows)}`;
}

function dependentFields(): string {
  const rows = Object.values(CROSS_FIELD_RULES).map(({ id, sentence, inDocument, afterMerging }) => [
    `\`${id}\``,
    sentence,
    inDocument,
    afterMerging,
  ]);
  return `### Settings that depend on each other

AWS checks these twice, and not alike: CreatePolicy looks at one document, and the validation of an account's effective policy at what the documents give together.

${markdownTable(["Rule", "Requirement", "In one document", "After merging"], rows)}`;
}

function undecided(): string {
  const rows = Object.values(UNDECIDED).map(({ question, holds, evidence }) => [
    question,
    holds ? "yes" : "no",
    evidence,
  ]);
  return `### What is not recorded

Some answers of AWS are neither documented nor recorded. The validator takes them like this, and says so where a document depends on one.

${markdownTable(["Question", "Taken as", "Known from"], rows)}`;
}

function advice(): string {
  const rows = ADVICE_RULES.map(({ id, severity, sentence }) => [`\`${id}\``, severity, sentence]);
  return `## Advice

AWS accepts these, and they are still likely to be mistakes. Advice never changes whether a document counts as accepted.

${markdownTable(["Rule", "Severity", "What it says"], rows)}`;
}

function quotas(): string {
  const rows = Object.values(QUOTAS).map(({ limit, item, adjustable, service }) => [
    grouped(limit),
    item,
    adjustable ? "yes" : "no",
    service,
  ]);
  return `## Quotas\n\n${markdownTable(["At most", "What", "Adjustable", "Service"], rows)}`;
}

function resourceTypes(): string {
  const rows = RESOURCE_PATTERNS.map((pattern) => [`\`arn:aws:${pattern}\``]);
  return `## Resource patterns

\`resource_types\` and \`not_resource_types\` take \`*\` and these patterns, in the partition of the organization (${PARTITIONS.map((partition) => `\`${partition}\``).join(", ")}).

${markdownTable(["Pattern"], rows)}`;
}

function regions(): string {
  const rows = PARTITIONS.map((partition) => [
    `\`${partition}\``,
    REGIONS[partition].map((region) => `\`${region}\``).join(", "),
  ]);
  return `## Regions

Known on ${REGIONS_AS_OF}. AWS refuses words that do not have the form of a Region code; codes that are not listed here are accepted with advice, since no recording covers them.

${markdownTable(["Partition", "Regions"], rows)}`;
}
