import type { SettingValue } from "./fragment";
import type { MergedNode } from "./merged-node";

/** The child of that name, if anything of it is rendered. */
export function child(node: MergedNode | undefined, name: string): MergedNode | undefined {
  const found = node?.children.get(name);
  return found?.hasContent === true ? found : undefined;
}

/** The named containers and settings inside a container, without what is pruned. */
export function members(node: MergedNode | undefined): readonly (readonly [string, MergedNode])[] {
  const found: [string, MergedNode][] = [];
  node?.children.forEach((member, name) => {
    if (member.hasContent) {
      found.push([name, member]);
    }
  });
  return found;
}

/** The value of a setting inside a container. */
export function setting(node: MergedNode | undefined, name: string): SettingValue | undefined {
  return node?.children.get(name)?.value;
}

/** A setting that holds a whole number: decimal digits, as AWS renders numbers. */
export function wholeNumber(node: MergedNode | undefined, name: string): number | undefined {
  const value = setting(node, name);
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}
