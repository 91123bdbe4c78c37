import { templateText } from "../review/template";
import type { Template } from "../review/template";
import { shortened } from "../../text/shorten";
import { escapeWorkflowCommands } from "../../text/escape-workflow-commands";
import { escapeControl } from "../../text/escape-control";

/** Longer values are shown by their beginning and end: JSON has them whole. */
const LONGEST_VALUE = 160;
const LONGEST_TEXT = 1000;

/** Text from outside, safe for a terminal. */
export function forTerminal(text: string, most = LONGEST_TEXT): string {
  // Any word may come to stand at the beginning of a line.
  return escapeWorkflowCommands(escapeControl(shortened(text.toWellFormed(), most))).replaceAll(
    " ::",
    " \\u{3a}:",
  );
}

export function templateForTerminal(words: Template): string {
  return templateText(words, (untrusted) => forTerminal(untrusted, LONGEST_VALUE));
}

/** A policy by its name, or by its id where it has none. */
export function nameForTerminal(id: string, names: ReadonlyMap<string, string>): string {
  return forTerminal(names.get(id) ?? id, LONGEST_VALUE);
}
