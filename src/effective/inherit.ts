import { ALL_OPERATORS, allows, operatorSet } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import { getOrAdd } from "../text/get-or-add";
import { KEY_ADMITTING_OPERATORS, LOWER_CASE_PLAN_NAMES } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import { HOLDS_CONTROL, HOLDS_NAMES, HOLDS_TWICE, HOLDS_VALUE } from "./fragment";
import type { FragmentNode } from "./fragment";
import type { InheritanceLevel } from "./inheritance-level";
import { MergedNode, sameNames } from "./merged-node";
import { mergedOnto } from "./merged-onto";
import { mergeSetting } from "./merge-setting";
import type { MergeRecorder } from "./merge-recorder";
import type { NamedChildren } from "./named-children";

/**
 * Applies one level to the result of the levels above it, as AWS does: the first-attached assign of
 * each setting, then every append, then every remove, each where the controls of higher levels allow
 * it; then the level's own controls, which bind the levels below.
 *
 * @param recorder told of everything that happens; without one nothing is recorded or allocated for it
 */
export function applyLevel(state: MergedNode, level: InheritanceLevel, recorder?: MergeRecorder): MergedNode {
  return level.policies.length === 0 ? state : visit(state, level.policies, level, [], recorder);
}

/** Merges levels from the root downwards. */
export function mergeLevels(levels: readonly InheritanceLevel[], recorder?: MergeRecorder): MergedNode {
  return levels.reduce((state, level) => applyLevel(state, level, recorder), MergedNode.EMPTY);
}

/** The path from the root of the document; spelled out for recorders only. */
type Path = readonly string[];

function visit(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): MergedNode {
  const holds = heldBy(fragments);
  // Value operators at the root of a document are accepted by AWS and have no effect.
  const setting =
    path.length > 0 && (holds & HOLDS_VALUE) !== 0
      ? mergeSetting(node, fragments, level, path, recorder)
      : undefined;
  const children =
    (holds & HOLDS_NAMES) === 0 ? node.children : mergeNamedChildren(node, fragments, level, path, recorder);
  const allowed =
    (holds & HOLDS_CONTROL) === 0
      ? node.allowed
      : intersectControls(node.allowed, fragments, level, path, recorder);
  const earlier = (setting ?? node).assumptions;
  const known = (holds & HOLDS_TWICE) === 0 ? earlier : union(earlier, ["operator-written-twice"]);
  // Only asked where a control makes a difference: most containers admit every name.
  const assumptions =
    node.allowed !== ALL_OPERATORS && addsNewNames(node, fragments)
      ? union(known, newKeyAssumption(node.allowed))
      : known;
  if (
    setting === undefined &&
    children === node.children &&
    allowed === node.allowed &&
    assumptions === node.assumptions
  ) {
    return node;
  }
  const { value, alternatives, memberOrderUnknown } = setting ?? node;
  const alone = fragments.length === 1 ? fragments[0]?.mergedAlone : undefined;
  if (
    alone !== undefined &&
    value === undefined &&
    alone.value === undefined &&
    alone.children === children &&
    alone.allowed === allowed &&
    alone.assumptions === assumptions &&
    alone.shownAs === node.shownAs
  ) {
    return alone;
  }
  const { shownAs } = node;
  const after = MergedNode.of(
    value,
    alternatives,
    children,
    allowed,
    assumptions,
    memberOrderUnknown,
    shownAs,
  );
  return path.length < PLAN_DEPTH ? after : after.shared();
}

/** What some of the policies hold at a node: asked at once, for each of a million nodes. */
function heldBy(fragments: readonly FragmentNode[]): number {
  let holds = fragments[0]?.holds ?? 0;
  for (let index = 1; index < fragments.length; index += 1) {
    holds |= fragments[index]?.holds ?? 0;
  }
  return holds;
}

function mergeNamedChildren(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): NamedChildren<MergedNode> {
  const only = fragments.length === 1 ? fragments[0] : undefined;
  const admitsNames = (node.allowed & KEY_ADMITTING_OPERATORS) !== 0;
  if (only !== undefined && node.children.size === 0 && admitsNames) {
    // The same names as in the policy: built in one go, so that both share their table of names.
    return recorder === undefined && path.length >= PLAN_DEPTH
      ? only.parts.map((part) =>
          typeof part === "string" ? MergedNode.ofValue(part) : mergedAlone(part, level),
        )
      : only.children.map((child, name) => mergeChild(node, undefined, name, [child], level, path, recorder));
  }
  let children = node.children;
  const put = (name: string, named: readonly FragmentNode[]): void => {
    const existing = node.children.get(name);
    if (existing === undefined && !admitsNames) {
      recorder?.blockedKey([...path, name], named, level);
      return;
    }
    const after = mergeChild(node, existing, name, named, level, path, recorder);
    if (after !== existing) {
      children = children === node.children ? children.copy() : children;
      children.put(name, after);
    }
  };
  if (only === undefined) {
    childrenByName(fragments).forEach((named, name) => {
      put(name, named);
    });
    for (const fragment of fragments) {
      fragment.settle();
    }
  } else {
    only.children.forEach((child, name) => {
      put(name, [child]);
    });
  }
  if (children === node.children) {
    return children;
  }
  const alone = only?.mergedAlone?.children;
  return alone?.isSame(children) === true ? alone : children.trimmed();
}

