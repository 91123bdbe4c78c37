import type { InheritanceLevel } from "../effective/inheritance-level";
import type { Provenance } from "../effective/provenance";
import type { SettingChange, BareSettingChange } from "./setting-change";
import { keyOfLevels, levelsOfPlan } from "../effective/inheritance-level";
import { CausingPolicies } from "./causing-policies";
import { responsiblePolicies } from "./responsible-policies";
import { traceAt } from "./traced";

/**
 * Names the policies behind the differences of one plan. Most accounts share a plan's differences and the
 * policies that touch the plan: what is found for one of them holds for all.
 */
export class SettingChangePolicies {
  private readonly known = new Map<readonly BareSettingChange[], Map<string, readonly SettingChange[]>>();

  of(
    found: readonly BareSettingChange[],
    before: readonly InheritanceLevel[],
    after: readonly InheritanceLevel[],
  ): readonly SettingChange[] {
    const [, plan] = found[0]?.segments ?? [];
    const [first, second] = [levelsOfPlan(before, plan), levelsOfPlan(after, plan)];
    const key = `${keyOfLevels(first)}|${keyOfLevels(second)}`;
    const byKey = this.known.get(found) ?? new Map<string, readonly SettingChange[]>();
    this.known.set(found, byKey);
    let edits = byKey.get(key);
    if (edits === undefined) {
      edits = withPolicies(found, first, second);
      byKey.set(key, edits);
    }
    return edits;
  }
}

function withPolicies(
  found: readonly BareSettingChange[],
  before: readonly InheritanceLevel[],
  after: readonly InheritanceLevel[],
): readonly SettingChange[] {
  const trace = (
    levels: readonly InheritanceLevel[],
    differences: readonly BareSettingChange[],
  ): Provenance | undefined =>
    differences.length === 0
      ? undefined
      : traceAt(
          levels,
          differences.map(({ segments }) => segments),
        );
  const gone = trace(
    before,
    found.filter((difference) => difference.after === undefined),
  );
  const set = trace(
    after,
    found.filter((difference) => difference.after !== undefined),
  );
  const causing = new CausingPolicies(before, after);
  return found.map(({ path, segments, before: from, after: to, ...possible }) => {
    const events = (to === undefined ? gone : set)?.events.get(path) ?? [];
    const policies = responsiblePolicies(events);
    const causes = causing.at(segments);
    return {
      path,
      ...(from === undefined ? {} : { before: from }),
      ...(to === undefined ? {} : { after: to }),
      ...possible,
      policies,
      ...(causes.length === 0 || isSame(causes, policies) ? {} : { causes }),
    };
  });
}

function isSame(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((id) => second.includes(id));
}
