import type { SettingValue } from "../../effective/setting-value";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";

/** A setting's value: a list in brackets. */
export function valueTemplate(value: SettingValue): Template {
  return typeof value === "string" ? template`${value}` : template`[${membersTemplate(value)}]`;
}

/** A list's members with a separator between them; a value that is no list is its only member. */
export function membersTemplate(value: SettingValue, separator = ", "): Template {
  const list = typeof value === "string" ? [value] : value;
  return joinTemplates(
    list.map((member) => template`${member}`),
    separator,
  );
}
