import { KEEP_REPEATED_MEMBERS } from "./assumptions";
import { CHILD_CONTROL, parseControl } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import type { MergedNode } from "./merged-node";
import { NamedChildren } from "./named-children";
import { scalarText } from "./scalar-text";
import type { SettingValue } from "./setting-value";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/**
 * One policy's contribution, prepared for merging: names folded to lower case, operators apart from
 * names, scalars as strings. Made once per policy, however many targets it is attached to, and looked
 * into only where something meets it.
 */
export class FragmentNode {
  /** What the node becomes where nothing was there before: merged once, since a policy has many targets. */
  mergedAlone: MergedNode | undefined = undefined;
  /** Of a plan, what becomes of each inherited plan that it meets: the same one at many targets. */
  mergedOnto: WeakMap<MergedNode, MergedNode> | undefined = undefined;
  private assigned: SettingValue | undefined = undefined;
  private appended: readonly string[] | undefined = undefined;
  private removed: readonly string[] | undefined = undefined;
  private controls: OperatorSet | undefined = undefined;
  private twice = false;
  private named: NamedChildren<FragmentNode> | undefined = undefined;

  constructor(
    readonly policyId: string,
    readonly content: JsonObject,
    /** The name as written, where that is not in lower case. */
    readonly spelledName: string | undefined,
  ) {}

  get assign(): SettingValue | undefined {
    if (this.named === undefined) {
      this.open();
    }
    return this.assigned;
  }

  get append(): readonly string[] | undefined {
    if (this.named === undefined) {
      this.open();
    }
    return this.appended;
  }

  get remove(): readonly string[] | undefined {
    if (this.named === undefined) {
      this.open();
    }
    return this.removed;
  }

  get control(): OperatorSet | undefined {
    if (this.named === undefined) {
      this.open();
    }
    return this.controls;
  }

  /** Whether it is a setting that a policy gives a value, adds to or takes from. */
  get hasValueOperator(): boolean {
    if (this.named === undefined) {
      this.open();
    }
    return this.assigned !== undefined || this.appended !== undefined || this.removed !== undefined;
  }

  /** Whether the policy writes one operator twice here, in spellings that differ only in case. */
  get hasOperatorTwice(): boolean {
    if (this.named === undefined) {
      this.open();
    }
    return this.twice;
  }

  /** By folded name. */
  get children(): NamedChildren<FragmentNode> {
    return this.named ?? this.open();
  }

  /** False where neither this node nor anything below it holds an operator. */
  get hasContent(): boolean {
    return (
      Object.keys(this.content).some(isOperator) || this.children.values().some((child) => child.hasContent)
    );
  }

  /** The node with only some of its children. */
  withChildren(children: NamedChildren<FragmentNode>): FragmentNode {
    if (this.named === undefined) {
      this.open();
    }
    const node = new FragmentNode(this.policyId, this.content, this.spelledName);
    node.assigned = this.assigned;
    node.appended = this.appended;
    node.removed = this.removed;
    node.controls = this.controls;
    node.twice = this.twice;
    node.named = children;
    return node;
  }

  /** Called where nothing has been read yet: a call from each getter of a million nodes is felt. */
  private open(): NamedChildren<FragmentNode> {
    let children: NamedChildren<FragmentNode> | undefined;
    // A loop over the object itself: a list of its keys for each of a million nodes is felt.
    for (const name in this.content) {
      const operand = this.content[name] ?? null;
      const key = name.toLowerCase();
      if (isOperator(key)) {
        this.operator(key, operand);
      } else if (isJsonObject(operand)) {
        children ??= NamedChildren.none();
        children.put(key, new FragmentNode(this.policyId, operand, key === name ? undefined : name));
      }
    }
    this.named = children?.trimmed() ?? noChildren;
    return this.named;
  }

  /** Of one operator in two spellings the first is taken; which one AWS applies is not known, and is noted. */
  private operator(key: string, operand: JsonValue): void {
    if (key === "@@assign") {
      this.twice ||= this.assigned !== undefined;
      this.assigned ??= assignedValue(operand);
    } else if (key === "@@append") {
      this.twice ||= this.appended !== undefined;
      this.appended ??= memberList(operand);
    } else if (key === "@@remove") {
      this.twice ||= this.removed !== undefined;
      this.removed ??= memberList(operand);
    } else if (key === CHILD_CONTROL && Array.isArray(operand)) {
      this.twice ||= this.controls !== undefined;
      this.controls ??= parseControl(operand);
    }
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

const noChildren: FragmentNode["children"] = NamedChildren.none();

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
