import { kindNames } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";
import type { Answer, Verdict } from "../verdict";

/** Kinds of resource by what can be said of each. */
export interface KindsByAnswer {
  readonly no: readonly ResourceKind[];
  /** Excluded by the likelier reading of pages that differ. */
  readonly probablyNo: readonly ResourceKind[];
  readonly unknown: readonly ResourceKind[];
}

export function kindsByAnswer(
  kinds: readonly ResourceKind[],
  verdictOf: (kind: ResourceKind) => Verdict,
): KindsByAnswer {
  const verdicts = kinds.map((kind) => ({ kind, ...verdictOf(kind) }));
  const those = (answer: Answer, isCertain?: boolean): readonly ResourceKind[] =>
    verdicts
      .filter(
        (verdict) =>
          verdict.answer === answer &&
          (isCertain === undefined || isCertain === (verdict.mark === "certain")),
      )
      .map(({ kind }) => kind);
  return { no: those("no", true), probablyNo: those("no", false), unknown: those("unknown") };
}

/**
 * One sentence for each answer: `Continuous backup is ignored for EBS.` Empty if every kind has the feature.
 *
 * @param is the fact: `Continuous backup is ignored for`
 * @param whether the same after "It is not known whether": `continuous backup works for`
 */
export function answerSentences(
  { no, probablyNo, unknown }: KindsByAnswer,
  is: string,
  whether: string,
): string {
  return [
    ...(no.length === 0 ? [] : [`${is} ${names(no)}.`]),
    ...(probablyNo.length === 0 ? [] : [`${is}, most likely, ${names(probablyNo)}: AWS's pages differ.`]),
    ...(unknown.length === 0 ? [] : [`It is not known whether ${whether} ${names(unknown)}.`]),
  ].join(" ");
}

function names(kinds: readonly ResourceKind[]): string {
  const all = kindNames(kinds);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
}
