import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Inventory, InventorySource, Resource } from "../../organization/inventory";
import { grouped } from "../../text/grouped";
import { splitPath } from "../../text/policy-path";
import type { ChangeOutcome } from "../change-outcome";
import { kept } from "../words";
import { optInSettings } from "./opt-in-settings";
import { ResourceMatcher } from "./resource-matcher";
import type { MatchAssumptions, ResourceMatch } from "./resource-matcher";
import { protectionOf } from "./resource-protection";

/** What a change does to a resource, the worst first. */
export const RESOURCE_EFFECTS = [
  "loses-protection",
  "may-lose-protection",
  "shorter-retention",
  "loses-copies",
  "gains-protection",
  "longer-retention",
  "gains-copies",
] as const;
export type ResourceEffect = (typeof RESOURCE_EFFECTS)[number];

/** Resources of one type in one account to which a change does the same. */
export interface ResourceChange {
  readonly effect: ResourceEffect;
  /** Undefined if it is not known. */
  readonly accountId: string | undefined;
  /** `ebs`, `rds:cluster` */
  readonly type: string;
  readonly typeName: string;
  /** Why, or from what to what. */
  readonly detail: string;
  readonly resources: number;
  /** Up to three of them. */
  readonly examples: readonly string[];
}

/** What a change does to the resources of an inventory. */
export interface ResourceReview {
  readonly sources: readonly InventorySource[];
  readonly resources: number;
  /** Selected before and after the change; what is not known counts as neither. */
  readonly selectedBefore: number;
  readonly selectedAfter: number;
  readonly notKnownAfter: number;
  /** Of accounts that are not in the organization, neither before nor after; undefined if there are none. */
  readonly outside?: number;
  /** The worst first, then the most resources. */
  readonly changes: readonly ResourceChange[];
  readonly assumptions: MatchAssumptions;
}

/** How many resources of accounts a plan selects, before or after a change. */
export type CountResources = (accounts: readonly string[], path: string) => number;

export interface ReviewedResources {
  readonly review: ResourceReview;
  readonly count: CountResources;
}

const EXAMPLES = 3;

/**
 * Matches each resource before and after a change; an inventory is read once.
 *
 * @param at rules that have no run after it select nothing
 * @param onMatch told of each resource as it will be
 */
export function reviewResources(
  before: EffectivePolicies,
  change: ChangeOutcome,
  inventories: readonly Inventory[],
  at: Date,
  onMatch: (resource: Resource, after: ResourceMatch) => void = () => undefined,
): ReviewedResources {
  const { after } = change;
  const matchBefore = new ResourceMatcher(before, {
    at,
    optIn: optInSettings(before.organization),
  });
  const matchAfter = new ResourceMatcher(after, {
    at,
    previous: before,
    optIn: optInSettings(after.organization),
  });
  const tally = new ChangeTally();
  for (const { resources } of inventories) {
    for (const resource of resources) {
      const matched = matchAfter.match(resource);
      tally.add(resource, matchBefore.match(resource), matched);
      onMatch(resource, matched);
    }
  }
  return tally.result(
    inventories.map(({ source }) => source),
    matchAfter.assumptions,
  );
}

class ChangeTally {
  private resources = 0;
  private selectedBefore = 0;
  private selectedAfter = 0;
  private notKnownAfter = 0;
  private outside = 0;
  private readonly changes = new Map<string, Mutable<ResourceChange>>();
  /** By account: by plan, and under the empty name those that any plan selects. */
  private readonly counts = new Map<string, Map<string, number>>();

  add(resource: Resource, before: ResourceMatch, after: ResourceMatch): void {
    this.resources += 1;
    this.selectedBefore += Number(before.selected === "yes");
    this.selectedAfter += Number(after.selected === "yes");
    this.notKnownAfter += Number(after.selected === "unknown");
    this.outside += Number(isOutside(before) && isOutside(after));
    this.count(resource, before, after);
    for (const [effect, detail] of effectsOf(before, after)) {
      this.addChange(resource, after, effect, detail);
    }
  }

