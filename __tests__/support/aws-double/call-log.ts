/** One request that the double answered, or dropped on purpose. */
export interface RecordedCall {
  /** Counts from 1, in the order the requests arrived. */
  readonly number: number;
  /** Milliseconds of the double's clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** What the call is about: the target of an attachment, a role, a vault. */
  readonly target: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly accountId: string;
  readonly region: string;
  /** HTTP status; undefined while the call is under way, or when the connection was reset. */
  status: number | undefined;
  /** The error code of the answer. */
  error: string | undefined;
}

/** The parameters that name what a call is about, most telling first. */
const TARGET_PARAMETERS = [
  "TargetId",
  "AccountId",
  "ChildId",
  "ParentId",
  "OrganizationalUnitId",
  "PolicyId",
  "RootId",
  "ServicePrincipal",
  "ResourceId",
  "RoleName",
  "RoleArn",
  "PolicyArn",
  "BackupVaultName",
  "StackSetName",
  "TopicArn",
  "KeyId",
  "Bucket",
  "ReportPlanName",
  "ResourceArn",
  "Name",
] as const;

export function targetOf(input: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of TARGET_PARAMETERS) {
    const value = input[name];
    if (typeof value === "string") {
      return value;
    }
  }
  return undefined;
}
