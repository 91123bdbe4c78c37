import { phraseText } from "../review/phrase";
import type { Phrase } from "../review/phrase";
import { shortened } from "../review/text-layout";
import { withoutCommands } from "../without-commands";
import { visible } from "../terminal-text";
import { wellFormed } from "../well-formed";

/** Longer values are shown by their beginning and end: JSON has them whole. */
const LONGEST_VALUE = 160;
const LONGEST_TEXT = 1000;

/** Text from outside, safe for a terminal. */
export function shownText(text: string, most = LONGEST_TEXT): string {
  // Any word may come to stand at the beginning of a line.
  return withoutCommands(visible(shortened(wellFormed(text), most))).replaceAll(" ::", " \\u{3a}:");
}

export function shownPhrase(phrase: Phrase): string {
  return phraseText(phrase, (outside) => shownText(outside, LONGEST_VALUE));
}

/** A policy by its name, or by its id where it has none. */
export function shownName(id: string, names: ReadonlyMap<string, string>): string {
  return shownText(names.get(id) ?? id, LONGEST_VALUE);
}
