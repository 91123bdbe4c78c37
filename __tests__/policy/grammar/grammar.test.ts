import { allGrammarEntries, grammarEntryAt } from "../../../src/policy/grammar/lookup";
import type { GrammarEntry } from "../../../src/policy/grammar/lookup";
import type { FixedContainer } from "../../../src/policy/grammar/node";
import { QUOTAS } from "../../../src/policy/quotas";
import { ALL_REGIONS, partitionOf, REGIONS_AS_OF } from "../../../src/policy/regions";
import { RESOURCE_TYPES } from "../../../src/policy/resource-types";
import { suggestKey } from "../../../src/policy/validate/suggest-key";

const entryAt = (path: string): GrammarEntry | undefined =>
  grammarEntryAt(path === "" ? [] : path.split("/"));
const fold = (word: string): string => word.toLowerCase().replaceAll(/[-_ ]/g, "");
const fixedContainers = allGrammarEntries().flatMap(
  ({ pattern, node }): (readonly [string, FixedContainer])[] =>
    node.kind === "fixed" ? [[pattern, node]] : [],
);

describe("The grammar", () => {
  it("finds entries by their path, in any case and with any names", () => {
    expect(entryAt("plans/x/Regions")?.node.kind).toBe("list");
    expect(entryAt("PLANS/x/rules/y/lifecycle/delete_after_days")?.node.kind).toBe("single");
    expect(entryAt("plans/x/scan_settings/guardduty/resource_types")?.node.kind).toBe("list");
    expect(entryAt("plans/x/rules/y/copy_actions/arn:a:b/lifecycle/delete_after_days")?.node).toBe(
      entryAt("plans/x/rules/y/lifecycle/delete_after_days")?.node,
    );
    expect(entryAt("plans/x/rules")?.node.kind).toBe("named");
    expect(grammarEntryAt([])?.pattern).toBe("");
  });

  it("has no entry beside or below its paths", () => {
    expect(entryAt("plans/x/nothing/here")).toBeUndefined();
    expect(entryAt("plans/x/regions/us-east-1")).toBeUndefined();
    expect(entryAt("plans/x/__proto__")).toBeUndefined();
  });

  it("has exactly the lists of the documentation", () => {
    const lists = allGrammarEntries().filter(({ node }) => node.kind === "list");
    expect(lists.map(({ pattern }) => pattern).sort()).toEqual([
      "plans/<plan>/regions",
      "plans/<plan>/rules/<rule>/index_actions/resource_types",
      "plans/<plan>/scan_settings/GUARDDUTY/resource_types",
      "plans/<plan>/selections/resources/<selection>/not_resource_types",
      "plans/<plan>/selections/resources/<selection>/resource_types",
      "plans/<plan>/selections/tags/<selection>/tag_value",
    ]);
  });

  it.each([
    ["", ["plans"]],
    ["plans/p", ["regions", "rules", "selections"]],
    ["plans/p/rules/r", ["target_backup_vault_name"]],
    ["plans/p/rules/r/copy_actions/a", ["target_backup_vault_arn"]],
    ["plans/p/rules/r/recovery_point_tags/t", ["tag_key", "tag_value"]],
    ["plans/p/selections/tags/s", ["iam_role_arn", "tag_key", "tag_value"]],
    ["plans/p/selections/resources/s", ["iam_role_arn"]],
    ["plans/p/selections/resources/s/conditions/string_like/c", ["condition_key", "condition_value"]],
    ["plans/p/rules", []],
    ["plans/p/regions", []],
    ["elsewhere", []],
  ])("knows what the effective policy needs at %j", (path, keys) => {
    const required = [...(entryAt(path)?.keys ?? [])].filter(([, { node }]) => node.required !== undefined);
    expect(required.map(([key]) => key)).toEqual(keys);
  });

  it.each(allGrammarEntries().map(({ pattern, node }): [string, string] => [pattern, node.doc]))(
    "has one sentence for %s",
    (_pattern, doc) => {
      expect(doc).toMatch(/^[A-Z`].*\.$/s);
      expect(doc).not.toMatch(/\. [A-Z].*\. /s);
    },
  );

  it.each(fixedContainers)("leads from every alias at %j to one key", (_pattern, container) => {
    const words = Object.entries(container.keys).flatMap(([key, node]) => [
      fold(key),
      ...new Set((node.aliases ?? []).map(fold).filter((alias) => alias !== fold(key))),
    ]);
    expect(new Set(words).size).toBe(words.length);
    for (const [key, node] of Object.entries(container.keys)) {
      for (const alias of node.aliases ?? []) {
        expect(suggestKey(alias, container)).toBe(`Write "${key}".`);
      }
    }
  });

  it.each(fixedContainers)("demands at %j only keys that exist", (_pattern, container) => {
    expect((container.oneOf ?? []).filter((key) => !(key in container.keys))).toEqual([]);
    expect(Object.keys(container.foreign ?? {}).filter((key) => key in container.keys)).toEqual([]);
  });
});

describe("The lists of words", () => {
  it("hold each Region and resource type once", () => {
    expect(new Set(ALL_REGIONS).size).toBe(ALL_REGIONS.length);
    expect(new Set(RESOURCE_TYPES).size).toBe(RESOURCE_TYPES.length);
    expect(RESOURCE_TYPES).toHaveLength(1 + 3 * 18);
    expect(Number.isNaN(Date.parse(REGIONS_AS_OF))).toBe(false);
  });

  it("know the partition of a Region", () => {
    expect(["eu-west-1", "us-gov-east-1", "cn-northwest-1", "mars-1"].map(partitionOf)).toEqual([
      "aws",
      "aws-us-gov",
      "aws-cn",
      undefined,
    ]);
  });

  it("hold quotas that the grammar names", () => {
    expect(QUOTAS.documentCharacters.limit).toBe(10_000);
    expect(entryAt("plans/p/rules")?.node).toMatchObject({
      maximum: "rulesPerPlan",
      maximumInEffective: true,
    });
    expect(entryAt("plans/p/regions")?.node).toMatchObject({
      minimum: 0,
      emptyInEffective: { invalid: true, evidence: "captured" },
    });
  });
});
