import type { SourceMember } from "../../text/source-node";
import { CHILD_CONTROL } from "../operator-set";
import { CONTROL_WORDS, controlWordOf } from "../operators";
import type { PolicyDocument } from "../document";
import type { Reading } from "./reading";
import { quoted } from "./quoted";
import type { ControlView, View } from "./view";

/** Reads a child control list and reports what AWS refuses in it. */
export function readControl(member: SourceMember, view: View, reading: Reading): ControlView {
  const words = wordsOf(member, reading.document);
  const problem = words === undefined ? "it must be a list of operators" : problemOf(words);
  if (problem !== undefined) {
    reading.findings.refuse("child-control", {
      message: `${CHILD_CONTROL} is not allowed like this: ${problem}.`,
      path: view.path(),
      offset: member.value.start,
      hint: 'Write ["@@all"], ["@@none"] or a list of @@assign, @@append and @@remove.',
    });
  }
  return { member, blocksEverything: words?.length === 1 && controlWordOf(words[0] ?? "") === "@@none" };
}

function wordsOf(member: SourceMember, document: PolicyDocument): readonly string[] | undefined {
  if (member.value.kind !== "list") {
    return undefined;
  }
  return member.value.items.map((item) =>
    item.kind === "scalar" ? document.scalarText(item) : "an object or list",
  );
}

function problemOf(words: readonly string[]): string | undefined {
  // Recorded for AI opt-out policies.
  if (words.length === 0) {
    return "the list is empty";
  }
  const unknown = words.find((word) => controlWordOf(word) === undefined);
  if (unknown !== undefined) {
    return `${quoted(unknown)} is none of ${CONTROL_WORDS.join(", ")}`;
  }
  // Recorded: exactly equal words are refused, @@assign beside @@Assign is accepted.
  const repeated = words.find((word, index) => words.indexOf(word) !== index);
  if (repeated !== undefined) {
    return `${quoted(repeated)} appears twice`;
  }
  return words.length > 1 && words.some((word) => controlWordOf(word) === "@@none")
    ? "@@none must be the only member"
    : undefined;
}
