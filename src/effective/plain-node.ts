import { ALL_OPERATORS } from "../policy/operator-set";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { MergedNode } from "./merged-node";
import { NamedChildren } from "./named-children";
import { scalarText } from "./scalar-text";

/**
 * The quick way for most of what policies hold: containers of settings that are assigned one value or
 * appended to. What such a part becomes where nothing was before is the part itself.
 *
 * @returns undefined where anything else stands in it, so that the rules of merging are needed
 */
export function plainNode(content: JsonObject): MergedNode | undefined {
  let children: NamedChildren<MergedNode> | undefined;
  for (const name in content) {
    const operand = content[name] ?? null;
    if (name === "@@assign" || name === "@@append") {
      return hasOtherNames(content, name) ? undefined : plainSetting(name, operand);
    }
    const child = name.startsWith("@@") || !isJsonObject(operand) ? undefined : plainNode(operand);
    if (child === undefined) {
      return undefined;
    }
    (children ??= NamedChildren.none()).put(name.toLowerCase(), child);
  }
  return children === undefined ? MergedNode.EMPTY : MergedNode.plain(undefined, children.trimmed());
}

function plainSetting(operator: "@@assign" | "@@append", operand: JsonValue): MergedNode | undefined {
  if (operator === "@@assign") {
    return typeof operand === "object" ? undefined : MergedNode.ofText(scalarText(operand));
  }
  return Array.isArray(operand) && operand.length > 0
    ? MergedNode.plain([...new Set(operand.map(scalarText))])
    : undefined;
}

function hasOtherNames(content: JsonObject, only: string): boolean {
  for (const name in content) {
    if (name !== only) {
      return true;
    }
  }
  return false;
}

/**
 * The quick way for what a policy usually meets: the same settings, assigned anew or appended to.
 *
 * @param plain what the policy holds, of {@link plainNode}
 * @returns undefined where the rules of merging are needed
 */
export function overlaid(existing: MergedNode, plain: MergedNode): MergedNode | undefined {
  if (existing.allowed !== ALL_OPERATORS || existing.shownAs !== undefined) {
    return undefined;
  }
  if (plain.children.size > 0) {
    return overlaidContainer(existing, plain);
  }
  if (plain.value === undefined) {
    return existing;
  }
  if (existing.children.size > 0) {
    return undefined;
  }
  return typeof plain.value === "object" ? extendedList(existing, plain, plain.value) : plain;
}

function overlaidContainer(existing: MergedNode, plain: MergedNode): MergedNode | undefined {
  if (existing.value !== undefined || existing.assumptions !== undefined) {
    return undefined;
  }
  const children = existing.children.combined(plain.children, overlaid);
  if (children === undefined || children === existing.children) {
    return children && existing;
  }
  return children === plain.children ? plain : MergedNode.plain(undefined, children);
}

function extendedList(
  existing: MergedNode,
  plain: MergedNode,
  members: readonly string[],
): MergedNode | undefined {
  const { value, assumptions, alternatives, memberOrderUnknown } = existing;
  if (assumptions !== undefined || alternatives !== undefined || memberOrderUnknown) {
    return undefined;
  }
  if (value === undefined) {
    return plain;
  }
  const inherited = typeof value === "string" ? [value] : value;
  const added = members.filter((member) => !inherited.includes(member));
  return added.length === 0 ? existing : MergedNode.plain([...inherited, ...added]);
}
