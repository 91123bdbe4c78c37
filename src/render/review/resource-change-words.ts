import { RESOURCE_EFFECTS, resourcesOf, typesOf } from "../../review/resources/resource-changes";
import type { ResourceChange, ResourceEffect, ResourceReview } from "../../review/resources/resource-changes";
import type { Review } from "../../review/review";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";

interface EffectWords {
  readonly sign: "-" | "?" | "~" | "+";
  readonly singular: string;
  readonly plural: string;
  /** The head of a column. */
  readonly head: string;
}

const WORDS: Readonly<Record<ResourceEffect, EffectWords>> = {
  "loses-protection": {
    sign: "-",
    singular: "loses its backup",
    plural: "lose their backup",
    head: "lose backup",
  },
  "may-lose-protection": {
    sign: "?",
    singular: "may lose its backup",
    plural: "may lose their backup",
    head: "may lose it",
  },
  "shorter-retention": {
    sign: "~",
    singular: "is kept for a shorter time",
    plural: "are kept for a shorter time",
    head: "kept shorter",
  },
  "loses-copies": {
    sign: "-",
    singular: "is no longer copied",
    plural: "are no longer copied",
    head: "lose copies",
  },
  "gains-protection": {
    sign: "+",
    singular: "gains a backup",
    plural: "gain a backup",
    head: "gain backup",
  },
  "longer-retention": {
    sign: "~",
    singular: "is kept for a longer time",
    plural: "are kept for a longer time",
    head: "kept longer",
  },
  "gains-copies": {
    sign: "+",
    singular: "is copied in addition",
    plural: "are copied in addition",
    head: "gain copies",
  },
};

/** `249 resources: 142 selected before, 120 after` */
export function resourceCounts({
  resources,
  selectedBefore,
  selectedAfter,
  notKnownAfter,
}: ResourceReview): string {
  const notKnown = notKnownAfter === 0 ? "" : `, ${grouped(notKnownAfter)} not known`;
  return `${counted(resources, "resource")}: ${grouped(selectedBefore)} selected before, ${grouped(selectedAfter)} after${notKnown}`;
}

/** Resources with one effect and one cause, in a line of text that may hold anything. */
export interface ResourceGroup {
  readonly effect: ResourceEffect;
  readonly sign: EffectWords["sign"];
  readonly words: string;
}

const NAMED_ACCOUNTS = 3;

/** What happens to resources and why: the worst first, and of the same effect the most resources. */
export function resourceGroups({ changes }: ResourceReview, names: AccountNames): readonly ResourceGroup[] {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const key = `${change.effect} ${change.detail}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(change);
  }
  return [...groups.values()]
    .map((group) => groupOf(group, names))
    .toSorted(
      (first, second) =>
        RESOURCE_EFFECTS.indexOf(first.effect) - RESOURCE_EFFECTS.indexOf(second.effect) ||
        second.resources - first.resources,
    );
}

function groupOf(
  changes: readonly ResourceChange[],
  names: AccountNames,
): ResourceGroup & { readonly resources: number } {
  const [{ effect, detail } = NOTHING] = changes;
  const { sign, singular, plural } = WORDS[effect];
  const resources = resourcesOf(changes);
  const accounts = [...new Set(changes.map(({ accountId }) => accountId))];
  const isLong = accounts.length > NAMED_ACCOUNTS;
  const shown = accounts.slice(0, isLong ? NAMED_ACCOUNTS - 1 : undefined).map((id) => nameOf(id, names));
  const where = `${shown.join(", ")}${isLong ? ` and ${grouped(accounts.length - shown.length)} more accounts` : ""}`;
  const verb = resources === 1 ? singular : plural;
  return { effect, sign, resources, words: `${typesOf(changes)} ${verb}: ${detail}; in ${where}` };
}

const NOTHING = { effect: "loses-protection", detail: "" } as const;

type AccountNames = Review["accountNames"];

export function nameOf(accountId: string | undefined, names: AccountNames): string {
  return accountId === undefined ? "an account that is not known" : (names?.get(accountId) ?? accountId);
}

/** The resources of each account and type to which something happens. */
export interface ResourceTable {
  /** Behind the columns of the account and the type. */
  readonly heads: readonly string[];
  /** The worst first. */
  readonly rows: readonly ResourceRow[];
}

export interface ResourceRow {
  readonly account: string;
  readonly type: string;
  /** One for each head. */
  readonly counts: readonly number[];
}

/** Only effects that there are have a column. */
export function resourceTable({ changes }: ResourceReview, names: AccountNames): ResourceTable {
  const present = new Set(changes.map(({ effect }) => effect));
  const effects = RESOURCE_EFFECTS.filter((effect) => present.has(effect));
  const rows = new Map<string, ResourceRow & { readonly counts: number[] }>();
  for (const { effect, accountId, type, typeName, resources } of changes) {
    const key = `${accountId ?? ""} ${type}`;
    const row = rows.get(key) ?? {
      account: nameOf(accountId, names),
      type: typeName,
      counts: effects.map(() => 0),
    };
    rows.set(key, row);
    const at = effects.indexOf(effect);
    row.counts[at] = (row.counts[at] ?? 0) + resources;
  }
  return {
    heads: effects.map((effect) => WORDS[effect].head),
    rows: [...rows.values()].toSorted((first, second) => byCounts(first.counts, second.counts)),
  };
}

/** By the worst effect, and only where that is the same by the next. */
function byCounts(first: readonly number[], second: readonly number[]): number {
  const differing = first.findIndex((count, index) => count !== second[index]);
  return differing === -1 ? 0 : (second[differing] ?? 0) - (first[differing] ?? 0);
}
