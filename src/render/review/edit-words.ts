import type { SettingValue } from "../../effective/fragment";
import type { Edit } from "../../review/edit";
import { splitPath } from "../../text/policy-path";
import { joinPhrases, phrase } from "./phrase";
import type { Phrase } from "./phrase";
import { schedulePhrase } from "./schedule-phrase";
import { valuePhrase } from "./value-phrase";
import { vaultPhrase } from "./vault-arn";

export type EditKind = "added" | "removed" | "changed";

export const EDIT_SIGNS: Readonly<Record<EditKind, "+" | "-" | "~">> = {
  added: "+",
  removed: "-",
  changed: "~",
};

export function editKind({ before, after }: Edit): EditKind {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

/** The rule, selection or plan that a setting belongs to, and the setting's path below it. */
export function splitSetting(path: string): {
  readonly container: readonly string[];
  readonly setting: readonly string[];
} {
  const segments = splitPath(path);
  const deepest = segments[2] === "selections" ? 5 : segments[2] === "rules" ? 4 : 2;
  const depth = Math.min(deepest, Math.max(0, segments.length - 1));
  return { container: segments.slice(0, depth), setting: segments.slice(depth) };
}

/** A setting's path below its rule; a copy is named by its vault rather than by the whole ARN. */
export function settingPhrase(setting: readonly string[]): Phrase {
  const [first, target, ...rest] = setting;
  return first === "copy_actions" && target !== undefined && rest.length > 0
    ? phrase`copy to ${vaultPhrase(target)} ${rest.join("/")}`
    : phrase`${setting.join("/")}`;
}

/** What becomes of a value; of two lists, what comes and what goes. */
export function changePhrase({ path, before, after }: Edit): Phrase {
  if (before === undefined || after === undefined) {
    return valuePhrase(after ?? before ?? "");
  }
  if (typeof before !== "string" && typeof after !== "string") {
    return listChange(before, after);
  }
  const unit = unitOf(path);
  return unit !== undefined && isNumber(before) && isNumber(after)
    ? phrase`${[`${String(before)} -> ${String(after)} ${unit}`]}`
    : phrase`${valuePhrase(before)} -> ${valuePhrase(after)}`;
}

/** A schedule's edit in words; undefined for other settings and where the words say no more. */
export function scheduleChange({ path, before, after }: Edit): Phrase | undefined {
  if (splitPath(path).at(-1) !== "schedule_expression") {
    return undefined;
  }
  const words = [before, after].flatMap((value) =>
    typeof value === "string" ? [schedulePhrase(value)] : [],
  );
  const isWorded = words.some((parts) => parts.some((part) => typeof part === "string"));
  return isWorded ? joinPhrases(words, " -> ") : undefined;
}

function listChange(before: readonly string[], after: readonly string[]): Phrase {
  const added = after.filter((member) => !before.includes(member));
  const removed = before.filter((member) => !after.includes(member));
  const kept = after.length - added.length;
  if (kept === 0) {
    return phrase`${valuePhrase(before)} -> ${valuePhrase(after)}`;
  }
  const parts = [
    ...added.map((member) => phrase`+${member}`),
    ...removed.map((member) => phrase`-${member}`),
    [`${kept} ${kept === 1 ? "stays" : "stay"}`],
  ];
  return joinPhrases(parts, ", ");
}

function unitOf(path: string): string | undefined {
  const name = splitPath(path).at(-1) ?? "";
  return name.endsWith("_after_days") ? "days" : name.endsWith("_window_minutes") ? "minutes" : undefined;
}

function isNumber(value: SettingValue): boolean {
  return typeof value === "string" && /^\d{1,9}$/.test(value);
}
