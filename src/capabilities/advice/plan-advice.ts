import type { BackupPlan } from "../../effective/backup-plan";
import type { Rule } from "../../text/rule";
import type { Severity } from "../../text/severity";
import type { PlanSurroundings } from "../rule-effect";

/** What AWS Backup does differently from what a plan says, in one place of it. */
export interface PlanAdvice {
  readonly message: string;
  readonly path: string;
  /** The rule's own if undefined. */
  readonly severity?: Severity;
  /** The names of the backup rules concerned; undefined if the whole plan is. */
  readonly ruleNames: readonly string[] | undefined;
}

/** A rule about plans: of a merged policy, or of one document taken by itself. */
export interface PlanAdviceRule extends Rule {
  /**
   * @param at the time from which schedules are compared
   */
  readonly advise: (plan: BackupPlan, at: Date, surroundings?: PlanSurroundings) => readonly PlanAdvice[];
}
