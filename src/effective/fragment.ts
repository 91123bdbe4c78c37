import { KEEP_REPEATED_MEMBERS } from "./assumptions";
import { CHILD_CONTROL, parseControl } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import type { MergedNode } from "./merged-node";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/** A setting's value as AWS renders it: every scalar is a string. */
export type SettingValue = string | readonly string[];

/**
 * One policy's contribution, prepared for merging: names folded to lower case, operators apart from
 * names, scalars as strings. Made once per policy, however many targets it is attached to.
 */
export interface FragmentNode {
  readonly policyId: string;
  readonly assign: SettingValue | undefined;
  readonly append: readonly string[] | undefined;
  readonly remove: readonly string[] | undefined;
  readonly control: OperatorSet | undefined;
  /** By folded name, in the order written; each in a list of its own, as a level with this policy alone needs it. */
  readonly children: readonly (readonly [name: string, alone: readonly [FragmentNode]])[];
  /** The name as written, where that is not in lower case. */
  readonly spelledName: string | undefined;
  /** False where neither this node nor anything below it holds an operator. */
  readonly hasContent: boolean;
  /** What the node becomes where nothing was there before; kept by the merge, since a policy has many targets. */
  mergedAlone: MergedNode | undefined;
}

/**
 * Prepares a policy document for merging. Total: what AWS would refuse (raw values, unknown
 * operators, operators without a usable operand) contributes nothing, since it can never be attached.
 *
 * @param content the document, nested no deeper than `MAX_DEPTH`
 */
export function compileFragment(policyId: string, content: JsonObject): FragmentNode {
  return compile(policyId, content, undefined);
}

const AT_SIGN = 64;
const noChildren: FragmentNode["children"] = [];

function compile(policyId: string, content: JsonObject, spelledName: string | undefined): FragmentNode {
  let assign: SettingValue | undefined;
  let append: readonly string[] | undefined;
  let remove: readonly string[] | undefined;
  let control: OperatorSet | undefined;
  let children: (readonly [string, readonly [FragmentNode]])[] | undefined;
  let hasContent = false;
  // A loop over the object itself: a list of its keys for each of a million nodes is felt.
  for (const name in content) {
    const operand = content[name] ?? null;
    const key = name.toLowerCase();
    if (key.charCodeAt(0) === AT_SIGN && key.startsWith("@@")) {
      if (key === "@@assign") {
        assign = assignedValue(operand);
      } else if (key === "@@append") {
        append = memberList(operand);
      } else if (key === "@@remove") {
        remove = memberList(operand);
      } else if (key === CHILD_CONTROL && Array.isArray(operand)) {
        control = parseControl(operand);
      }
      hasContent = true;
    } else if (isJsonObject(operand)) {
      const child = compile(policyId, operand, key === name ? undefined : name);
      (children ??= []).push([key, [child]]);
      hasContent ||= child.hasContent;
    }
  }
  return {
    policyId,
    assign,
    append,
    remove,
    control,
    children: children ?? noChildren,
    spelledName,
    hasContent,
    mergedAlone: undefined,
  };
}

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

function scalarText(value: JsonValue): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
