import type { SettingValue } from "../../effective/setting-value";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { compareText } from "../../text/compare-text";
import { joinPath } from "../../text/policy-path";

/** One setting on which two effective documents differ. */
export interface ValueDifference {
  readonly path: string;
  /** Undefined if the setting is missing. */
  readonly predicted: SettingValue | undefined;
  readonly published: SettingValue | undefined;
}

/** The settings on which two effective documents differ, by path. The order of keys does not count, that of lists does. */
export function valueDifferences(predicted: JsonObject, published: JsonObject): readonly ValueDifference[] {
  const [ours, theirs] = [settingsOf(predicted), settingsOf(published)];
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .sort(compareText)
    .map((path) => ({ path, predicted: ours.get(path), published: theirs.get(path) }))
    .filter(({ predicted: our, published: their }) => JSON.stringify(our) !== JSON.stringify(their));
}

/** Whether the same members stand in both, in whatever order. */
export function isOrderOnly({ predicted, published }: ValueDifference): boolean {
  return (
    typeof predicted === "object" &&
    typeof published === "object" &&
    JSON.stringify([...predicted].sort()) === JSON.stringify([...published].sort())
  );
}

function settingsOf(document: JsonObject): ReadonlyMap<string, SettingValue> {
  const settings = new Map<string, SettingValue>();
  const visit = (value: JsonValue, path: readonly string[]): void => {
    if (isJsonObject(value)) {
      Object.keys(value).forEach((key) => {
        visit(value[key] ?? null, [...path, key]);
      });
    } else {
      const shown = Array.isArray(value) ? (value as readonly JsonValue[]).map(text) : text(value);
      settings.set(joinPath(path), shown);
    }
  };
  visit(document, []);
  return settings;
}

function text(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
