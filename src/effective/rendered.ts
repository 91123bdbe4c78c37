import { wholeNumber } from "../policy/whole-number";
import type { SettingValue } from "./setting-value";
import type { MergedNode } from "./merged-node";

/** The child of that name, if anything of it is rendered. */
export function child(node: MergedNode | undefined, name: string): MergedNode | undefined {
  const found = node?.children.get(name);
  return found?.hasContent === true ? found : undefined;
}

/** How many containers and settings stand inside a container, without what is pruned. */
export function memberCount(node: MergedNode | undefined): number {
  let count = 0;
  forEachMember(node, () => {
    count += 1;
  });
  return count;
}

/** Visits the named containers and settings inside a container, without what is pruned. */
export function forEachMember(
  node: MergedNode | undefined,
  visit: (member: MergedNode, name: string) => void,
): void {
  if (node === undefined) {
    return;
  }
  // A loop: a function of its own for each of a million containers is felt, and an iterator too.
  const members = node.children.values();
  const names = node.children.names();
  for (let position = 0; position < members.length; position += 1) {
    const member = members[position];
    if (member?.hasContent === true) {
      visit(member, names[position] ?? "");
    }
  }
}

/** The value of a setting inside a container. */
export function setting(node: MergedNode | undefined, name: string): SettingValue | undefined {
  return node?.children.get(name)?.value;
}

/** A setting that holds a whole number. */
export function numberSetting(node: MergedNode | undefined, name: string): number | undefined {
  const value = setting(node, name);
  return typeof value === "string" ? wholeNumber(value) : undefined;
}
