import { allGrammarEntries } from "../../policy/grammar/lookup";
import { isOperatorLike } from "../../policy/operators";
import { isJsonObject, setOwn } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { BackupPlan } from "../backup-plan";
import { assignedValue, compileFragment } from "../fragment";
import { applyLevel } from "../inherit";
import type { InheritanceLevel } from "../inheritance-level";
import { mergeSetting } from "../merge-setting";
import { MergedNode } from "../merged-node";
import type { SettingValue } from "../setting-value";
import { own } from "./plan-source";
import type { PlanSource } from "./plan-source";
import { readPlan } from "./read-plan";

/** The plans of an account whose only policy this is: what they are if it is merged, without merging it. */
export function plansOfLonePolicy(policy: JsonObject): readonly BackupPlan[] {
  const plans = own(folded(policy), "plans");
  return LONE.members(isJsonObject(plans) ? plans : undefined).map(([name, plan]) =>
    readPlan(LONE, name, plan),
  );
}

/** A plan as its only policy writes it: every setting is what its own operators make of nothing. */
const LONE: PlanSource<JsonObject> = {
  child: (node, name) => {
    const found = own(node, name);
    return isJsonObject(found) && isContainer(found) ? found : undefined;
  },
  members: (node) => {
    const members: (readonly [string, JsonObject])[] = [];
    for (const name in node) {
      const member = node[name];
      if (isJsonObject(member) && !isOperatorLike(name) && isContainer(member)) {
        members.push([name.toLowerCase(), member]);
      }
    }
    return members;
  },
  settingNames: (node) =>
    Object.keys(node ?? {}).filter((name) => !isOperatorLike(name) && LONE.setting(node, name) !== undefined),
  setting: (node, name) => {
    const found = own(node, name);
    return isJsonObject(found) ? valueOf(found) : undefined;
  },
  json: (node) => applyLevel(MergedNode.EMPTY, levelOf(node)).rendered() ?? {},
};

/** Whether it is rendered, and not as a setting. */
function isContainer(node: JsonObject): boolean {
  return valueOf(node) === undefined && hasRendered(node);
}

function hasRendered(node: JsonObject): boolean {
  for (const name in node) {
    const member = node[name];
    if (
      isJsonObject(member) &&
      !isOperatorLike(name) &&
      (valueOf(member) !== undefined || hasRendered(member))
    ) {
      return true;
    }
  }
  return false;
}

function valueOf(node: JsonObject): SettingValue | undefined {
  let isAssigned = false;
  for (const name in node) {
    if (name !== "@@assign" && isOperatorLike(name)) {
      const level = levelOf(node);
      return mergeSetting(MergedNode.EMPTY, level.policies, level, [], undefined)?.value;
    }
    isAssigned ||= name === "@@assign";
  }
  // Most settings are assigned, and hold what they are assigned.
  return isAssigned ? assignedValue(node["@@assign"] ?? null) : undefined;
}

function levelOf(policy: JsonObject): InheritanceLevel {
  return { targetId: "", order: "known", policies: [compileFragment("", policy)] };
}

/** With names in lower case, as AWS merges them; the document itself if only names of the author's have others. */
function folded(node: JsonObject): JsonObject {
  return isFolded(node) ? node : fold(node);
}

function isFolded(node: JsonObject): boolean {
  let spelled: Set<string> | undefined;
  for (const name in node) {
    const member = node[name];
    const lower = name.toLowerCase();
    if (lower !== name) {
      const isAuthors = isJsonObject(member) && valueOf(member) === undefined && !SYNTAX.has(lower);
      if (!isAuthors || Object.hasOwn(node, lower) || spelled?.has(lower) === true) {
        return false;
      }
      spelled ??= new Set();
      spelled.add(lower);
    }
    if (isJsonObject(member) && !isFolded(member)) {
      return false;
    }
  }
  return true;
}

const SYNTAX: ReadonlySet<string> = new Set(allGrammarEntries().map(({ name }) => name));

function fold(node: JsonObject): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const name in node) {
    const member = node[name] ?? null;
    if (isOperatorLike(name)) {
      setOwn(result, name, member);
    } else if (isJsonObject(member)) {
      // Anything else under a name contributes nothing, and takes no one's place.
      setOwn(result, name.toLowerCase(), fold(member));
    }
  }
  return result;
}
