import { kindsOfWord, RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { namedKinds, reachableKinds } from "../../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../../effective/backup-plan";
import type { Demands } from "./guardrails";

/** Which kinds of resource a requirement is about in a policy. */
export interface JudgedKinds {
  /** Each must meet the requirement. */
  readonly kinds: readonly ResourceKind[];
  /**
   * Whether only tags or `*` select and nothing else says which types there are: the requirement is judged
   * for the kinds that can meet it, and says so.
   */
  readonly isOpen: boolean;
  /** Words of the requirement that no selection reaches. */
  readonly missing: readonly string[];
}

/**
 * The types that a judgement is about, in this order: those that the requirement names; those that selections
 * name; those that the organization says it uses; else whatever tags find.
 *
 * @param used the kinds that the organization uses, from its configuration; undefined if it does not say
 */
export function judgedKinds(
  plans: readonly BackupPlan[],
  { resourceTypes }: Demands,
  used: readonly ResourceKind[] | undefined,
): JudgedKinds {
  const selections = plans.flatMap((plan) => plan.selections);
  const reached = selections.flatMap(reachableKinds);
  const reachable = RESOURCE_KINDS.filter((kind) => reached.some((each) => each.kind === kind));
  const takesAny = reached.some(({ by }) => by === "any");
  if (resourceTypes !== undefined) {
    const words = resourceTypes.filter((word) => word !== "*");
    const kinds = words.map((word) => inUse(within(kindsOfWord(word), reachable), used));
    const wantsAny = resourceTypes.includes("*");
    return {
      kinds: [...new Set(kinds.flat())],
      isOpen: wantsAny && words.length === 0 && takesAny,
      missing: [
        ...words.filter((_, index) => kinds[index]?.length === 0),
        ...(wantsAny && !takesAny ? ["*"] : []),
      ],
    };
  }
  const named = inUse(namedKinds(selections), used);
  if (named.length > 0) {
    return { kinds: named, isOpen: false, missing: [] };
  }
  const usedHere = used === undefined ? [] : within(used, reachable);
  return usedHere.length > 0
    ? { kinds: usedHere, isOpen: false, missing: [] }
    : { kinds: reachable, isOpen: true, missing: [] };
}

/** A kind may be asked for in a variant that no selection distinguishes. */
function within(kinds: readonly ResourceKind[], others: readonly ResourceKind[]): readonly ResourceKind[] {
  return kinds.filter((kind) => others.some((other) => isSame(kind, other)));
}

/** Kinds that share an ARN form are told apart by what the organization uses, where it says so. */
function inUse(
  kinds: readonly ResourceKind[],
  used: readonly ResourceKind[] | undefined,
): readonly ResourceKind[] {
  if (used === undefined) {
    return kinds;
  }
  const narrowed = kinds.flatMap((kind) => used.filter((other) => isSame(kind, other)));
  return narrowed.length > 0 ? narrowed : kinds;
}

function isSame(kind: ResourceKind, other: ResourceKind): boolean {
  return kind === other || kind.rows.some((row) => other.rows.includes(row));
}
