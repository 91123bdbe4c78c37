import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { authorSource } from "../../policy/author/source/author-source";
import { stringLiteral } from "../../policy/author/source/string-literal";
import { adoptedPolicies } from "./adopted-policy";
import type { AdoptedPolicy } from "./adopted-policy";
import { adoptedAttachments } from "./adopted-attachments";
import type { AdoptOptions } from "./adopt-options";
import { CONFIGURATION_SOURCE } from "./configuration-source";
import { existingSource } from "./existing-source";
import { mainSource } from "./main-source";
import { checksSource } from "./checks-source";

/**
 * TypeScript that takes an organization's backup policies under code: policies, attachments and delegated
 * administrators, each with its import block; with a test, and the flags of its reviews.
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
    ["policies/index.ts", indexSource(policies, options.from)],
    ["attachments.ts", adoptedAttachments(organization, policies)],
    ["existing.ts", existingSource(EffectivePolicies.compute(organization, options.at), policies, options)],
    ["main.ts", mainSource(organization, options)],
    ["__tests__/policies.test.ts", checksSource(options.from)],
    ["org-backup.yaml", CONFIGURATION_SOURCE],
  ]);
}

function indexSource(policies: readonly AdoptedPolicy[], from: string): string {
  const entries = policies.map(entrySource);
  const list = entries.length === 0 ? "[]" : `[\n${entries.join("\n")}\n]`;
  return [
    `import type { AuthoredPolicy } from ${stringLiteral(from)};`,
    ...policies.map(({ slug, constant }) => `import { ${constant} } from "./${slug}";`),
    "",
    "/** An existing policy: `terraform plan` imports it. */",
    "export interface AdoptedPolicy {",
    "  /** The id of its construct. */",
    "  readonly construct: string;",
    "  readonly id: string;",
    "  readonly name: string;",
    "  readonly description?: string;",
    "  /** Undefined if they could not be read. */",
    "  readonly tags?: Readonly<Record<string, string>>;",
    "  readonly content: AuthoredPolicy;",
    "  /** Keeps the order of its lists. */",
    "  readonly listsAsFound: boolean;",
    "}",
    "",
    "/** The policies as they were found. */",
    `export const adoptedPolicies: readonly AdoptedPolicy[] = ${list};`,
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
