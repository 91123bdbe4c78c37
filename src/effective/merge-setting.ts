import { allows } from "../policy/operator-set";
import { EMPTY_APPEND_CREATES_LIST, KEEP_EMPTIED_LISTS } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import type { FragmentNode } from "./fragment";
import type { SettingValue } from "./setting-value";
import type { InheritanceLevel } from "./inheritance-level";
import type { Alternative, MergedNode } from "./merged-node";
import type { MergeRecorder } from "./merge-recorder";

export interface MergedSetting {
  readonly value: SettingValue | undefined;
  readonly alternatives: readonly Alternative[] | undefined;
  readonly assumptions: readonly AssumptionId[] | undefined;
  readonly memberOrderUnknown: boolean;
}

/**
 * Merges one setting at one level: of the assigns the first-attached policy's, then every append,
 * then every remove, even one whose policy was attached before the append.
 *
 * @returns undefined if no policy of the level changes anything
 */
export function mergeSetting(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  level: InheritanceLevel,
  path: readonly string[],
  recorder: MergeRecorder | undefined,
): MergedSetting | undefined {
  const assigns = effectiveFragments(node, fragments, "@@assign", level, path, recorder);
  const appends = effectiveFragments(node, fragments, "@@append", level, path, recorder);
  const removes = effectiveFragments(node, fragments, "@@remove", level, path, recorder);
  if (assigns.length + appends.length + removes.length === 0) {
    return undefined;
  }
  const [winner] = assigns;
  if (winner !== undefined) {
    recorder?.assigned(path, winner, assigns.slice(1), level);
  }
  const base = winner === undefined ? node.value : winner.assign;
  const appended = appendAll(base, appends, level, path, recorder);
  const value = removeAll(appended, removes, level, path, recorder);

  const candidates = winner === undefined ? node.alternatives : possibleAssigns(assigns, level);
  const alternatives = candidates && alternativesOf(candidates, appends, removes, level, path);
  const differing = alternatives !== undefined && differ(alternatives, value);
  const assumptions = assumptionsOf(node, { assigns, appends, removes }, base, appended, value);
  const memberOrderUnknown =
    typeof value === "object" &&
    value.length > 1 &&
    ((winner === undefined && node.memberOrderUnknown) ||
      (level.order === "unknown" && appends.length > 1) ||
      (!differing && alternatives !== undefined && isWrittenOtherwise(alternatives, value)));
  if (
    winner === undefined &&
    sameValue(value, node.value) &&
    node.alternatives === undefined &&
    assumptions === node.assumptions
  ) {
    return undefined;
  }
  return {
    value: sameValue(value, node.value) ? node.value : value,
    alternatives: differing ? alternatives : undefined,
    assumptions,
    memberOrderUnknown,
  };
}

/** What the candidates become by the same appends and removes; nothing of it is recorded. */
function alternativesOf(
  candidates: readonly Alternative[],
  appends: readonly FragmentNode[],
  removes: readonly FragmentNode[],
  level: InheritanceLevel,
  path: readonly string[],
): readonly Alternative[] {
  return candidates.map((candidate) => {
    const appended = appendAll(candidate.value, appends, level, path, undefined);
    return { ...candidate, value: removeAll(appended, removes, level, path, undefined) ?? candidate.value };
  });
}

function differ(alternatives: readonly Alternative[], value: SettingValue | undefined): boolean {
  return alternatives.some((alternative) => !sameMembers(alternative.value, value));
}

function isWrittenOtherwise(alternatives: readonly Alternative[], value: SettingValue | undefined): boolean {
  return alternatives.some((alternative) => !sameValue(alternative.value, value));
}

type Operator = "@@assign" | "@@append" | "@@remove";

const none: readonly FragmentNode[] = [];
const noMembers: readonly string[] = [];

/** The policies that use an operator here and may; those that may not are told to the recorder. */
function effectiveFragments(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  operator: Operator,
  level: InheritanceLevel,
  path: readonly string[],
  recorder: MergeRecorder | undefined,
): readonly FragmentNode[] {
  const isAllowed = allows(node.allowed, operator);
  let count = 0;
  for (const fragment of fragments) {
    const operand = operandOf(fragment, operator);
    if (operand !== undefined && isAllowed) {
      count += 1;
    } else if (operand !== undefined) {
      recorder?.blockedOperator(path, fragment, operator, operand, level);
    }
  }
  if (count === fragments.length) {
    return fragments;
  }
  return count === 0 ? none : fragments.filter((fragment) => operandOf(fragment, operator) !== undefined);
}

function operandOf(fragment: FragmentNode, operator: Operator): SettingValue | undefined {
  switch (operator) {
    case "@@assign":
      return fragment.assign;
    case "@@append":
      return fragment.append;
    case "@@remove":
      return fragment.remove;
  }
}

