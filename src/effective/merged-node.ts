import { ALL_OPERATORS } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import { setOwn } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { RENDER_EMPTY_LISTS } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import { hashText, mixHashes } from "./content-hash";
import type { SettingValue } from "./setting-value";
import { NamedChildren } from "./named-children";

/** A value that a setting has if, of the policies of one target, a certain one was attached first. */
export interface Alternative {
  readonly value: SettingValue;
  /** The target whose attachment order is not known. */
  readonly targetId: string;
  /** The policy that supplies the value if it was attached before the others that assign the setting. */
  readonly policyId: string;
  /** The policies of the same target that assign the setting too and lose in that case. */
  readonly before: readonly string[];
}

/**
 * A node of the merge. Immutable, so that an account without policies of its own shares its parent's
 * result by identity, and a policy that touches one plan leaves the others as they are.
 */
export class MergedNode {
  static readonly EMPTY: MergedNode = new MergedNode(
    undefined,
    undefined,
    NamedChildren.none<MergedNode>(),
    ALL_OPERATORS,
    undefined,
    false,
  );

  /** The last container made that ends with this node; see {@link shared}. */
  private container: MergedNode | undefined;
  private renderedValue: JsonValue | undefined;
  private open: boolean | undefined;
  private uncertain: boolean | undefined;
  private contentful: boolean | undefined;
  private hash: number | undefined;

  constructor(
    readonly value: SettingValue | undefined,
    /** Set where the attachment order decides and is not known; `value` is then the first of them. */
    readonly alternatives: readonly Alternative[] | undefined,
    readonly children: NamedChildren<MergedNode>,
    /** The operators that policies at lower levels may use here. */
    readonly allowed: OperatorSet,
    readonly assumptions: readonly AssumptionId[] | undefined,
    /** True where a list's members are certain but, for want of the attachment order, not their order. */
    readonly memberOrderUnknown: boolean,
    /** The name under which the node is shown, where that is not the folded one. */
    readonly shownAs?: string,
  ) {}

  /** A node; the same one for each setting of a certain value of which nothing else is known. */
  static of(
    value: SettingValue | undefined,
    alternatives: readonly Alternative[] | undefined,
    children: NamedChildren<MergedNode>,
    allowed: OperatorSet,
    assumptions: readonly AssumptionId[] | undefined,
    memberOrderUnknown: boolean,
    shownAs: string | undefined,
  ): MergedNode {
    return value !== undefined &&
      alternatives === undefined &&
      children.size === 0 &&
      allowed === ALL_OPERATORS &&
      assumptions === undefined &&
      !memberOrderUnknown &&
      shownAs === undefined
      ? MergedNode.ofValue(value)
      : new MergedNode(value, alternatives, children, allowed, assumptions, memberOrderUnknown, shownAs);
  }

  /** The node, or an equal one that was made before: parts of plans repeat. What ends with one node may be the same. */
  shared(): MergedNode {
    const last = this.children.values().at(-1);
    if (last === undefined || !this.isPlain) {
      return this;
    }
    const known = last.container;
    if (known?.children.isSame(this.children) === true) {
      return known;
    }
    last.container = this;
    return this;
  }

  /** Whether nothing is known of it but the names and nodes below. */
  private get isPlain(): boolean {
    return (
      this.value === undefined &&
      this.allowed === ALL_OPERATORS &&
      this.assumptions === undefined &&
      this.shownAs === undefined
    );
  }

  /** Kept by value: most settings of an organization hold one of few. */
  static ofValue(value: SettingValue): MergedNode {
    const shared = typeof value === "string" ? texts : lists;
    const key = typeof value === "string" ? value : JSON.stringify(value);
    let node = shared.get(key);
    if (node === undefined) {
      if (shared.size >= MAX_SHARED_VALUES) {
        shared.clear();
      }
      node = new MergedNode(value, undefined, MergedNode.EMPTY.children, ALL_OPERATORS, undefined, false);
      shared.set(key, node);
    }
    return node;
  }

  /** The node with another note on what it depends on, or another name to be shown under. */
  withAssumptions(assumptions: readonly AssumptionId[] | undefined, shownAs = this.shownAs): MergedNode {
    const { value, alternatives, children, allowed, memberOrderUnknown } = this;
    return assumptions === this.assumptions && shownAs === this.shownAs
      ? this
      : new MergedNode(value, alternatives, children, allowed, assumptions, memberOrderUnknown, shownAs);
  }

