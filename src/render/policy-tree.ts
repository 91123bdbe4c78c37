import { isJsonObject } from "../text/json";
import type { JsonObject } from "../text/json";
import { joinPath } from "../text/policy-path";
import type { SettingValue } from "../effective/setting-value";
import { wrapText } from "../text/wrap-text";
import { shownValue } from "./setting-value";
import { escapeControl } from "../text/escape-control";

/** One line of a policy written as an indented tree. */
export interface TreeLine {
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  /** Undefined for a container. */
  readonly value: SettingValue | undefined;
}

/** A rendered policy as lines, containers before what is in them; names sorted, so that output is stable. */
export function policyTree(policy: JsonObject): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const visit = (container: JsonObject, path: readonly string[]): void => {
    for (const name of Object.keys(container).sort()) {
      const child = container[name];
      const childPath = [...path, name];
      const value = isJsonObject(child) ? undefined : (child as SettingValue);
      lines.push({ path: joinPath(childPath), depth: path.length, name, value });
      if (isJsonObject(child)) {
        visit(child, childPath);
      }
    }
  };
  visit(policy, []);
  return lines;
}

/** A line of the tree; what is too long for the width goes on below, indented further. */
export function treeText({ depth, name, value }: TreeLine, width: number, margin = ""): string {
  const indent = margin + "  ".repeat(depth);
  if (value === undefined) {
    return `${indent}${escapeControl(name)}`;
  }
  const [first = "", ...rest] = wrapText(
    `${escapeControl(name)}: ${shownValue(value)}`,
    width - 4,
    indent,
  ).split("\n");
  return [first, ...rest.map((line) => `    ${line}`)].join("\n");
}
