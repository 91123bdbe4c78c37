import { regionOffers } from "../capabilities/regions";
import { reachesAnyKind } from "../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../effective/backup-plan";
import { makesBackups } from "../effective/backup-plan/running-plan";
import type { Runs } from "../effective/backup-plan/running-plan";

/** Whether a plan backs up anything: a type that its selections reach, in a Region that offers backup policies. */
export function planProtects(plan: BackupPlan, at: Date): Runs {
  const makes = makesBackups(plan, at);
  if (makes === "no" || !reachesAnyKind(plan)) {
    return "no";
  }
  const offers = plan.regions.map((region) => regionOffers(region, "backup-policies").answer);
  return offers.includes("yes") ? makes : offers.every((answer) => answer === "no") ? "no" : "unknown";
}
