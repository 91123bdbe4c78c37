import { phraseText } from "../review/phrase";
import type { Phrase } from "../review/phrase";
import { shortened } from "../review/text-layout";
import { visible } from "../terminal-text";
import { wellFormed } from "../well-formed";

const LONGEST = 500;

/** Text from outside, safe to show and not longer than anybody reads. */
export function pageText(text: string, most = LONGEST): string {
  return visible(shortened(wellFormed(text), most));
}

/** A phrase with a real arrow; what comes from outside keeps its characters. */
export function pagePhrase(phrase: Phrase): string {
  const parts = phrase.map((part) => (typeof part === "string" ? part.replaceAll("->", "→") : part));
  return phraseText(parts, (outside) => pageText(outside));
}