function appendAll(
  base: SettingValue | undefined,
  appends: readonly FragmentNode[],
  level: InheritanceLevel,
  path: readonly string[],
  recorder: MergeRecorder | undefined,
): SettingValue | undefined {
  let value = base;
  for (const policy of appends) {
    const inherited = typeof value === "string" ? [value] : value;
    const added: string[] = [];
    for (const member of policy.append ?? noMembers) {
      if (inherited?.includes(member) !== true && !added.includes(member)) {
        added.push(member);
      }
    }
    if (added.length > 0 || (inherited === undefined && EMPTY_APPEND_CREATES_LIST)) {
      value = [...(inherited ?? noMembers), ...added];
    }
    recorder?.appended(path, policy, added, level);
  }
  return value;
}

function removeAll(
  base: SettingValue | undefined,
  removes: readonly FragmentNode[],
  level: InheritanceLevel,
  path: readonly string[],
  recorder: MergeRecorder | undefined,
): SettingValue | undefined {
  let value = base;
  for (const policy of removes) {
    const present = typeof value === "string" ? [value] : (value ?? noMembers);
    const removed = present.filter((member) => policy.remove?.includes(member));
    if (removed.length > 0) {
      value = present.filter((member) => !removed.includes(member));
    }
    recorder?.removed(path, policy, removed, level);
  }
  return !KEEP_EMPTIED_LISTS && removes.length > 0 && value?.length === 0 ? undefined : value;
}

/** What the setting is if each of the assigning policies was attached first; undefined if that is known. */
function possibleAssigns(
  assigns: readonly FragmentNode[],
  level: InheritanceLevel,
): readonly Alternative[] | undefined {
  if (level.order === "known" || assigns.length < 2) {
    return undefined;
  }
  return assigns.map((first) => ({
    value: first.assign ?? "",
    targetId: level.targetId,
    policyId: first.policyId,
    before: assigns.filter((other) => other !== first).map((other) => other.policyId),
  }));
}

function assumptionsOf(
  node: MergedNode,
  { assigns, appends, removes }: Readonly<Record<"assigns" | "appends" | "removes", readonly FragmentNode[]>>,
  base: SettingValue | undefined,
  appended: SettingValue | undefined,
  value: SettingValue | undefined,
): readonly AssumptionId[] | undefined {
  const [winner] = assigns;
  const isEmpty = typeof value === "object" && value.length === 0;
  const kept =
    isEmpty || node.assumptions?.includes("emptied-list-is-kept") !== true ? node.assumptions : undefined;
  const inherited = winner === undefined ? kept : undefined;
  let found = inherited;
  if (assigns.length > 1 && assigns.some((policy) => !sameValue(policy.assign, winner?.assign))) {
    found = withId(found, "first-assign-wins-among-peers");
  }
  if (removes.length > 0 && appends.some((policy) => isRemovedByPeer(policy, removes))) {
    found = withId(found, "removes-act-after-appends-of-peers");
  }
  if (typeof winner?.assign === "object" && hasRepeats(winner.assign)) {
    found = withId(found, "repeated-members-are-kept");
  }
  if (base === undefined && appended?.length === 0) {
    found = withId(found, "empty-append-creates-list");
  }
  return isEmpty && (appended?.length ?? 0) > 0 ? withId(found, "emptied-list-is-kept") : found;
}

function withId(ids: readonly AssumptionId[] | undefined, id: AssumptionId): readonly AssumptionId[] {
  return ids?.includes(id) === true ? ids : [...(ids ?? []), id];
}

function isRemovedByPeer({ policyId, append }: FragmentNode, removes: readonly FragmentNode[]): boolean {
  return removes.some(
    (peer) => peer.policyId !== policyId && peer.remove?.some((member) => append?.includes(member)),
  );
}

function hasRepeats(members: readonly string[]): boolean {
  return members.length > 1 && new Set(members).size < members.length;
}

/** Equal to the letter; the order of members counts. */
export function sameValue(first: SettingValue | undefined, second: SettingValue | undefined): boolean {
  if (typeof first !== "object" || typeof second !== "object") {
    return first === second;
  }
  return (
    first === second ||
    (first.length === second.length && first.every((member, index) => member === second[index]))
  );
}

/** Equal in meaning: the order of members does not count, how often each stands there does. */
export function sameMembers(first: SettingValue | undefined, second: SettingValue | undefined): boolean {
  if (typeof first !== "object" || typeof second !== "object") {
    return first === second;
  }
  return first.length === second.length && sameValue([...first].sort(), [...second].sort());
}
