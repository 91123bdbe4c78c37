import type { SettingValue } from "../../effective/setting-value";
import type { SettingChange } from "../../review/setting-change";
import { isWholeNumber } from "../../policy/whole-number";
import { splitPath } from "../../text/policy-path";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";
import { scheduleTemplate } from "./schedule-template";
import { valueTemplate } from "./value-template";
import { vaultTemplate } from "./vault-template";

export type EditKind = "added" | "removed" | "changed";

export const EDIT_SIGNS: Readonly<Record<EditKind, "+" | "-" | "~">> = {
  added: "+",
  removed: "-",
  changed: "~",
};

export function editKind({ before, after }: SettingChange): EditKind {
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
export function settingTemplate(setting: readonly string[]): Template {
  const [first, target, ...rest] = setting;
  return first === "copy_actions" && target !== undefined && rest.length > 0
    ? template`copy to ${vaultTemplate(target)} ${rest.join("/")}`
    : template`${setting.join("/")}`;
}

/** What becomes of a value; of two lists, what comes and what goes. */
export function changeTemplate({ path, before, after, beforeOneOf, afterOneOf }: SettingChange): Template {
  if (beforeOneOf !== undefined || afterOneOf !== undefined) {
    const sides = [
      ...(before === undefined ? [] : [possibleTemplate(before, beforeOneOf)]),
      ...(after === undefined ? [] : [possibleTemplate(after, afterOneOf)]),
    ];
    const unit = unitOf(path);
    return joinTemplates([joinTemplates(sides, " -> "), ...(unit === undefined ? [] : [[unit]])], " ");
  }
  if (before === undefined || after === undefined) {
    return valueTemplate(after ?? before ?? "");
  }
  if (typeof before !== "string" && typeof after !== "string") {
    return listChange(before, after);
  }
  const unit = unitOf(path);
  return unit !== undefined && isNumber(before) && isNumber(after)
    ? template`${[`${String(before)} -> ${String(after)} ${unit}`]}`
    : template`${valueTemplate(before)} -> ${valueTemplate(after)}`;
}

/** The values that an attachment order that is not known allows, or the one value. */
function possibleTemplate(value: SettingValue, oneOf: readonly SettingValue[] | undefined): Template {
  return oneOf === undefined
    ? valueTemplate(value)
    : joinTemplates([joinTemplates(oneOf.map(valueTemplate), " or "), ["(by the unknown order)"]], " ");
}

/** A schedule's edit in words; undefined for other settings and where the words say no more. */
export function scheduleChange({
  path,
  before,
  after,
  beforeOneOf = before === undefined ? [] : [before],
  afterOneOf = after === undefined ? [] : [after],
}: SettingChange): Template | undefined {
  if (splitPath(path).at(-1) !== "schedule_expression") {
    return undefined;
  }
  const sides = [beforeOneOf, afterOneOf].filter(({ length }) => length > 0);
  const words = sides.map((side) =>
    side.flatMap((value) => (typeof value === "string" ? [scheduleTemplate(value)] : [])),
  );
  const isWorded = words.flat().some((parts) => parts.some((part) => typeof part === "string"));
  return isWorded
    ? joinTemplates(
        words.map((side) => joinTemplates(side, " or ")),
        " -> ",
      )
    : undefined;
}

function listChange(before: readonly string[], after: readonly string[]): Template {
  const added = after.filter((member) => !before.includes(member));
  const removed = before.filter((member) => !after.includes(member));
  const kept = after.length - added.length;
  if (kept === 0) {
    return template`${valueTemplate(before)} -> ${valueTemplate(after)}`;
  }
  const parts = [
    ...added.map((member) => template`+${member}`),
    ...removed.map((member) => template`-${member}`),
    [`${kept} ${kept === 1 ? "stays" : "stay"}`],
  ];
  return joinTemplates(parts, ", ");
}

function unitOf(path: string): string | undefined {
  const name = splitPath(path).at(-1) ?? "";
  return name.endsWith("_after_days") ? "days" : name.endsWith("_window_minutes") ? "minutes" : undefined;
}

function isNumber(value: SettingValue): boolean {
  return typeof value === "string" && isWholeNumber(value);
}
