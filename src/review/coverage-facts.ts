import { getOrAdd } from "../text/get-or-add";
import { copyCapability } from "../capabilities/copy-capability";
import { availability } from "../capabilities/regions";
import type { ResourceKind } from "../capabilities/resource-kinds";
import { copyRoute, destinationsFrom } from "../capabilities/rule-effect";
import { reachableKinds } from "../capabilities/selection/reachable-kinds";
import type { ReachedKind } from "../capabilities/selection/reachable-kinds";
import type { Verdict } from "../capabilities/verdict";
import type { BackupPlan } from "../effective/backup-plan";
import type { BackupCopy, VaultPlace } from "../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";
import { recordedOptIn } from "./recorded-opt-in";
import type { RecordedOptIn } from "./recorded-opt-in";
import { Rhythms } from "./rhythm";
import type { Rhythm } from "./rhythm";

/**
 * What coverage asks repeatedly, each answered once: thousands of plans run on a few schedules, in a few
 * Regions, with copies to a few vaults.
 */
export class CoverageFacts {
  private readonly rhythms: Rhythms;
  private readonly availabilities = new Map<ResourceKind, Map<string, Verdict>>();
  private readonly copies = new Map<ResourceKind, Map<string, Verdict>>();
  private readonly plans = new Map<BackupPlan, PlanFacts>();
  private readonly reaches = new Map<string, Reach>();
  private readonly reachesOfOne = new WeakMap<readonly ReachedKind[], Reach>();

  /**
   * @param at schedules are looked at from here
   * @param optIn types that these settings keep from being backed up are not reached
   */
  constructor(
    readonly at: Date,
    readonly optIn: RecordedOptIn,
  ) {
    this.rhythms = new Rhythms(at);
  }

  rhythm(schedule: string): Rhythm | undefined {
    return this.rhythms.of(schedule);
  }

  availability(kind: ResourceKind, region: string): Verdict {
    return answered(this.availabilities, kind, region, () => availability(kind, region));
  }

  copy(kind: ResourceKind, { region, destination, route }: CopyWay): Verdict {
    return answered(this.copies, kind, route, () => copyCapability(kind, copyRoute(region, destination, {})));
  }

  /** What a plan says whatever stands beside it: thousands of accounts share their plans. */
  of(plan: BackupPlan): PlanFacts {
    return getOrAdd(this.plans, plan, () => this.factsOf(plan));
  }

  private factsOf(plan: BackupPlan): PlanFacts {
    const { rules, regions, selections } = plan;
    const optedOut = this.optedOut(plan);
    return {
      plan,
      reach: optedOut.size === 0 ? this.reachOf(selections) : this.reachWithin(plan),
      optedOut,
      largestGapMinutes: smallest(
        rules.map(({ schedule }) => this.rhythm(schedule)?.largestGapMinutes ?? Infinity),
      ),
      retentionDays: longest(rules.map(({ retentionDays }) => retentionDays)),
      isContinuous: rules.some(({ continuous }) => continuous),
      ways: longestWays(
        rules.flatMap(({ copies }) =>
          regions.flatMap((region) => copies.flatMap((copy) => waysFrom(copy, region))),
        ),
      ),
    };
  }

  /** Where the recorded settings keep AWS Backup from what the plan selects, or may. */
  private optedOut({ selections, regions }: BackupPlan): PlanFacts["optedOut"] {
    const found = new Map<ResourceKind, readonly string[]>();
    const reached = this.optIn === undefined ? [] : selections.flatMap(reachableKinds);
    for (const kind of new Set(reached.map((each) => each.kind))) {
      const ways = reached.filter((each) => each.kind === kind);
      const off = regions.filter((region) =>
        ways.every((way) => recordedOptIn(this.optIn, way, region) !== "yes"),
      );
      if (off.length > 0) {
        found.set(kind, off);
      }
    }
    return found;
  }

  private reachWithin({ selections, regions }: BackupPlan): Reach {
    const isAllowed = (reached: ReachedKind): boolean =>
      regions.some(
        (region) =>
          recordedOptIn(this.optIn, reached, region) === "yes" &&
          this.availability(reached.kind, region).answer !== "no",
      );
    return this.interned(selections.map((selection) => reachableKinds(selection).filter(isAllowed)));
  }

  /** The same object for plans that reach the same kinds in the same way. */
  private reachOf(selections: readonly BackupSelection[]): Reach {
    const found = new Set(selections.map(reachableKinds));
    const [only] = found;
    // Most selections say nothing of types, and get one list.
    return only !== undefined && found.size === 1
      ? getOrAdd(this.reachesOfOne, only, () => this.interned([only]))
      : this.interned([...found]);
  }

  private interned(found: readonly (readonly ReachedKind[])[]): Reach {
    const reach = new Map<ResourceKind, "all" | "tagged">();
    for (const { kind, isTagged } of found.flat()) {
      if (!isTagged || !reach.has(kind)) {
        reach.set(kind, isTagged ? "tagged" : "all");
      }
    }
    const key = [...reach].map(([{ id }, how]) => `${id} ${how}`).join();
    return getOrAdd(this.reaches, key, () => reach);
  }
}

/** The kinds that a plan selects: resources with certain tags only, or others too. */
export type Reach = ReadonlyMap<ResourceKind, "all" | "tagged">;

export interface PlanFacts {
  readonly plan: BackupPlan;
  readonly reach: Reach;
  /** Regions in which the recorded opt-in settings leave out what the plan selects, by the kind. */
  readonly optedOut: ReadonlyMap<ResourceKind, readonly string[]>;
  /** Of the rule that runs most often; undefined if no schedule repeats. */
  readonly largestGapMinutes: number | undefined;
  /** Undefined if forever. */
  readonly retentionDays: number | undefined;
  readonly isContinuous: boolean;
  readonly ways: readonly CopyWay[];
}

/** Undefined if there is no number, or none that is finite. */
export function smallest(numbers: readonly number[]): number | undefined {
  const least = Math.min(...numbers);
  return least === Infinity ? undefined : least;
}

/** The longest retention; undefined if one of them is forever. */
export function longest(days: readonly (number | undefined)[]): number | undefined {
  return days.includes(undefined) ? undefined : Math.max(0, ...days.map((number) => number ?? 0));
}

/** The copies that are kept longer than any before them that takes the same way: no other is ever the best. */
export function longestWays(ways: readonly CopyWay[]): readonly CopyWay[] {
  const longestBy = new Map<string, number>();
  return ways.filter(({ route, retentionDays = Infinity }) => {
    const isLonger = retentionDays > (longestBy.get(route) ?? -1);
    if (isLonger) {
      longestBy.set(route, retentionDays);
    }
    return isLonger;
  });
}

/** A copy from one Region to one vault. */
export interface CopyWay {
  readonly region: string;
  readonly destination: VaultPlace;
  readonly retentionDays: number | undefined;
  /** Equal for copies of which AWS Backup makes no difference. */
  readonly route: string;
}

function waysFrom(copy: BackupCopy, region: string): readonly CopyWay[] {
  return destinationsFrom(copy, region).map((destination) => ({
    region,
    destination,
    retentionDays: copy.kept.days,
    route: JSON.stringify([region, destination.region, destination.accountId ?? "", destination.vault]),
  }));
}

function answered(
  answers: Map<ResourceKind, Map<string, Verdict>>,
  kind: ResourceKind,
  question: string,
  ask: () => Verdict,
): Verdict {
  return getOrAdd(
    getOrAdd(answers, kind, () => new Map<string, Verdict>()),
    question,
    ask,
  );
}
