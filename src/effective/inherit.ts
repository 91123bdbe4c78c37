import { ALL_OPERATORS, allows, operatorSet } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import { KEY_ADMITTING_OPERATORS, LOWER_CASE_PLAN_NAMES } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import type { FragmentNode } from "./fragment";
import type { InheritanceLevel } from "./inheritance-level";
import { MergedNode } from "./merged-node";
import { overlaid } from "./plain-node";
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
  // Value operators at the root of a document are accepted by AWS and have no effect.
  const setting =
    path.length > 0 && fragments.some(isSetting)
      ? mergeSetting(node, fragments, level, path, recorder)
      : undefined;
  const children = mergeChildren(node, fragments, level, path, recorder);
  const allowed = intersectControls(node.allowed, fragments, level, path, recorder);
  const known = (setting ?? node).assumptions;
  const assumptions = addsNewNames(node, fragments) ? union(known, newKeyAssumption(node.allowed)) : known;
  if (
    setting === undefined &&
    children === node.children &&
    allowed === node.allowed &&
    assumptions === node.assumptions
  ) {
    return node;
  }
  const { value, alternatives, memberOrderUnknown } = setting ?? node;
  return new MergedNode(
    value,
    alternatives,
    children,
    allowed,
    assumptions,
    memberOrderUnknown,
    node.shownAs,
  );
}

function isSetting({ assign, append, remove }: FragmentNode): boolean {
  return assign !== undefined || append !== undefined || remove !== undefined;
}

function mergeChildren(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): NamedChildren<MergedNode> {
  if (recorder === undefined && path.length > 1 && node.children.size === 0) {
    const [only] = fragments;
    if (fragments.length === 1 && only !== undefined && (node.allowed & KEY_ADMITTING_OPERATORS) !== 0) {
      return only.children.size === 0
        ? node.children
        : only.children.map((child) => mergedAlone(child, level));
    }
  }
  let children = node.children;
  const put = (name: string, named: readonly FragmentNode[]): void => {
    const existing = node.children.get(name);
    const after = mergeChild(node, existing, name, named, level, path, recorder);
    if (after !== undefined && after !== existing) {
      children = children === node.children ? children.copy() : children;
      children.put(name, after);
    }
  };
  if (fragments.length === 1) {
    fragments[0]?.children.forEach((child, name) => {
      put(name, [child]);
    });
  } else {
    childrenByName(fragments).forEach((named, name) => {
      put(name, named);
    });
  }
  return children === node.children ? children : children.trimmed();
}

/** What stands under a name afterwards; undefined where a control forbids the name. */
function mergeChild(
  node: MergedNode,
  existing: MergedNode | undefined,
  name: string,
  named: readonly FragmentNode[],
  level: InheritanceLevel,
  path: Path,
  recorder: MergeRecorder | undefined,
): MergedNode | undefined {
  // The path is only needed by the recorder and to tell the depth; plan names stand at depth 2.
  const childPath = recorder !== undefined || path.length < 2 ? [...path, name] : deeperPath;
  const admitsNames = (node.allowed & KEY_ADMITTING_OPERATORS) !== 0;
  if (existing === undefined && !admitsNames) {
    recorder?.blockedKey(childPath, named, level);
    return undefined;
  }
  const quickly =
    recorder === undefined && childPath.length > 1 ? mergedQuickly(existing, named, level) : undefined;
  let after = quickly ?? visit(existing ?? MergedNode.EMPTY, named, level, childPath, recorder);
  const spelledName =
    path.length === 1 ? named.find((fragment) => fragment.spelledName)?.spelledName : undefined;
  if (spelledName !== undefined) {
    const shownAs = LOWER_CASE_PLAN_NAMES ? undefined : (existing?.shownAs ?? spelledName);
    after = after.withAssumptions(union(after.assumptions, ["plan-names-are-lower-cased"]), shownAs);
  }
  return existing !== undefined && !admitsNames && !existing.hasContent && after.hasContent
    ? withAssumption(after, "mentioned-key-exists")
    : after;
}

/** Only asked for where a control makes a difference: most containers admit every name. */
function addsNewNames(node: MergedNode, fragments: readonly FragmentNode[]): boolean {
  return (
    node.allowed !== ALL_OPERATORS &&
    fragments.some(({ children }) => children.names().some((name) => !node.children.has(name)))
  );
}

/** Most settings meet nothing, or what a policy simply assigns anew: then the rules need not be asked. */
function mergedQuickly(
  existing: MergedNode | undefined,
  named: readonly FragmentNode[],
  level: InheritanceLevel,
): MergedNode | undefined {
  const [only] = named;
  if (only === undefined || named.length > 1) {
    return undefined;
  }
  if (existing === undefined) {
    return mergedAlone(only, level);
  }
  const plain = only.plain;
  return plain && overlaid(existing, plain);
}

/** What one policy adds where nothing was depends on that policy alone: it is merged once for all its targets. */
function mergedAlone(fragment: FragmentNode, level: InheritanceLevel): MergedNode {
  return (fragment.mergedAlone ??=
    fragment.plain ?? visit(MergedNode.EMPTY, [fragment], level, deeperPath, undefined));
}

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
