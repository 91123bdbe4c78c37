import { isRestoreTest } from "../../capabilities/selection/compile-selection";
import { criteriaOf } from "../../capabilities/selection/selection-criteria";
import { conditionTag } from "../../capabilities/selection/condition-tag";
import { compileWildcard } from "../../capabilities/selection/wildcard";
import type { WildcardMatcher } from "../../capabilities/selection/wildcard";
import type { Resource } from "../../organization/inventory";
import type { CompiledPlan } from "./compiled-plan";

/**
 * What of a resource, besides its type and Region, decides how plans match it: resources with the same key have the same match, for the same
 * reason. Inventories repeat few such keys for thousands of resources.
 */
export class MatchKey {
  private readonly patterns: readonly WildcardMatcher[];
  /** In small letters: a key that differs in case is a reason of its own. */
  private readonly tagKeys: ReadonlySet<string>;
  /** A number for each key that decides. */
  private readonly numbers = new Map<string, number>();

  constructor(plans: readonly CompiledPlan[]) {
    const criteria = plans.flatMap(({ selections }) => selections.map(({ by }) => criteriaOf(by.selection)));
    const patterns = criteria.flatMap(({ resources, notResources }) => [...resources, ...notResources]);
    this.patterns = [...new Set(patterns)].map(compileWildcard);
    this.tagKeys = new Set(
      criteria
        .flatMap(({ tags, conditions }) => [
          ...tags.map(({ key }) => key),
          ...conditions.flatMap(({ key = "" }) => conditionTag(key) ?? []),
        ])
        .map((key) => key.toLowerCase()),
    );
  }

  of(resource: Resource): string {
    const { arn, tags, tagKeys } = resource;
    let key = isRestoreTest(resource) ? "t" : "f";
    for (const matches of this.patterns) {
      key += matches(arn) ? "1" : "0";
    }
    if (tags === undefined) {
      return `${key}?`;
    }
    for (const name of Object.keys(tags)) {
      const number = this.numberOf(name);
      if (number !== IRRELEVANT) {
        const value = tags[name] ?? "";
        // The length keeps apart values that only together with the next tag read the same.
        key += ` ${number} ${value.length} ${value}`;
      }
    }
    return tagKeys === undefined ? key : `${key} only ${JSON.stringify([...tagKeys])}`;
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    const number = this.tagKeys.has(name.toLowerCase()) ? this.numbers.size : IRRELEVANT;
    if (number !== IRRELEVANT || this.numbers.size < KEPT_NAMES) {
      this.numbers.set(name, number);
    }
    return number;
  }
}

const IRRELEVANT = -1;
const KEPT_NAMES = 10_000;