  result(sources: readonly InventorySource[], assumptions: MatchAssumptions): ReviewedResources {
    const { resources, selectedBefore, selectedAfter, notKnownAfter, outside, counts } = this;
    const changes = [...this.changes.values()].sort(
      (first, second) =>
        RESOURCE_EFFECTS.indexOf(first.effect) - RESOURCE_EFFECTS.indexOf(second.effect) ||
        second.resources - first.resources,
    );
    return {
      review: {
        sources,
        resources,
        selectedBefore,
        selectedAfter,
        notKnownAfter,
        ...(outside === 0 ? {} : { outside }),
        changes,
        assumptions,
      },
      count: (accounts, path) => {
        const [root, plan = ""] = splitPath(path);
        const name = root === "plans" ? plan.toLowerCase() : "";
        return accounts.reduce((sum, id) => sum + (counts.get(id)?.get(name) ?? 0), 0);
      },
    };
  }

  private count({ accountId }: Resource, before: ResourceMatch, after: ResourceMatch): void {
    const certain = [before, after].filter(({ selected }) => selected === "yes");
    const names = new Set(certain.flatMap(({ by }) => by.map(({ plan }) => plan.name.toLowerCase())));
    if (accountId === undefined || names.size === 0) {
      return;
    }
    const counts = this.counts.get(accountId) ?? new Map<string, number>();
    this.counts.set(accountId, counts);
    for (const name of [...names, ""]) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }

  private addChange(
    { accountId, arn }: Resource,
    { type }: ResourceMatch,
    effect: ResourceEffect,
    detail: string,
  ): void {
    const key = `${effect} ${accountId ?? ""} ${type.id} ${detail}`;
    const known = this.changes.get(key);
    if (known === undefined) {
      const { id, name } = type;
      const first = { effect, accountId, type: id, typeName: name, detail, resources: 1, examples: [arn] };
      this.changes.set(key, first);
      return;
    }
    known.resources += 1;
    if (known.examples.length < EXAMPLES) {
      known.examples = [...known.examples, arn];
    }
  }
}

function isOutside({ reason }: ResourceMatch): boolean {
  return reason?.code === "account-not-in-organization";
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function effectsOf(
  before: ResourceMatch,
  after: ResourceMatch,
): readonly (readonly [effect: ResourceEffect, detail: string])[] {
  const why = after.reason?.summary ?? "";
  if (before.selected === "yes" && after.selected === "no") {
    return [["loses-protection", why]];
  }
  if (before.selected !== after.selected && before.selected !== "no" && after.selected !== "yes") {
    return [["may-lose-protection", why]];
  }
  if (before.selected === "no" && after.selected === "yes") {
    return [["gains-protection", plansOf(after)]];
  }
  return before.selected === "yes" && after.selected === "yes" ? partsOf(before, after) : [];
}

function partsOf(
  before: ResourceMatch,
  after: ResourceMatch,
): readonly (readonly [effect: ResourceEffect, detail: string])[] {
  const [had, has] = [protectionOf(before.by), protectionOf(after.by)];
  const retention = `${keptWords(had.retentionDays)} -> ${keptWords(has.retentionDays)}`;
  const lost = [...had.copies].filter((arn) => !has.copies.has(arn));
  const gained = [...has.copies].filter((arn) => !had.copies.has(arn));
  return [
    ...(has.retentionDays < had.retentionDays ? ([["shorter-retention", retention]] as const) : []),
    ...(lost.length > 0 ? ([["loses-copies", lost.join(", ")]] as const) : []),
    ...(has.retentionDays > had.retentionDays ? ([["longer-retention", retention]] as const) : []),
    ...(gained.length > 0 ? ([["gains-copies", gained.join(", ")]] as const) : []),
  ];
}

function keptWords(days: number): string {
  return kept(Number.isFinite(days) ? days : undefined).replace(/^for /, "");
}

function plansOf({ by }: ResourceMatch): string {
  return [...new Set(by.map(({ plan }) => plan.name))].join(", ");
}

/** `8 S3, 4 EBS`: the types of changes, the most resources first. */
export function typesOf(changes: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  for (const { typeName, resources } of changes) {
    counts.set(typeName, (counts.get(typeName) ?? 0) + resources);
  }
  return [...counts]
    .sort(([, first], [, second]) => second - first)
    .map(([name, count]) => `${grouped(count)} ${name}`)
    .join(", ");
}

export function resourcesOf(changes: readonly ResourceChange[]): number {
  return changes.reduce((sum, { resources }) => sum + resources, 0);
}
