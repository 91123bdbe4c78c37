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
  node?.children.forEach((member, name) => {
    if (member.hasContent) {
      visit(member, name);
    }
  });
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
