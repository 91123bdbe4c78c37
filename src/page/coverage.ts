import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { surelyRunningPlan } from "../effective/backup-plan/running-plan";
import type { JsonObject } from "../text/json";
import { getOrAdd } from "../text/get-or-add";
import type { CoverageFacts } from "../review/coverage-facts";
import { planProtects } from "../review/plan-protects";
import type { RecordedOptIn } from "../review/recorded-opt-in";
import { typeCoverage } from "../review/type-coverage";
import type { CopyCoverage, StatedAnswer, TypeCoverage } from "../review/type-coverage";
import type { Coverage, PageAccount, PageTypes } from "./page-model";

const TO_ACCOUNT: ReadonlySet<CopyCoverage["to"]> = new Set([
  "another account",
  "another account and Region",
]);
const TO_REGION: ReadonlySet<CopyCoverage["to"]> = new Set(["another Region", "another account and Region"]);

/** The plans of rendered policies that surely back something up. Policies share plans: each is judged once. */
export class RunningPlans {
  private readonly known = new Map<BackupPlan, BackupPlan | undefined>();

  constructor(
    private readonly at: Date,
    private readonly optIn: RecordedOptIn,
  ) {}

  of(policy: JsonObject): readonly BackupPlan[] {
    return backupPlansOf(policy).flatMap((plan) => this.running(plan) ?? []);
  }

  private running(plan: BackupPlan): BackupPlan | undefined {
    const { at, known, optIn } = this;
    if (!known.has(plan)) {
      const running = surelyRunningPlan(plan, at);
      known.set(plan, planProtects(running, at, optIn) === "yes" ? running : undefined);
    }
    return known.get(plan);
  }
}

/** How well plans cover an account that they are in force for. */
export function coverageOf(plans: readonly BackupPlan[], facts: CoverageFacts): Coverage {
  const types = typeCoverage(plans, facts).filter(({ covered }) => covered !== "none");
  const kept = types.map(({ retentionDays = Infinity }) => retentionDays);
  const gaps = types.map(({ largestGapMinutes = Infinity }) => largestGapMinutes);
  return {
    plans: plans.length,
    rules: plans.flatMap(({ rules }) => rules).length,
    gap: gapOf(types.length === 0 ? Infinity : Math.max(...gaps)),
    kept: types.length === 0 ? 0 : keptOf(Math.min(...kept)),
    otherAccount: types.some(({ copies }) => copies.some((copy) => isMade(copy) && TO_ACCOUNT.has(copy.to))),
    otherRegion:
      plans.some(hasOtherRegion) &&
      types.some(({ copies }) => copies.some((copy) => isMade(copy) && TO_REGION.has(copy.to))),
    continuous: types.some(({ continuous }) => continuous !== undefined && isMade(continuous)),
  };
}

/** What each of two policies gives at least. */
export function leastOf(one: Coverage, other: Coverage): Coverage {
  return {
    plans: Math.min(one.plans, other.plans),
    rules: Math.min(one.rules, other.rules),
    gap: one.gap === null || other.gap === null ? null : Math.max(one.gap, other.gap),
    kept: keptOf(Math.min(daysOf(one), daysOf(other))),
    otherAccount: one.otherAccount && other.otherAccount,
    otherRegion: one.otherRegion && other.otherRegion,
    continuous: one.continuous && other.continuous,
  };
}

function daysOf({ kept }: Coverage): number {
  return kept === -1 ? Infinity : kept;
}

/** What plans do for each type of resource; types that they do the same for stand together. */
export function typesOf(
  plans: readonly BackupPlan[],
  facts: CoverageFacts,
): Pick<PageAccount, "types" | "otherTypes"> {
  const together = new Map<string, PageTypes & { readonly names: string[] }>();
  const otherTypes: string[] = [];
  for (const type of typeCoverage(plans, facts)) {
    if (type.covered === "none" || isNowhere(type, plans)) {
      otherTypes.push(type.optedOutIn === undefined ? type.name : `${type.name} (opt-in off)`);
    } else {
      const { retentionDays = Infinity, largestGapMinutes = Infinity } = type;
      const same = {
        isTagged: type.covered === "tagged",
        gap: gapOf(largestGapMinutes),
        kept: keptOf(retentionDays),
        copies: type.copies
          .filter(isMade)
          .map(({ to, answer }) => (answer === "depends" ? `${to}, on conditions` : to)),
      };
      getOrAdd(together, JSON.stringify(same), () => ({ names: [], ...same })).names.push(type.name);
    }
  }
  return { types: [...together.values()], otherTypes };
}

/** Whether AWS Backup supports a type in no Region of the plans that select it. */
function isNowhere({ plans: names, regions }: TypeCoverage, plans: readonly BackupPlan[]): boolean {
  const all = new Set(plans.filter(({ name }) => names.includes(name)).flatMap((plan) => plan.regions));
  return regions.filter(({ answer }) => answer === "no").length === all.size;
}

function gapOf(minutes: number): number | null {
  return minutes === Infinity ? null : minutes;
}

function keptOf(days: number): number {
  return days === Infinity ? -1 : days;
}

/** A copy to a Region that is none of those in which the plan works. */
function hasOtherRegion({ regions, rules }: BackupPlan): boolean {
  return rules.some(({ copies }) =>
    copies.some(({ region }) => region !== undefined && !regions.includes(region)),
  );
}

/** What AWS Backup does for some type that the plans select, perhaps on a condition; what is not known is not counted. */
function isMade({ answer }: StatedAnswer): boolean {
  return answer === "yes" || answer === "depends";
}
