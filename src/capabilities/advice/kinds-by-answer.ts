import { kindNames } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";
import type { Verdict } from "../verdict";

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
  const no: ResourceKind[] = [];
  const probablyNo: ResourceKind[] = [];
  const unknown: ResourceKind[] = [];
  for (const kind of kinds) {
    const { answer, mark } = verdictOf(kind);
    if (answer === "no") {
      (mark === "certain" ? no : probablyNo).push(kind);
    } else if (answer === "unknown") {
      unknown.push(kind);
    }
  }
  return { no, probablyNo, unknown };
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
  if (no.length + probablyNo.length + unknown.length === 0) {
    return "";
  }
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
