import { ALL_OPERATORS, allows, operatorSet } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import { KEY_ADMITTING_OPERATORS, LOWER_CASE_PLAN_NAMES } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import type { FragmentNode } from "./fragment";
import { MergedNode } from "./merged-node";
import { mergeSetting, sameValue } from "./merge-setting";
import type { MergeRecorder } from "./merge-recorder";
import type { NamedChildren } from "./named-children";

/** Whether the order in which a target's policies were attached is known: no AWS API tells it. */
export type AttachmentOrder = "known" | "unknown";

/** The policies attached to one target on the way from the root to an account. */
export interface Level {
  readonly targetId: string;
  /** In attachment order, oldest first, as far as `order` is known. */
  readonly policies: readonly FragmentNode[];
  readonly order: AttachmentOrder;
}

/**
 * Applies one level to the result of the levels above it, as AWS does: the first-attached assign of
 * each setting, then every append, then every remove, each where the controls of higher levels allow
 * it; then the level's own controls, which bind the levels below.
 *
 * @param recorder told of everything that happens; without one nothing is recorded or allocated for it
 */
export function applyLevel(state: MergedNode, level: Level, recorder?: MergeRecorder): MergedNode {
  return level.policies.length === 0 ? state : visit(state, level.policies, level, [], recorder);
}

/** Merges levels from the root downwards. */
export function mergeLevels(levels: readonly Level[], recorder?: MergeRecorder): MergedNode {
  return levels.reduce((state, level) => applyLevel(state, level, recorder), MergedNode.EMPTY);
}

/** The path from the root of the document; spelled out for recorders only. */
type Path = readonly string[];

function visit(
  node: MergedNode,
  fragments: readonly FragmentNode[],
  level: Level,
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
  level: Level,
  path: Path,
  recorder: MergeRecorder | undefined,
): NamedChildren<MergedNode> {
  let children = node.children;
  for (const [name, named] of childrenByName(fragments)) {
    const existing = node.children.get(name);
    // The path is only needed by the recorder and to tell the depth; plan names stand at depth 2.
    const childPath = recorder !== undefined || path.length < 2 ? [...path, name] : deeperPath;
    if (existing === undefined && (node.allowed & KEY_ADMITTING_OPERATORS) === 0) {
      recorder?.blockedKey(childPath, named, level);
      continue;
    }
    let after =
      recorder === undefined && childPath.length > 1 && isReplaced(existing, named)
        ? visitNew(named, level, childPath)
        : visit(existing ?? MergedNode.EMPTY, named, level, childPath, recorder);
    const spelledName =
      path.length === 1 ? named.find((fragment) => fragment.spelledName)?.spelledName : undefined;
    if (spelledName !== undefined) {
      const shownAs = LOWER_CASE_PLAN_NAMES ? undefined : (existing?.shownAs ?? spelledName);
      after = after.marked(union(after.assumptions, ["plan-names-are-lower-cased"]), shownAs);
    }
    if (
      existing !== undefined &&
      !existing.hasContent &&
      after.hasContent &&
      (node.allowed & KEY_ADMITTING_OPERATORS) === 0
    ) {
      after = withAssumption(after, "mentioned-key-exists");
    }
    if (after !== existing) {
      children = children === node.children ? children.copy() : children;
      children.put(name, after);
    }
  }
  return children;
}

/** Only asked for where a control makes a difference: most containers admit every name. */
function addsNewNames(node: MergedNode, fragments: readonly FragmentNode[]): boolean {
  return (
    node.allowed !== ALL_OPERATORS &&
    fragments.some(({ children }) => children.some(([name]) => !node.children.has(name)))
  );
}

/** Whether nothing of what was there matters: nothing was, or a value without controls that one policy assigns anew. */
function isReplaced(existing: MergedNode | undefined, named: readonly FragmentNode[]): boolean {
  if (existing === undefined) {
    return true;
  }
  const [only] = named;
  return (
    named.length === 1 &&
    only?.assign !== undefined &&
    only.children.length === 0 &&
    existing.children.size === 0 &&
    existing.allowed === ALL_OPERATORS &&
    !sameValue(existing.value, only.assign)
  );
}

/** What one policy adds where nothing was depends on that policy alone: it is merged once for all its targets. */
function visitNew(named: readonly FragmentNode[], level: Level, path: readonly string[]): MergedNode {
  const [only] = named;
  return only === undefined || named.length > 1
    ? visit(MergedNode.EMPTY, named, level, path, undefined)
    : (only.mergedAlone ??= visit(MergedNode.EMPTY, named, level, path, undefined));
}

/** Stands for any path below a plan where no recorder asks for the true one. */
const deeperPath: readonly string[] = ["", "", ""];

/** The children of all fragments by name; of one fragment, the usual case, they are at hand. */
function childrenByName(
  fragments: readonly FragmentNode[],
): Iterable<readonly [string, readonly FragmentNode[]]> {
  const [only] = fragments;
  if (fragments.length === 1 && only !== undefined) {
    return only.children;
  }
  const groups = new Map<string, readonly FragmentNode[]>();
  for (const fragment of fragments) {
    for (const [name, alone] of fragment.children) {
      const group = groups.get(name);
      groups.set(name, group === undefined ? alone : [...group, ...alone]);
    }
  }
  return groups;
}

function intersectControls(
  allowed: OperatorSet,
  fragments: readonly FragmentNode[],
  level: Level,
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
  return node.marked(union(node.assumptions, [id]));
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
