import { KEEP_REPEATED_MEMBERS } from "./assumptions";
import { CHILD_CONTROL, parseControl } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import type { MergedNode } from "./merged-node";
import { NamedChildren } from "./named-children";
import { scalarText } from "./scalar-text";
import type { SettingValue } from "./setting-value";
import { isJsonObject, objectOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

// What a policy holds at a node is a set of bits.
/** A value of a setting, or something to add to it or to take from it. */
export const HOLDS_VALUE = 1;
export const HOLDS_CONTROL = 2;
/** Further names below. */
export const HOLDS_NAMES = 4;
/** One operator twice, in spellings that differ only in case. */
export const HOLDS_TWICE = 8;
/** Set once the node has been read. */
const READ = 16;

/**
 * One policy's contribution, prepared for merging: names folded to lower case, operators apart from
 * names, scalars as strings. Made once per policy, however many targets it is attached to, and looked
 * into only where something meets it.
 */
export class FragmentNode {
  /** What the node becomes where nothing was there before: merged once, since a policy has many targets. */
  mergedAlone: MergedNode | undefined = undefined;
  private assigned: SettingValue | undefined = undefined;
  private appended: readonly string[] | undefined = undefined;
  private removed: readonly string[] | undefined = undefined;
  private controls: OperatorSet | undefined = undefined;
  private held = 0;
  private assigning: boolean | undefined = undefined;
  private below: NamedChildren<FragmentNode | string> | undefined = undefined;
  private nodes: NamedChildren<FragmentNode> | undefined = undefined;

  constructor(
    readonly policyId: string,
    readonly content: JsonObject,
    /** The name as written, where that is not in lower case. */
    readonly spelledName: string | undefined,
  ) {}

  get assign(): SettingValue | undefined {
    if (this.held === 0) {
      this.open();
    }
    return this.assigned;
  }

  get append(): readonly string[] | undefined {
    if (this.held === 0) {
      this.open();
    }
    return this.appended;
  }

  get remove(): readonly string[] | undefined {
    if (this.held === 0) {
      this.open();
    }
    return this.removed;
  }

  get control(): OperatorSet | undefined {
    if (this.held === 0) {
      this.open();
    }
    return this.controls;
  }

  /** Whether it is a setting that a policy gives a value, adds to or takes from. */
  get hasValueOperator(): boolean {
    return (this.holds & HOLDS_VALUE) !== 0;
  }

  /** Of `HOLDS_VALUE` and the others, what it holds. */
  get holds(): number {
    if (this.held === 0) {
      this.open();
    }
    return this.held;
  }

  /** By folded name. */
  get children(): NamedChildren<FragmentNode> {
    return (this.nodes ??= this.parts.map((part, name) =>
      typeof part === "string"
        ? new FragmentNode(this.policyId, objectOf(this.content[name]), undefined)
        : part,
    ));
  }

  /** The same; of a setting that is only assigned a text, as most are, that text. */
  get parts(): NamedChildren<FragmentNode | string> {
    return this.below ?? this.open();
  }

  /** Whether all that it does is to assign a text to each setting below. */
  get assignsAll(): boolean {
    this.assigning ??= this.holds === (READ | HOLDS_NAMES) && this.parts.values().every(assignsAll);
    return this.assigning;
  }

  /** What only assigns, and has been merged, is seldom looked into again: it is then read again. */
  settle(): void {
    if (this.assignsAll) {
      this.below = undefined;
      this.nodes = undefined;
    }
  }

  /** False where neither this node nor anything below it holds an operator. */
  get hasContent(): boolean {
    return (
      Object.keys(this.content).some(isOperator) ||
      this.parts.values().some((part) => typeof part === "string" || part.hasContent)
    );
  }

  /** The node with only some of its children. */
  withChildren(children: NamedChildren<FragmentNode>): FragmentNode {
    if (this.held === 0) {
      this.open();
    }
    const node = new FragmentNode(this.policyId, this.content, this.spelledName);
    node.assigned = this.assigned;
    node.appended = this.appended;
    node.removed = this.removed;
    node.controls = this.controls;
    node.held = children.size > 0 ? this.held | HOLDS_NAMES : this.held & ~HOLDS_NAMES;
    node.below = children;
    node.nodes = children;
    // Read again, it would have all of them.
    node.assigning = false;
    return node;
  }

  /** Called where nothing has been read yet: a call from each getter of a million nodes is felt. */
  private open(): NamedChildren<FragmentNode | string> {
    let children: NamedChildren<FragmentNode | string> | undefined;
    // A loop over the object itself: a list of its keys for each of a million nodes is felt.
    for (const name in this.content) {
      const operand = this.content[name] ?? null;
      const key = name.toLowerCase();
      if (isOperator(key)) {
        this.operator(key, operand);
      } else if (isJsonObject(operand)) {
        const spelledName = key === name ? undefined : name;
        const text = spelledName === undefined ? assignedText(operand) : undefined;
        children ??= NamedChildren.none();
        children.put(key, text ?? new FragmentNode(this.policyId, operand, spelledName));
      }
    }
    this.held |=
      READ |
      (children === undefined ? 0 : HOLDS_NAMES) |
      (this.controls === undefined ? 0 : HOLDS_CONTROL) |
      ((this.assigned ?? this.appended ?? this.removed) === undefined ? 0 : HOLDS_VALUE);
    this.below = children?.trimmed() ?? noParts;
    return this.below;
  }

  /** Of one operator in two spellings the first is taken; which one AWS applies is not known, and is noted. */
  private operator(key: string, operand: JsonValue): void {
    if (key === "@@assign") {
      this.noteTwice(this.assigned);
      this.assigned ??= assignedValue(operand);
    } else if (key === "@@append") {
      this.noteTwice(this.appended);
      this.appended ??= memberList(operand);
    } else if (key === "@@remove") {
      this.noteTwice(this.removed);
      this.removed ??= memberList(operand);
    } else if (key === CHILD_CONTROL && Array.isArray(operand)) {
      this.noteTwice(this.controls);
      this.controls ??= parseControl(operand);
    }
  }

  private noteTwice(earlier: unknown): void {
    this.held |= earlier === undefined ? 0 : HOLDS_TWICE;
  }
}

/**
 * Prepares a policy document for merging. Total: what AWS would refuse (raw values, unknown
 * operators, operators without a usable operand) contributes nothing, since it can never be attached.
 *
 * @param content the document, nested no deeper than `MAX_DEPTH`
 */
export function compileFragment(policyId: string, content: JsonObject): FragmentNode {
  return new FragmentNode(policyId, content, undefined);
}

const assignsAll = (part: FragmentNode | string): boolean => typeof part === "string" || part.assignsAll;

const noParts: NamedChildren<FragmentNode | string> = NamedChildren.none();

/** The text that a setting is assigned, where nothing else stands in it. */
function assignedText(content: JsonObject): string | undefined {
  let text: string | undefined;
  for (const name in content) {
    const operand = content[name];
    if (name !== "@@assign" || typeof operand !== "string") {
      return undefined;
    }
    text = operand;
  }
  return text;
}

function isOperator(name: string): boolean {
  return name.startsWith("@@");
}

/** What a setting is that is assigned an operand; undefined if no setting can be. */
function assignedValue(operand: JsonValue): SettingValue | undefined {
  const value = settingValue(operand);
  return KEEP_REPEATED_MEMBERS || typeof value !== "object" ? value : [...new Set(value)];
}

function settingValue(operand: JsonValue): SettingValue | undefined {
  if (Array.isArray(operand)) {
    return operand.map(scalarText);
  }
  return isJsonObject(operand) ? undefined : scalarText(operand);
}

function memberList(operand: JsonValue): readonly string[] | undefined {
  const value = settingValue(operand);
  return typeof value === "string" ? [value] : value;
}
