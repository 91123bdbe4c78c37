import { takenOverBy } from "../capabilities/lifecycle/rule-overlaps";
import type { BackupCopy } from "../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { DEFAULT_START_WINDOW_MINUTES } from "../policy/rule-defaults";
import { parseSchedule } from "../policy/schedule";
import { reachIn } from "../review/plan-protects";
import type { Schedule } from "../policy/schedule";
import type { JsonObject } from "../text/json";

/** A rule of an effective policy in one Region: what AWS Backup was told to do there. */
export interface PlannedRule {
  readonly plan: string;
  readonly rule: string;
  readonly region: string;
  readonly schedule: Schedule;
  readonly vault: string;
  readonly startWindowMinutes: number;
  readonly continuous: boolean;
  /** Undefined if recovery points are kept forever. */
  readonly retentionDays: number | undefined;
  readonly copies: readonly BackupCopy[];
  readonly selections: readonly BackupSelection[];
  /** False if AWS Backup backs up in the Region nothing that the plan selects. */
  readonly isReached: boolean;
  /** Whether another rule of the plan makes the backup instead of a run, under its longer retention. */
  readonly isTakenOver: (run: Date) => boolean;
}

/** The rules of a rendered effective policy; a schedule that cannot be read never runs and is left out. */
export function plannedRules(policy: JsonObject): readonly PlannedRule[] {
  return backupPlansOf(policy).flatMap(({ name: plan, regions, rules, selections }) =>
    rules.flatMap((rule) => {
      const parsed = parseSchedule(rule.schedule);
      if (!parsed.ok) {
        return [];
      }
      const { name, vault = "", continuous, retentionDays, copies } = rule;
      return regions.map((region) => ({
        plan,
        rule: name,
        region,
        schedule: parsed.schedule,
        vault,
        startWindowMinutes: rule.startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES,
        continuous,
        retentionDays,
        copies,
        selections,
        isReached: reachIn({ selections }, region, undefined) !== "no",
        isTakenOver: (run) => takenOverBy(rule, rules, run) !== undefined,
      }));
    }),
  );
}
