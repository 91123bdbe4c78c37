import type { PageId } from "./tables/pages";

/** The one vocabulary of answers about AWS Backup. */
export type Answer = "yes" | "no" | "depends" | "unknown";

/** How sure AWS's documentation makes an answer. */
export type Mark = "certain" | "ambiguous" | "inferred" | "contradicting" | "no-evidence";

/** An answer and why; never a bare boolean, since a condition or a doubt must not be lost on the way. */
export interface Verdict {
  readonly answer: Answer;
  readonly mark: Mark;
  /** One or more sentences that can be shown as they are: a doubt is part of them. */
  readonly reason: string;
  /** The pages of AWS's documentation behind the answer. */
  readonly pages: readonly PageId[];
}

/** Whether the answer holds without a condition and without a doubt. */
export function isPlain({ answer, mark }: Verdict): boolean {
  return mark === "certain" && (answer === "yes" || answer === "no");
}

/** Worst first: what is excluded, what is not known, what has a condition. */
const WORST_FIRST: readonly Answer[] = ["no", "unknown", "depends", "yes"];

/** The answer where everything asked must hold: the worst one, with the reasons of all that share it. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  const [only] = verdicts;
  if (only !== undefined && verdicts.length === 1) {
    return only;
  }
  const answer = WORST_FIRST.find((each) => verdicts.some((verdict) => verdict.answer === each)) ?? "yes";
  const kept = decisive(answer, verdicts);
  return {
    answer,
    mark: kept.find(({ mark }) => mark !== "certain")?.mark ?? "certain",
    reason: [...new Set(kept.map(({ reason }) => reason))].join(" "),
    pages: [...new Set(kept.flatMap(({ pages }) => pages))],
  };
}

/** The verdicts whose reasons matter for an answer. */
function decisive(answer: Answer, verdicts: readonly Verdict[]): readonly Verdict[] {
  const worst = verdicts.filter((verdict) => verdict.answer === answer);
  // A certain exclusion decides, whatever else is in doubt; what holds is qualified by every condition and doubt.
  const preferred =
    answer === "no"
      ? worst.filter(({ mark }) => mark === "certain")
      : answer === "unknown"
        ? []
        : verdicts.filter((verdict) => !isPlain(verdict));
  return preferred.length > 0 ? preferred : worst;
}
