import { reachesAnyKind } from "../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { makesBackups, surelyRunningPlan } from "../effective/backup-plan/running-plan";
import type { JsonObject } from "../text/json";
import { typeCoverage } from "../review/type-coverage";
import type { CopyCoverage, StatedAnswer } from "../review/type-coverage";
import type { Coverage } from "./page-model";
import type { PageSchedules } from "./page-schedules";

const TO_ACCOUNT: ReadonlySet<CopyCoverage["to"]> = new Set([
  "another account",
  "another account and Region",
]);
const TO_REGION: ReadonlySet<CopyCoverage["to"]> = new Set(["another Region", "another account and Region"]);

/** The plans of rendered policies that surely make backups. Policies share plans: each is judged once. */
export class RunningPlans {
  private readonly known = new Map<BackupPlan, BackupPlan | undefined>();

  constructor(private readonly at: Date) {}

  of(policy: JsonObject): readonly BackupPlan[] {
    return backupPlansOf(policy).flatMap((plan) => this.running(plan) ?? []);
  }

  /** Whether there is one; reads no further than needed. */
  has(policy: JsonObject): boolean {
    return backupPlansOf(policy).some((plan) => this.running(plan) !== undefined);
  }

  private running(plan: BackupPlan): BackupPlan | undefined {
    const { at, known } = this;
    if (!known.has(plan)) {
      const running = surelyRunningPlan(plan, at);
      known.set(plan, makesBackups(running, at) === "yes" && reachesAnyKind(running) ? running : undefined);
    }
    return known.get(plan);
  }
}

/** How well plans cover an account that they are in force for. */
export function coverageOf(plans: readonly BackupPlan[], schedules: PageSchedules): Coverage {
  const rules = plans.flatMap((plan) => plan.rules);
  const types = typeCoverage(plans, schedules.facts);
  const gaps = rules.flatMap(({ schedule }) => schedules.gap(schedules.add(schedule)) ?? []);
  return {
    plans: plans.length,
    rules: rules.length,
    gap: gaps.length === 0 ? null : Math.min(...gaps),
    kept: rules.length === 0 ? 0 : longest(rules.map(({ retentionDays }) => retentionDays)),
    otherAccount: types.some(({ copies }) => copies.some((copy) => isMade(copy) && TO_ACCOUNT.has(copy.to))),
    otherRegion:
      plans.some(hasOtherRegion) &&
      types.some(({ copies }) => copies.some((copy) => isMade(copy) && TO_REGION.has(copy.to))),
    continuous: types.some(({ continuous }) => continuous !== undefined && isMade(continuous)),
  };
}

function longest(days: readonly (number | undefined)[]): number {
  return days.includes(undefined) ? -1 : Math.max(...days.map((number) => number ?? 0));
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
