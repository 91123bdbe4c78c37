import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupCopy } from "../../effective/backup-plan/backup-rule";
import { backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import { ownAccountOr } from "../../policy/own-account";
import type { JsonObject } from "../../text/json";
import type { Coverage } from "./page-model";
import type { PageSchedules } from "./page-schedules";

/** How well a rendered policy covers an account that it is in force for. */
export function coverageOf(policy: JsonObject, schedules: PageSchedules): Coverage {
  const plans = backupPlansOf(policy).filter(({ rules }) => rules.length > 0);
  const rules = plans.flatMap((plan) => plan.rules);
  const gaps = rules.flatMap(({ schedule }) => schedules.gap(schedules.add(schedule)) ?? []);
  return {
    plans: plans.length,
    rules: rules.length,
    gap: gaps.length === 0 ? null : Math.min(...gaps),
    kept: rules.length === 0 ? 0 : longest(rules.map(({ retentionDays }) => retentionDays)),
    otherAccount: rules.some(({ copies }) => copies.some(isOtherAccount)),
    otherRegion: plans.some(hasOtherRegion),
    continuous: rules.some(({ continuous }) => continuous),
  };
}

function longest(days: readonly (number | undefined)[]): number {
  return days.includes(undefined) ? -1 : Math.max(...days.map((number) => number ?? 0));
}

function isOtherAccount({ account }: BackupCopy): boolean {
  return account !== undefined && ownAccountOr(account) !== undefined;
}

/** A copy to a Region that is none of those in which the plan works. */
function hasOtherRegion({ regions, rules }: BackupPlan): boolean {
  return rules.some(({ copies }) =>
    copies.some(({ region }) => region !== undefined && !regions.includes(region)),
  );
}
