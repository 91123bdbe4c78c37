import type { SettingValue } from "../effective/setting-value";
import { escapeControl } from "../text/escape-control";

/** A value for people: lists in brackets, everything unsafe escaped. */
export function shownValue(value: SettingValue): string {
  return typeof value === "string" ? escapeControl(value) : `[${value.map(escapeControl).join(", ")}]`;
}