/** What stands under a name afterwards. */
function mergeChild(
  node: MergedNode,
  existing: MergedNode | undefined,
  name: string,
  named: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): MergedNode {
  // The path is only needed by the recorder and to tell the depth; plans stand at PLAN_DEPTH.
  const childPath = recorder !== undefined || path.length < PLAN_DEPTH ? [...path, name] : deeperPath;
  let after = mergeNamed(existing, named, level, childPath, recorder);
  const spelledName =
    path.length === 1 ? named.find((fragment) => fragment.spelledName)?.spelledName : undefined;
  if (spelledName !== undefined) {
    const shownAs = LOWER_CASE_PLAN_NAMES ? undefined : (existing?.shownAs ?? spelledName);
    after = after.withAssumptions(union(after.assumptions, ["plan-names-are-lower-cased"]), shownAs);
  }
  const isMentionedOnly = existing?.hasContent === false && (node.allowed & KEY_ADMITTING_OPERATORS) === 0;
  return isMentionedOnly && after.hasContent ? withAssumption(after, "mentioned-key-exists") : after;
}

function addsNewNames(node: MergedNode, fragments: readonly FragmentNode[]): boolean {
  return fragments.some(({ parts }) => parts.names().some((name) => !node.children.has(name)));
}

/**
 * The policies that name a node, merged onto what is inherited there. Two caches stand around it, both by
 * identity. Where the order of the policies is known, the result depends on them and the inherited node alone, and
 * policies have many targets: what one makes of nothing is kept for each of its nodes, and what they make of an
 * inherited plan is kept for each plan, since most targets inherit the same ones. Nothing is left of what is
 * inherited where the only policy assigns all of it and may: it makes of that what it makes of nothing.
 */
function mergeNamed(
  existing: MergedNode | undefined,
  named: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): MergedNode {
  const first = named[0];
  if (recorder !== undefined || first === undefined || path.length < PLAN_DEPTH) {
    return visit(existing ?? MergedNode.EMPTY, named, level, path, recorder);
  }
  if (named.length === 1) {
    const alone = mergedAlone(first, level);
    if (existing === undefined || (first.assignsAll && existing.isOpen && sameNames(existing, alone))) {
      return alone;
    }
  } else if (level.order === "unknown") {
    return visit(existing ?? MergedNode.EMPTY, named, level, path, undefined);
  }
  const node = existing ?? MergedNode.EMPTY;
  return path.length > PLAN_DEPTH
    ? visit(node, named, level, path, undefined)
    : getOrAdd(mergedOnto(named), node, () => visit(node, named, level, path, undefined));
}

/** What a node at or below a plan becomes where nothing was there before. */
function mergedAlone(fragment: FragmentNode, level: InheritanceLevel): MergedNode {
  if (fragment.mergedAlone === undefined) {
    fragment.mergedAlone = visit(MergedNode.EMPTY, [fragment], level, deeperPath, undefined);
    fragment.settle();
  }
  return fragment.mergedAlone;
}

/** Plans stand at `plans/<plan>`. */
const PLAN_DEPTH = 2;

/** Stands for any path below a plan where no recorder asks for the true one. */
const deeperPath: readonly string[] = ["", "", ""];

/** The children of several policies by name. */
function childrenByName(fragments: readonly FragmentNode[]): ReadonlyMap<string, readonly FragmentNode[]> {
  const groups = new Map<string, FragmentNode[]>();
  for (const { children } of fragments) {
    children.forEach((child, name) => {
      const group = groups.get(name);
      if (group === undefined) {
        groups.set(name, [child]);
      } else {
        group.push(child);
      }
    });
  }
  return groups;
}

function intersectControls(
  allowed: OperatorSet,
  fragments: readonly FragmentNode[],
  level: InheritanceLevel,
  path: readonly string[],
  recorder: MergeRecorder | undefined,
): OperatorSet {
  let result = allowed;
  for (const fragment of fragments) {
    if (fragment.control !== undefined) {
      result &= fragment.control;
      recorder?.control(path, fragment, level);
    }
  }
  return result;
}

function newKeyAssumption(allowed: OperatorSet): readonly AssumptionId[] | undefined {
  if (allows(allowed, "@@append")) {
    return undefined;
  }
  if (allows(allowed, "@@assign")) {
    return ["assign-alone-admits-new-keys"];
  }
  return allowed === operatorSet("@@remove")
    ? ["remove-alone-blocks-new-keys"]
    : ["container-control-blocks-new-keys"];
}

function withAssumption(node: MergedNode, id: AssumptionId): MergedNode {
  return node.withAssumptions(union(node.assumptions, [id]));
}

function union(
  first: readonly AssumptionId[] | undefined,
  second: readonly AssumptionId[] | undefined,
): readonly AssumptionId[] | undefined {
  if (first === undefined || second === undefined) {
    return first ?? second;
  }
  const added = second.filter((id) => !first.includes(id));
  return added.length === 0 ? first : [...first, ...added];
}
