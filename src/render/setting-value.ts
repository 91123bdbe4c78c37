import type { SettingValue } from "../effective/fragment";
import { visible } from "./terminal-text";

/** A value for people: lists in brackets, everything unsafe escaped. */
export function shownValue(value: SettingValue): string {
  return typeof value === "string" ? visible(value) : `[${value.map(visible).join(", ")}]`;
}
