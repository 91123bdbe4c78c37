import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { resourcePattern } from "../../policy/resource-types";
import { getOrAdd } from "../../text/get-or-add";
import { RESOURCE_KINDS } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";
import { possibleTags } from "./possible-tags";
import { compileWildcard } from "./wildcard";

/**
 * How a selection reaches a kind of resource: its type is named in full; a pattern names its service only;
 * or the selection takes all types, by tag or by `*`.
 */
export type ReachedBy = "type" | "service" | "any";

export interface ReachedKind {
  readonly kind: ResourceKind;
  readonly by: ReachedBy;
  /** Whether only resources with certain tags are meant. */
  readonly isTagged: boolean;
}

/** What selections that name no type reach: most types. */
const EVERY_KIND = every(false);
const EVERY_KIND_TAGGED = every(true);

function every(isTagged: boolean): readonly ReachedKind[] {
  return RESOURCE_KINDS.map((kind) => ({ kind, by: "any", isTagged }));
}

/**
 * The kinds of resource that a selection can reach. Which resources of a kind it takes depends on their tags;
 * none, if no tags are what it demands.
 */
export function reachableKinds(selection: BackupSelection): readonly ReachedKind[] {
  const { kind: selects, resourceTypes, notResourceTypes, conditions } = selection;
  if (conditions.length > 0 && possibleTags(selection) === "no") {
    return [];
  }
  const isTagged = selects === "tags" || conditions.length > 0;
  const everyKind = isTagged ? EVERY_KIND_TAGGED : EVERY_KIND;
  const excluded = notResourceTypes.map(kindsMatching);
  const isLeft = ({ kind }: ReachedKind): boolean => !excluded.some((kinds) => kinds.has(kind));
  if (selects === "tags" || resourceTypes.length === 0) {
    return excluded.length === 0 ? everyKind : everyKind.filter(isLeft);
  }
  const named = resourceTypes.map(kindsMatching);
  return everyKind.filter(isLeft).flatMap(({ kind }) => {
    const ways = named.flatMap((kinds) => kinds.get(kind) ?? []);
    return ways.length === 0 ? [] : [{ kind, by: mostSpecific(ways), isTagged }];
  });
}

/** The kinds that selections name, of one plan or several; those that a tag or `*` finds by chance are left out. */
export function namedKinds(selections: readonly BackupSelection[]): readonly ResourceKind[] {
  const named = new Set<ResourceKind>();
  for (const selection of selections) {
    const reached = reachableKinds(selection);
    if (reached !== EVERY_KIND && reached !== EVERY_KIND_TAGGED) {
      reached.forEach(({ kind, by }) => {
        if (by !== "any") {
          named.add(kind);
        }
      });
    }
  }
  return named.size === 0 ? [] : RESOURCE_KINDS.filter((kind) => named.has(kind));
}

/** Thousands of selections name few patterns: so many are remembered. */
const REMEMBERED = 1000;
const remembered = new Map<string, ReadonlyMap<ResourceKind, ReachedBy>>();

/** The kinds of which a pattern covers every resource, or could only match resources, and how it names each. */
function kindsMatching(pattern: string): ReadonlyMap<ResourceKind, ReachedBy> {
  if (remembered.size >= REMEMBERED) {
    remembered.clear();
  }
  return getOrAdd(remembered, pattern, () => {
    if (pattern === "*") {
      return new Map(RESOURCE_KINDS.map((kind) => [kind, "any"]));
    }
    const unprefixed = resourcePattern(pattern);
    const matches = compileWildcard(unprefixed);
    return new Map(
      RESOURCE_KINDS.flatMap((kind): [ResourceKind, ReachedBy][] =>
        unprefixed === kind.pattern ? [[kind, "type"]] : matches(exampleOf(kind)) ? [[kind, "service"]] : [],
      ),
    );
  });
}

function mostSpecific(ways: readonly ReachedBy[]): ReachedBy {
  return ways.includes("type") ? "type" : ways.includes("service") ? "service" : "any";
}

/** `ec2:us-east-1:111122223333:volume/x` stands for all resources of `ec2:*:*:volume/*`. */
function exampleOf({ pattern }: ResourceKind): string {
  const [service = "", region = "", account = "", ...resource] = pattern.split(":");
  return [
    service,
    region.replace("*", "us-east-1"),
    account.replace("*", "111122223333"),
    ...resource.map((part) => part.replaceAll("*", "x")),
  ].join(":");
}

/** Whether a selection reaches a kind, or one that AWS Backup counts as the same: a variant is found by its rows. */
export function reaches(selection: BackupSelection, { rows }: Pick<ResourceKind, "rows">): boolean {
  return reachableKinds(selection).some(({ kind }) => kind.rows.some((row) => rows.includes(row)));
}
