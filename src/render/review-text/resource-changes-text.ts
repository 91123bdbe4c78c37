import { resourcesOf, typesOf } from "../../review/resources/resource-changes";
import type { ResourceChange, ResourceEffect } from "../../review/resources/resource-changes";
import type { Review } from "../../review/review";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";
import { wrapLines } from "../../text/wrap-text";
import { restWords } from "../resource-coverage-words";
import { forTerminal } from "./for-terminal";
import type { ReviewTextOptions } from "./review-text-options";

const WORDS: Readonly<Record<ResourceEffect, readonly [sign: string, singular: string, plural: string]>> = {
  "loses-protection": ["-", "loses its backup", "lose their backup"],
  "may-lose-protection": ["?", "may lose its backup", "may lose their backup"],
  "shorter-retention": ["~", "is kept for a shorter time", "are kept for a shorter time"],
  "loses-copies": ["-", "is no longer copied", "are no longer copied"],
  "gains-protection": ["+", "gains a backup", "gain a backup"],
  "longer-retention": ["~", "is kept for a longer time", "are kept for a longer time"],
  "gains-copies": ["+", "is copied in addition", "are copied in addition"],
};

/** More of one effect are counted. */
const SHOWN_PER_EFFECT = 6;
const NAMED_ACCOUNTS = 3;

/** What changes for the resources of an inventory: the worst first, resources with the same change in one line. */
export function resourceChangesText(
  { resources: review, accountNames }: Review,
  { style, width }: ReviewTextOptions,
): readonly string[] {
  if (review === undefined) {
    return [];
  }
  const { resources, selectedBefore, selectedAfter, notKnownAfter, changes } = review;
  const notKnown = notKnownAfter === 0 ? "" : `, ${grouped(notKnownAfter)} not known`;
  const counts = `${counted(resources, "resource")}: ${grouped(selectedBefore)} selected before, ${grouped(selectedAfter)} after${notKnown}`;
  const name = (id: string | undefined): string =>
    id === undefined ? "an account that is not known" : (accountNames?.get(id) ?? id);
  const lines = [...byEffect(changes)].flatMap(([, groups]) => [
    ...groups.slice(0, SHOWN_PER_EFFECT).flatMap((group) => groupLines(group, name, width)),
    ...(groups.length > SHOWN_PER_EFFECT
      ? [`    and ${counted(groups.length - SHOWN_PER_EFFECT, "more such group")}: --format json`]
      : []),
  ]);
  return [
    ...wrapLines(counts, width, "  "),
    ...lines,
    ...restWords(review, name).flatMap((sentence) =>
      wrapLines(forTerminal(sentence), width, "  ").map(style.dim),
    ),
  ];
}

/** The changes by effect, and of those the ones with one cause, the largest first. */
function byEffect(
  changes: readonly ResourceChange[],
): ReadonlyMap<ResourceEffect, readonly (readonly ResourceChange[])[]> {
  const effects = new Map<ResourceEffect, Map<string, ResourceChange[]>>();
  for (const change of changes) {
    const groups = effects.get(change.effect) ?? new Map<string, ResourceChange[]>();
    effects.set(change.effect, groups);
    groups.set(change.detail, [...(groups.get(change.detail) ?? []), change]);
  }
  return new Map(
    [...effects].map(([effect, groups]) => [
      effect,
      [...groups.values()].sort((first, second) => resourcesOf(second) - resourcesOf(first)),
    ]),
  );
}

function groupLines(
  changes: readonly ResourceChange[],
  name: (id: string | undefined) => string,
  width: number,
): readonly string[] {
  const [first] = changes;
  if (first === undefined) {
    return [];
  }
  const [sign, singular, plural] = WORDS[first.effect];
  const accounts = [...new Set(changes.map(({ accountId }) => accountId))];
  const shown = accounts.slice(0, NAMED_ACCOUNTS).map(name);
  const more = accounts.length - shown.length;
  const where = `${shown.join(", ")}${more > 0 ? ` and ${counted(more, "more account")}` : ""}`;
  const verb = resourcesOf(changes) === 1 ? singular : plural;
  const text = `${typesOf(changes)} ${verb}: ${first.detail}; in ${where}`;
  return wrapLines(forTerminal(text), width, `  ${sign} `, "      ");
}
