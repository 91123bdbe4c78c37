import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { resourcePattern } from "../../policy/resource-types";
import { RESOURCE_KINDS } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";
import { possibleTags } from "./possible-tags";
import { matchesWildcard } from "./wildcard";

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

/**
 * The kinds of resource that a selection can reach. Which resources of a kind it takes depends on their tags;
 * none, if no tags are what it demands.
 */
export function reachableKinds(selection: BackupSelection): readonly ReachedKind[] {
  const { kind: by, resourceTypes, notResourceTypes, conditions } = selection;
  if (possibleTags(selection) === "no") {
    return [];
  }
  const isTagged = by === "tags" || conditions.length > 0;
  return RESOURCE_KINDS.flatMap((kind): readonly ReachedKind[] => {
    if (notResourceTypes.some((pattern) => matchesKind(pattern, kind))) {
      return [];
    }
    if (by === "tags" || resourceTypes.length === 0) {
      return [{ kind, by: "any", isTagged }];
    }
    const matching = resourceTypes.filter((pattern) => matchesKind(pattern, kind));
    return matching.length === 0
      ? []
      : [{ kind, by: mostSpecific(matching.map((pattern) => reachOf(pattern, kind))), isTagged }];
  });
}

/** The kinds that selections name, of one plan or several; those that a tag or `*` finds by chance are left out. */
export function namedKinds(selections: readonly BackupSelection[]): readonly ResourceKind[] {
  const named = new Set(
    selections.flatMap((selection) =>
      reachableKinds(selection).flatMap(({ kind, by }) => (by === "any" ? [] : [kind])),
    ),
  );
  return RESOURCE_KINDS.filter((kind) => named.has(kind));
}

/** Whether a pattern covers every resource of a kind, or could only match resources of it. */
function matchesKind(pattern: string, kind: ResourceKind): boolean {
  if (pattern === "*") {
    return true;
  }
  const unprefixed = resourcePattern(pattern);
  return unprefixed === kind.pattern || matchesWildcard(unprefixed, exampleOf(kind));
}

function reachOf(pattern: string, kind: ResourceKind): ReachedBy {
  if (pattern === "*") {
    return "any";
  }
  return resourcePattern(pattern) === kind.pattern ? "type" : "service";
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
