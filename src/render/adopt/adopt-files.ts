import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { authorSource } from "../../policy/author/source/author-source";
import { stringLiteral } from "../../policy/author/source/string-literal";
import { adoptedPolicies } from "./adopted-policy";
import type { AdoptedPolicy } from "./adopted-policy";
import { adoptedAttachments } from "./adopted-attachments";
import type { AdoptOptions } from "./adopt-options";
import { existingSource } from "./existing-source";
import { mainSource } from "./main-source";

/**
 * TypeScript that takes an organization's backup policies under code: policies, attachments and delegated
 * administrators, each with its import block.
 *
 * @returns texts by path, below one folder
 */
export function adoptFiles(organization: Organization, options: AdoptOptions): ReadonlyMap<string, string> {
  const policies = adoptedPolicies(organization);
  return new Map([
    ...policies.map(
      ({ slug, constant, document }) =>
        [`policies/${slug}.ts`, authorSource(document, { name: constant, from: options.from })] as const,
    ),
    ["policies/index.ts", indexSource(policies)],
    ["attachments.ts", adoptedAttachments(organization, policies)],
    [
      "existing.ts",
      existingSource(EffectivePolicies.compute(organization, options.at), policies, options.at),
    ],
    ["main.ts", mainSource(organization, options)],
  ]);
}

function indexSource(policies: readonly AdoptedPolicy[]): string {
  const imports = policies.map(({ slug, constant }) => `import { ${constant} } from "./${slug}";`);
  const entries = policies.map(entrySource);
  const list = entries.length === 0 ? "[]" : `[\n${entries.join("\n")}\n]`;
  return [
    ...imports,
    ...(imports.length === 0 ? [] : [""]),
    "/** The policies as they were found. */",
    `export const adoptedPolicies = ${list} as const;`,
    "",
  ].join("\n");
}

function entrySource({ policy, slug, constant, hasOwnListOrder }: AdoptedPolicy): string {
  const { id, name, description, tags } = policy;
  return [
    "  {",
    `    construct: ${stringLiteral(slug)},`,
    `    id: ${stringLiteral(id)},`,
    `    name: ${stringLiteral(name)},`,
    ...(description === undefined ? [] : [`    description: ${stringLiteral(description)},`]),
    ...(tags === undefined ? [] : [`    tags: ${tagsSource(tags)},`]),
    `    content: ${constant},`,
    ...(hasOwnListOrder
      ? [
          "    // AWS has lists in another order than this package writes them. Set it to false to sort them.",
          "    listsAsFound: true,",
        ]
      : ["    listsAsFound: false,"]),
    "  },",
  ].join("\n");
}

function tagsSource(tags: ReadonlyMap<string, string>): string {
  const members = [...tags].map(([key, value]) => `[${stringLiteral(key)}]: ${stringLiteral(value)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
