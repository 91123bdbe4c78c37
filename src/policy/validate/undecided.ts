import type { Evidence } from "../grammar/node";

/** Something that CreatePolicy decides and that neither its documentation nor a recorded answer tells. */
export interface Undecided {
  /** What is taken to hold here; new evidence changes this one word. */
  readonly holds: boolean;
  readonly evidence: Extract<Evidence, "inferred" | "unknown">;
  /** The open question, for the reference page. */
  readonly question: string;
}

/** Everything on which a decision of the validator rests without evidence. */
export const UNDECIDED = {
  controlAloneCompletesGroup: {
    holds: false,
    evidence: "unknown",
    question: "Does a setting that holds only a child control count where a document must hold the setting?",
  },
  emptyConditionsCompleteSelection: {
    holds: true,
    evidence: "unknown",
    question: "Does a resource selection with empty `conditions` need no `resource_types`?",
  },
  childControlMayBeEmpty: {
    holds: false,
    evidence: "unknown",
    question: "May the list of a child control be empty?",
  },
  settingMayBeEmpty: {
    holds: true,
    evidence: "inferred",
    question: "May a setting hold no operator at all, as a container may hold no key?",
  },
  nullCountsAsText: {
    holds: true,
    evidence: "inferred",
    question: "Does `null` count as the text `null` in a setting with one value, as it does in a list?",
  },
} satisfies Readonly<Record<string, Undecided>> as Readonly<Record<UndecidedId, Undecided>>;

export type UndecidedId =
  | "controlAloneCompletesGroup"
  | "emptyConditionsCompleteSelection"
  | "childControlMayBeEmpty"
  | "settingMayBeEmpty"
  | "nullCountsAsText";
