/** A tag that AWS Backup writes on a plan or on recovery points. */
export interface PlanTag {
  readonly path: string;
  readonly key: string;
  readonly value: string;
}