  /**
   * The node as `DescribeEffectivePolicy` shows it: no operators, empty containers pruned; undefined
   * where nothing is left. The same object each time: treat it as frozen.
   */
  rendered(): JsonValue | undefined {
    if (this.renderedValue === undefined && this.hasContent) {
      this.renderedValue = this.render();
    }
    return this.renderedValue;
  }

  /** Whether policies below may set everything here, and nothing is said of it but names and values. */
  get isOpen(): boolean {
    this.open ??=
      this.children.size === 0
        ? this.allowed === ALL_OPERATORS
        : this.isPlain && this.children.values().every((child) => child.isOpen);
    return this.open;
  }

  /** Whether this node or one below it depends on an assumption or on an unknown attachment order. */
  get isUncertain(): boolean {
    this.uncertain ??=
      this.assumptions !== undefined ||
      this.alternatives !== undefined ||
      this.memberOrderUnknown ||
      (typeof this.value === "object" && this.value.length === 0) ||
      this.children.values().some((child) => child.isUncertain);
    return this.uncertain;
  }

  /**
   * Equal for nodes that render the same, whatever the order of names; 0 where nothing is rendered.
   * Different contents may share one: {@link sameContent} decides.
   */
  get contentHash(): number {
    this.hash ??= this.hasContent ? this.computeHash() : 0;
    return this.hash;
  }

  private computeHash(): number {
    if (this.value !== undefined) {
      return typeof this.value === "string"
        ? hashText(this.value)
        : this.value.reduce((hash, member) => mixHashes(hash, hashText(member)), 1);
    }
    const { children } = this;
    const nodes = children.values();
    let hash = 2;
    for (let position = 0; position < nodes.length; position += 1) {
      const child = nodes[position];
      if (child?.hasContent === true) {
        // A sum does not depend on the order of names.
        hash = (hash + mixHashes(children.nameHash(position), child.contentHash)) | 0;
      }
    }
    return hash;
  }

  /** Whether anything is rendered of this node. */
  get hasContent(): boolean {
    this.contentful ??=
      this.value === undefined
        ? this.children.values().some((child) => child.hasContent)
        : RENDER_EMPTY_LISTS || this.value.length > 0 || typeof this.value === "string";
    return this.contentful;
  }

  private render(): JsonValue {
    if (this.value !== undefined) {
      return this.value;
    }
    const object: Record<string, JsonValue> = {};
    this.children.forEach((child, name) => {
      const rendered = child.rendered();
      if (rendered !== undefined) {
        setOwn(object, child.shownAs ?? name, rendered);
      }
    });
    return object;
  }
}

/** So many values are kept; a process that runs for long does not collect them. */
const MAX_SHARED_VALUES = 10_000;
const texts = new Map<string, MergedNode>();
const lists = new Map<string, MergedNode>();

/** Whether two nodes hold the same names in the same order, and so do all nodes below. */
export function sameNames(first: MergedNode, second: MergedNode): boolean {
  return first.children.size === 0
    ? second.children.size === 0
    : first.children.hasNamesOf(second.children) &&
        first.children.values().every((child, position) => {
          const other = second.children.values()[position];
          return other !== undefined && sameNames(child, other);
        });
}

/** The merged document; `{}` where nothing is left. */
export function renderPolicy(state: MergedNode): JsonObject {
  return (state.rendered() as JsonObject | undefined) ?? {};
}

/** Whether two nodes render the same; the order of names does not count, the order of a list's members does. */
export function sameContent(first: MergedNode, second: MergedNode): boolean {
  if (first === second) {
    return true;
  }
  if (first.contentHash !== second.contentHash) {
    return false;
  }
  if (first.value !== undefined || second.value !== undefined) {
    return JSON.stringify(first.value) === JSON.stringify(second.value);
  }
  return covers(first.children, second.children) && covers(second.children, first.children);
}

function covers(whole: MergedNode["children"], part: MergedNode["children"]): boolean {
  const [members, names] = [part.values(), part.names()];
  return members.every((child, position) => {
    if (!child.hasContent) {
      return true;
    }
    const counterpart = whole.get(names[position] ?? "");
    return counterpart !== undefined && sameContent(counterpart, child);
  });
}
