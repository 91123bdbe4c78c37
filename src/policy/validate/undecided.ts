import type { Evidence } from "../grammar/node";

/** Something that CreatePolicy decides and that neither its documentation nor a recorded answer tells. */
export interface Undecided {
  /** What is assumed here; new evidence changes this one word. */
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
  operatorInTwoSpellings: {
    holds: true,
    evidence: "inferred",
    question:
      "May a node hold one operator twice, in spellings that differ only in case (`@@assign` and `@@ASSIGN`)? Which of the two counts is not known either.",
  },
  exclusionAloneSelects: {
    holds: true,
    evidence: "unknown",
    question: "May a resource selection hold `not_resource_types` without `resource_types` and `conditions`?",
  },
  conditionOnAnything: {
    holds: true,
    evidence: "unknown",
    question: "May a condition_key be something else than `aws:ResourceTag/` and the key of a tag?",
  },
  copyActionNamedFreely: {
    holds: true,
    evidence: "unknown",
    question: "May the name of a copy action be something else than the ARN of a vault?",
  },
  nullCountsAsText: {
    holds: true,
    evidence: "inferred",
    question: "Does `null` count as the text `null` in a setting with one value, as it does in a list?",
  },
} satisfies Readonly<Record<string, Undecided>> as Readonly<Record<UndecidedId, Undecided>>;

type UndecidedId =
  | "controlAloneCompletesGroup"
  | "emptyConditionsCompleteSelection"
  | "operatorInTwoSpellings"
  | "exclusionAloneSelects"
  | "conditionOnAnything"
  | "copyActionNamedFreely"
  | "nullCountsAsText";
