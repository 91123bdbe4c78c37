import type { SettingValue } from "../effective/fragment";
import { sameMembers } from "../effective/merge-setting";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { joinPath } from "../text/policy-path";

/** One setting that differs between two effective policies; a missing side means that it is not set there. */
export interface Edit {
  /** As AWS writes it: `plans/daily/rules/nightly/lifecycle/delete_after_days`. */
  readonly path: string;
  readonly before?: SettingValue;
  readonly after?: SettingValue;
  /** Ids of the policies that give the setting its value after the change; where it is removed, those that gave it before. */
  readonly policies: readonly string[];
}

export type SettingDifference = Omit<Edit, "policies">;

/** The settings in which two rendered policies differ. The order of a list's members is no difference: it has no meaning. */
export function differences(before: JsonObject, after: JsonObject): readonly SettingDifference[] {
  const found: SettingDifference[] = [];
  compareNodes(before, after, [], found);
  return found;
}

function compareNodes(before: JsonValue | undefined, after: JsonValue | undefined, path: readonly string[], found: SettingDifference[]): void {
  if (before === after) {
    return;
  }
  if (isContainerOrNothing(before) && isContainerOrNothing(after)) {
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    for (const name of names) {
      compareNodes(memberOf(before, name), memberOf(after, name), [...path, name], found);
    }
    return;
  }
  if (isJsonObject(before) || isJsonObject(after)) {
    // A name that is a setting on one side and a container on the other: all of one goes, all of the other comes.
    compareNodes(before, undefined, path, found);
    compareNodes(undefined, after, path, found);
    return;
  }
  const first = before as SettingValue | undefined;
  const second = after as SettingValue | undefined;
  if (!sameMembers(first, second)) {
    found.push({
      path: joinPath(path),
      ...(first === undefined ? {} : { before: first }),
      ...(second === undefined ? {} : { after: second }),
    });
  }
}

function isContainerOrNothing(value: JsonValue | undefined): value is JsonObject | undefined {
  return value === undefined || isJsonObject(value);
}

function memberOf(container: JsonObject | undefined, name: string): JsonValue | undefined {
  return container !== undefined && Object.hasOwn(container, name) ? container[name] : undefined;
}
