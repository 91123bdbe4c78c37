import { templateText } from "../render/review/template";
import type { Template } from "../render/review/template";
import { shortened } from "../text/shorten";
import { escapeControl } from "../text/escape-control";

const LONGEST = 500;

/** Text from outside, safe to show and not longer than anyone reads. */
export function forPage(text: string, most = LONGEST): string {
  return escapeControl(shortened(text.toWellFormed(), most));
}

/** A template with a real arrow; what comes from outside keeps its characters. */
export function templateForPage(words: Template): string {
  const parts = words.map((part) => (typeof part === "string" ? part.replaceAll("->", "→") : part));
  return templateText(parts, (untrusted) => forPage(untrusted));
}
