import { itemsOf, isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { SettingValue } from "../setting-value";
import type { MergedNode } from "../merged-node";
import { child, forEachMember, setting } from "../rendered";
import { scalarText } from "../scalar-text";

/** How the containers and settings of a plan are reached: the same reader serves merged nodes and JSON. */
export interface PlanSource<Node> {
  /** The container of that name. */
  child(node: Node | undefined, name: string): Node | undefined;
  /** The named containers inside a container; settings among them are left out. */
  members(node: Node | undefined): readonly (readonly [string, Node])[];
  /** The names of the settings inside a container. */
  settingNames(node: Node | undefined): readonly string[];
  setting(node: Node | undefined, name: string): SettingValue | undefined;
  /** The node as `DescribeEffectivePolicy` shows it. */
  json(node: Node): JsonValue;
}

/** A plan as the merge leaves it; nothing is rendered but what {@link PlanSource.json} is asked for. */
export const MERGED: PlanSource<MergedNode> = {
  child: (node, name) => {
    const found = child(node, name);
    return found?.value === undefined ? found : undefined;
  },
  members: (node) => {
    const members: (readonly [string, MergedNode])[] = [];
    forEachMember(node, (member, name) => {
      if (member.value === undefined) {
        members.push([name, member]);
      }
    });
    return members;
  },
  settingNames: (node) => {
    const names: string[] = [];
    forEachMember(node, (member, name) => {
      if (member.value !== undefined) {
        names.push(name);
      }
    });
    return names;
  },
  setting,
  json: (node) => node.rendered() ?? {},
};

/** A plan as AWS returns it. What is malformed reads as if it were not there. */
export const RENDERED: PlanSource<JsonObject> = {
  child: (node, name) => {
    const found = own(node, name);
    return isJsonObject(found) ? found : undefined;
  },
  members: (node) =>
    Object.entries(node ?? {}).flatMap(([name, member]) =>
      isJsonObject(member) ? [[name, member] as const] : [],
    ),
  settingNames: (node) =>
    Object.entries(node ?? {}).flatMap(([name, member]) => (isJsonObject(member) ? [] : [name])),
  setting: (node, name) => settingValue(own(node, name)),
  json: (node) => node,
};

/** Names come from files: `constructor` must not reach the prototype. */
function own(node: JsonObject | undefined, name: string): JsonValue | undefined {
  return node !== undefined && Object.hasOwn(node, name) ? node[name] : undefined;
}

function settingValue(value: JsonValue | undefined): SettingValue | undefined {
  if (Array.isArray(value)) {
    return itemsOf(value).filter(isScalar).map(scalarText);
  }
  return value !== undefined && isScalar(value) ? scalarText(value) : undefined;
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value !== "object";
}
