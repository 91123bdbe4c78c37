export const JOB_KINDS = ["backup", "copy", "restore"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** One backup, copy or restore job, as far as reports need it. */
export interface Job {
  readonly kind: JobKind;
  readonly id: string;
  /** Twelve digits; empty where AWS does not tell it. */
  readonly accountId: string;
  readonly region: string;
  /** As AWS spells it: `COMPLETED`, `EXPIRED`. */
  readonly state: string;
  readonly resourceType: string;
  readonly resourceArn: string;
  /** The name of the vault: of a copy its destination, of a restore where the recovery point lies. */
  readonly vault: string;
  /** Of a copy the destination vault, else undefined. */
  readonly destinationVaultArn: string | undefined;
  readonly createdAt: Date;
  readonly completedAt: Date | undefined;
  /** The scheduled time plus the start window, as AWS documents it. */
  readonly startBy: Date | undefined;
  readonly message: string;
  /** `SUCCESS` for completed jobs without issues. */
  readonly messageCategory: string;
  /** Undefined for jobs that no plan started. */
  readonly createdBy: JobCreator | undefined;
  /** True for the kind of backup that is kept up to date between runs. */
  readonly continuous: boolean;
  /** In days; `forever` if the recovery point does not expire, undefined if AWS does not say. */
  readonly retentionDays: number | "forever" | undefined;
}

/** The plan and rule behind a job; names are missing in older answers of AWS. */
export interface JobCreator {
  readonly plan: string | undefined;
  readonly rule: string | undefined;
  readonly schedule: string | undefined;
}

/** `partial`: of a composite job some parts were backed up. */
export type JobOutcome = "completed" | "partial" | "failed" | "unfinished";

const OUTCOMES: ReadonlyMap<string, JobOutcome> = new Map([
  ["COMPLETED", "completed"],
  ["PARTIAL", "partial"],
  ["FAILED", "failed"],
  ["EXPIRED", "failed"],
  ["ABORTED", "failed"],
]);

/** The states of jobs of any kind. */
export const JOB_STATES: readonly string[] = [
  ...OUTCOMES.keys(),
  ...["CREATED", "PENDING", "RUNNING", "ABORTING"],
];

/** What became of a job; a state that is not known counts as unfinished. */
export function outcomeOf(state: string): JobOutcome {
  return OUTCOMES.get(state) ?? "unfinished";
}

/** AWS calls a job "completed with issues" where its message is another than that of success. */
export function hasIssues({ state, messageCategory }: Job): boolean {
  return state === "COMPLETED" && messageCategory !== "" && messageCategory.toUpperCase() !== "SUCCESS";
}
