import type { SettingValue } from "../../effective/fragment";
import { joinPhrases, phrase } from "./phrase";
import type { Phrase } from "./phrase";

/** A setting's value: a list in brackets. */
export function valuePhrase(value: SettingValue): Phrase {
  return typeof value === "string" ? phrase`${value}` : phrase`[${membersPhrase(value)}]`;
}

/** A list's members with a separator between them; a value that is no list is its only member. */
export function membersPhrase(value: SettingValue, separator = ", "): Phrase {
  const list = typeof value === "string" ? [value] : value;
  return joinPhrases(
    list.map((member) => phrase`${member}`),
    separator,
  );
}
