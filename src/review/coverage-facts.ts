import { getOrAdd } from "../text/get-or-add";
import { copyCapability } from "../capabilities/copy-capability";
import { availability } from "../capabilities/regions";
import type { ResourceKind } from "../capabilities/resource-kinds";
import { copyRoute, destinationsFrom } from "../capabilities/rule-effect";
import type { Verdict } from "../capabilities/verdict";
import type { BackupPlan } from "../effective/backup-plan";
import type { BackupCopy, VaultPlace } from "../effective/backup-plan/backup-rule";
import { rhythmOf } from "./rhythm";
import type { Rhythm } from "./rhythm";

/**
 * What coverage asks repeatedly, each answered once: thousands of plans run on a few schedules, in a few
 * Regions, with copies to a few vaults.
 */
export class CoverageFacts {
  private readonly rhythms = new Map<string, Rhythm | undefined>();
  private readonly availabilities = new Map<ResourceKind, Map<string, Verdict>>();
  private readonly copies = new Map<ResourceKind, Map<string, Verdict>>();
  private readonly ways = new Map<BackupPlan, readonly CopyWay[]>();

  /** @param at schedules are looked at from here */
  constructor(readonly at: Date) {}

  rhythm(schedule: string): Rhythm | undefined {
    if (!this.rhythms.has(schedule)) {
      this.rhythms.set(schedule, rhythmOf(schedule, this.at));
    }
    return this.rhythms.get(schedule);
  }

  availability(kind: ResourceKind, region: string): Verdict {
    return answered(this.availabilities, kind, region, () => availability(kind, region));
  }

  copy(kind: ResourceKind, { region, destination, route }: CopyWay): Verdict {
    return answered(this.copies, kind, route, () => copyCapability(kind, copyRoute(region, destination, {})));
  }

  /** The copies of a plan from each of its Regions, in the order of Regions within the order of rules. */
  waysOf(plan: BackupPlan): readonly CopyWay[] {
    return getOrAdd(this.ways, plan, () =>
      plan.rules.flatMap(({ copies }) =>
        plan.regions.flatMap((region) => copies.flatMap((copy) => waysFrom(copy, region))),
      ),
    );
  }
}

/** A copy from one Region to one vault. */
interface CopyWay {
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
