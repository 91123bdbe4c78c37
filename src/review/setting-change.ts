import type { SettingValue } from "../effective/setting-value";
import { sameMembers } from "../effective/merge-setting";
import { MergedNode } from "../effective/merged-node";
import { child } from "../effective/rendered";
import { joinPath } from "../text/policy-path";

/** One setting that differs between two effective policies; a missing side means that it is not set there. */
export interface SettingChange {
  /** As AWS writes it: `plans/daily/rules/nightly/lifecycle/delete_after_days`. */
  readonly path: string;
  readonly before?: SettingValue;
  readonly after?: SettingValue;
  /** Every value that an attachment order that is not known allows; `before` is the first. Undefined if it is one. */
  readonly beforeOneOf?: readonly SettingValue[];
  readonly afterOneOf?: readonly SettingValue[];
  /** Ids of the policies that give the setting its value after the change; where it is removed, those that gave it before. */
  readonly policies: readonly string[];
  /** Ids of the policies whose change, attachment or detachment causes it; undefined if they are the same. */
  readonly causes?: readonly string[];
}

export type BareSettingChange = Omit<SettingChange, "policies" | "causes"> & {
  /** The names on the way to the setting. */
  readonly segments: readonly string[];
};

/** Plans are shared by many accounts: two of them are compared once. */
export class SettingChangeFinder {
  private readonly known = new Map<
    MergedNode | undefined,
    Map<MergedNode | undefined, readonly BareSettingChange[]>
  >();

  /** The differences by plan; the same list for the same two plans. */
  find(before: MergedNode, after: MergedNode): readonly (readonly BareSettingChange[])[] {
    const found: (readonly BareSettingChange[])[] = [];
    forEachDifference(child(before, PLANS), child(after, PLANS), (first, second, name) => {
      const differences = this.plan(first, second, name);
      if (differences.length > 0) {
        found.push(differences);
      }
    });
    return found;
  }

  private plan(
    before: MergedNode | undefined,
    after: MergedNode | undefined,
    name: string,
  ): readonly BareSettingChange[] {
    const byAfter = this.known.get(before) ?? new Map<MergedNode | undefined, readonly BareSettingChange[]>();
    this.known.set(before, byAfter);
    const known = byAfter.get(after);
    // Plans of other names may share a node.
    if (known !== undefined && (known[0]?.segments[1] ?? name) === name) {
      return known;
    }
    const found: BareSettingChange[] = [];
    this.compareNodes(before, after, [PLANS, name], found);
    byAfter.set(after, found);
    return found;
  }

  /**
   * A name that is a setting on one side and a container on the other: all of one goes, all of the other comes.
   *
   * @param path one list for the whole walk: a list for each of a million nodes is felt
   */
  private compareNodes(
    before: MergedNode | undefined,
    after: MergedNode | undefined,
    path: string[],
    found: BareSettingChange[],
  ): void {
    const first = settingOf(before);
    const second = settingOf(after);
    const oneOfFirst = possibleValues(before);
    const oneOfSecond = possibleValues(after);
    const isOpen = oneOfFirst !== undefined || oneOfSecond !== undefined;
    if (
      isOpen
        ? keyOf(oneOfFirst ?? [first]) !== keyOf(oneOfSecond ?? [second]) || isDecidedByOthers(before, after)
        : !sameMembers(first, second)
    ) {
      found.push({
        path: joinPath(path),
        segments: [...path],
        ...(first === undefined ? {} : { before: first }),
        ...(second === undefined ? {} : { after: second }),
        ...(oneOfFirst === undefined ? {} : { beforeOneOf: oneOfFirst }),
        ...(oneOfSecond === undefined ? {} : { afterOneOf: oneOfSecond }),
      });
    }
    const from = first === undefined ? before : undefined;
    const to = second === undefined ? after : undefined;
    forEachDifference(from, to, (earlier, now, name) => {
      path.push(name);
      this.compareNodes(earlier, now, path, found);
      path.pop();
    });
  }
}

/** Visits what is not the same node in two containers, by name; undefined for what rendering leaves out. */
function forEachDifference(
  before: MergedNode | undefined,
  after: MergedNode | undefined,
  visit: (before: MergedNode | undefined, after: MergedNode | undefined, name: string) => void,
): void {
  const from = (before ?? MergedNode.EMPTY).children;
  const to = (after ?? MergedNode.EMPTY).children;
  const earlier = from.values();
  const nodes = to.values();
  const names = to.names();
  // As they are for nearly all plans: then a name need not be looked for.
  const isAligned = from.names() === names && earlier.length === nodes.length;
  for (let position = 0; position < nodes.length; position += 1) {
    const name = names[position] ?? "";
    const first = shown(isAligned ? earlier[position] : from.get(name));
    const second = shown(nodes[position]);
    if (first !== second) {
      visit(first, second, name);
    }
  }
  if (!isAligned) {
    from.forEach((node, name) => {
      const first = to.has(name) ? undefined : shown(node);
      if (first !== undefined) {
        visit(first, undefined, name);
      }
    });
  }
}

/** The one key of a rendered policy: AWS takes no other. */
const PLANS = "plans";

/** Undefined for what rendering leaves out. */
function shown(node: MergedNode | undefined): MergedNode | undefined {
  return node?.hasContent === true ? node : undefined;
}

function settingOf(node: MergedNode | undefined): SettingValue | undefined {
  return node?.hasContent === true ? node.value : undefined;
}

/** The values of a setting by unknown attachment orders, in the order of `alternatives`; undefined if there is one. */
function possibleValues(node: MergedNode | undefined): readonly SettingValue[] | undefined {
  if (node?.alternatives === undefined || !node.hasContent) {
    return undefined;
  }
  const values = node.alternatives.map(({ value }) => value);
  const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return distinct.length > 1 ? distinct : undefined;
}

/** The same values are possible, but by other policies: which of them is in force may change. */
function isDecidedByOthers(before: MergedNode | undefined, after: MergedNode | undefined): boolean {
  const deciders = (node: MergedNode | undefined): string =>
    (node?.alternatives ?? [])
      .map((alternative) => JSON.stringify([alternative.targetId, alternative.policyId, alternative.value]))
      .toSorted()
      .join();
  return deciders(before) !== deciders(after);
}

function keyOf(values: readonly (SettingValue | undefined)[]): string {
  return values
    .map((value) => JSON.stringify(value ?? null))
    .toSorted()
    .join(" ");
}
