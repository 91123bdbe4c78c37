import { parseSchedule } from "../../policy/schedule";
import { getOrAdd } from "../../text/get-or-add";
import type { BackupPlan } from "../backup-plan";
import type { BackupRule } from "./backup-rule";

/** Whether a rule or a plan runs after an instant. `unknown`: a schedule cannot be read. */
export type Runs = "yes" | "no" | "unknown";

/** Whether a rule has a run after an instant. */
export function ruleRuns({ schedule }: Pick<BackupRule, "schedule">, at: Date): Runs {
  const parsed = parseSchedule(schedule);
  return parsed.ok ? (parsed.schedule.next(at) === undefined ? "no" : "yes") : "unknown";
}

/** By plan, then by the rules left out: what is worked out for a plan without them is kept with that object. */
const known = new WeakMap<BackupPlan, Map<string, BackupPlan>>();

/**
 * A plan without the rules that have no run after an instant: what judgements are about, since those rules make no
 * backups and no copies. The plan itself if all of them run. Rules whose schedules cannot be read stay.
 */
export function runningPlan(plan: BackupPlan, at: Date): BackupPlan {
  return without(plan, (rule) => ruleRuns(rule, at) === "no");
}

/** The same without the rules of which it is not known whether they run: what counts as protection. */
export function surelyRunningPlan(plan: BackupPlan, at: Date): BackupPlan {
  return without(plan, (rule) => ruleRuns(rule, at) !== "yes");
}

function without(plan: BackupPlan, isLeftOut: (rule: BackupRule) => boolean): BackupPlan {
  const leftOut = plan.rules.filter(isLeftOut);
  return leftOut.length === 0
    ? plan
    : getOrAdd(
        getOrAdd(known, plan, () => new Map<string, BackupPlan>()),
        leftOut.map(({ path }) => path).join("\n"),
        () => ({ ...plan, rules: plan.rules.filter((rule) => !leftOut.includes(rule)), leftOut }),
      );
}

/** Whether a plan runs after an instant: it has Regions, selections, and rules that run. What it reaches is asked of `planProtects`. */
export function planRuns({ regions, rules, selections }: BackupPlan, at: Date): Runs {
  return regions.length === 0 || selections.length === 0
    ? "no"
    : anyRuns(rules.map((rule) => ruleRuns(rule, at)));
}

/** Yes if one of several answers is, else not known if one is not. */
export function anyRuns(answers: readonly Runs[]): Runs {
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}
