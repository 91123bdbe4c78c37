import type { Job } from "./job";

/** Why a planned backup is not there, as far as it can be told. */
export type GapCause =
  | "policy-withheld"
  | "role-missing"
  | "vault-missing"
  | "opt-in-missing"
  | "no-resource-selected"
  | "job-failed"
  | "not-known";

/** What a status message of AWS Backup usually means. */
export interface FailureExplanation {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly cause: string;
  readonly fix: string;
  /** Where the failure is one of the reasons why accounts stay without backups. */
  readonly gap?: GapCause;
}

interface KnownFailure extends FailureExplanation {
  /** States that say it without a message. */
  readonly states?: readonly string[];
  readonly message?: RegExp;
}

/**
 * The messages of AWS Backup and of the services that it calls, most telling first: several fit "access
 * denied". AWS publishes no list of them; these are the ones that its guide and its knowledge center quote,
 * matched loosely, since wording differs among services.
 */
const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    id: "role-missing",
    message:
      /\brole\b.*(does not exist|cannot be (found|assumed)|can't be assumed|not found|is (invalid|not valid))|(unable|failed|cannot) to assume|cannot assume|no such (role|entity)/i,
    cause: "The role that the policy names is not in the account, or AWS Backup may not assume it.",
    fix: "Create the role in every account with exactly the path and name in the policy (often `service-role/` is missing) and let backup.amazonaws.com assume it.",
    gap: "role-missing",
  },
  {
    id: "vault-access-denied",
    message:
      /access denied trying to call aws backup|not authorized.*copyintobackupvault|vault access policy|insufficient privileges to perform this action/i,
    cause:
      "The access policy of the vault does not let this account in; for copies, that of the destination vault.",
    fix: "Allow backup:CopyIntoBackupVault in the destination vault's access policy for the accounts, OUs or the organization (aws:PrincipalOrgID).",
  },
  {
    id: "vault-missing",
    message:
      /vault\b.*(does not exist|not found|cannot be found|could not be found)|no such (backup )?vault/i,
    cause: "The vault that the policy names is not in this account and Region.",
    fix: "Create the vault, with the same name, in every account and in each Region that the plan lists.",
    gap: "vault-missing",
  },
  {
    id: "not-opted-in",
    message:
      /opt(ed)?[- ]?in|not enabled for (the )?(service|resource type)|resource type .* (is )?not enabled/i,
    cause: "AWS Backup is not opted in to this resource type in the Region.",
    fix: "Opt in for the Region in the management account's AWS Backup settings: for plans made by policies that setting counts.",
    gap: "opt-in-missing",
  },
  {
    id: "denied-by-organization",
    message: /service control policy|resource control policy|explicit deny|permissions? boundary/i,
    cause:
      "A service control policy, a permissions boundary or another explicit deny stops AWS Backup's role.",
    fix: "Exempt the backup role from the deny; the message names the action.",
  },
  {
    id: "different-organization",
    message: /same organization|cross[- ]account backup .*(not|disabled)|cross[- ]account .*not enabled/i,
    cause: "Cross-account backup is off, or the two accounts are not in one organization.",
    fix: "Switch cross-account backup on in the management account's AWS Backup settings, and copy inside the organization only.",
  },
  {
    id: "aws-managed-key",
    message: /aws[- ]managed (cmk|key|kms)|managed key .*can.?t be shared|default (encryption )?key/i,
    cause:
      "The data is encrypted with a key that AWS manages; such data cannot be copied to another account.",
    fix: "Encrypt the resource with a key of your own and share it with the destination account.",
  },
  {
    id: "key-not-usable",
    message: /\bkms\b|encryption key|key policy|\bcmk\b/i,
    cause: "The KMS key does not exist, is disabled, or its policy does not let AWS Backup's role use it.",
    fix: "Enable the key; allow the role kms:CreateGrant, kms:DescribeKey, kms:Decrypt, kms:GenerateDataKey and kms:ReEncrypt* in the key's policy, in the destination account too.",
  },
  {
    id: "bucket-not-versioned",
    message: /versioning/i,
    cause: "AWS Backup backs up S3 buckets only where versioning is on.",
    fix: "Switch versioning on for the bucket, or take it out of the selection.",
  },
  {
    id: "pass-role-denied",
    message: /passrole|encoded authorization failure/i,
    cause: "The role of the job may not pass the role of the resource that is restored.",
    fix: "Allow iam:PassRole for the instance's role in the role of the restore job; `aws sts decode-authorization-message` tells which.",
  },
  {
    id: "role-lacks-permission",
    message:
      /does not have (sufficient )?permission|insufficient permission|not authorized to perform|unauthorized|access ?denied|accessdenied/i,
    cause: "The role exists and lacks a permission for this resource type.",
    fix: "Attach AWSBackupServiceRolePolicyForBackup to the role, and for S3 AWSBackupServiceRolePolicyForS3Backup (restores have their own pair).",
  },
  {
    id: "maintenance-window",
    message: /too close to|(automated backup|maintenance) window/i,
    cause: "The schedule meets the resource's own backup or maintenance window.",
    fix: "Move the schedule, or the window of the database, by some hours.",
  },
  {
    id: "job-in-progress",
    message: /running job for the same resource|already (running|in progress)|concurrent|in progress for/i,
    cause: "Another backup of the same resource was still running.",
    fix: "Look for two plans that select the resource at the same hour, and for backups that take longer than the time between two runs.",
  },
  {
    id: "windows-vss",
    message: /\bvss\b/i,
    cause:
      "The application-consistent backup of a Windows instance failed; AWS Backup made an ordinary one where it could.",
    fix: "Update the SSM agent and the VSS package on the instance, and give the instance's role ec2:CreateSnapshot and ec2:CreateTags.",
  },
  {
    id: "vault-lock-retention",
    message: /(minimum|maximum|min|max) retention|retention period .*(lock|vault|not within)|vault lock/i,
    cause: "The retention of the rule lies outside what the vault's lock allows.",
    fix: "Change delete_after_days so that it fits the vault's minimum and maximum.",
  },
  {
    id: "feature-not-supported",
    message: /feature is not supported|not supported for|unsupported/i,
    cause: "This resource type does not support what the rule asks for, in this Region or across these two.",
    fix: "Look the resource type up in AWS's table of features by resource, and take it out of the rule or drop the feature.",
  },
  {
    id: "quota",
    message: /limit ?exceeded|quota|exceeded the (maximum|limit)|too many (snapshots|backups)/i,
    cause: "A quota of the service that stores the backups is used up.",
    fix: "Delete what is not needed, shorten the retention, or ask for a higher quota in that account and Region.",
  },
  {
    id: "throttled",
    message: /throttl|rate exceeded|too many requests|slow ?down/i,
    cause: "The service behind the resource throttled AWS Backup.",
    fix: "Spread schedules over the hour; a wide start window lets AWS Backup try again.",
  },
  {
    id: "resource-gone",
    message:
      /(resource|instance|volume|table|bucket|database|cluster|file ?system)\b.*(not found|does not exist|no longer exists|deleted)|terminated/i,
    cause: "The resource was deleted, or is not in a state to be backed up, when its turn came.",
    fix: "Nothing, if it was deleted on purpose; otherwise check its state at the scheduled time.",
  },
  {
    id: "not-started-in-time",
    states: ["EXPIRED"],
    message: /expired|start window|within the (backup )?window/i,
    cause: "The job did not begin within the start window; often many resources are due at one minute.",
    fix: "Make start_backup_window_minutes larger, or spread the schedules.",
  },
  {
    id: "stopped",
    states: ["ABORTED", "ABORTING"],
    message: /abort|stopped|cancel/i,
    cause: "Someone stopped the job, or it was not complete at the end of its completion window.",
    fix: "See StopBackupJob in CloudTrail; make complete_backup_window_minutes larger if no one did.",
  },
];

export const UNEXPLAINED: FailureExplanation = {
  id: "unexplained",
  cause: "This message is not among the known ones.",
  fix: "Open the job in the account's AWS Backup console: the resource's service says more in CloudTrail.",
};

/** The usual cause of a failure and its fix; {@link UNEXPLAINED} where the message is not known. */
export function explainFailure({ state, message }: Pick<Job, "state" | "message">): FailureExplanation {
  // A message says more than the state; the state of a job without one says enough.
  return (
    KNOWN_FAILURES.find((known) => known.message?.test(message.slice(0, LONGEST_MESSAGE)) === true) ??
    KNOWN_FAILURES.find(({ states }) => states?.includes(state) === true) ??
    UNEXPLAINED
  );
}

/** Longer messages are untrusted noise: patterns look at the beginning. */
const LONGEST_MESSAGE = 2000;

/** Every explanation, for the guide. */
export const FAILURE_EXPLANATIONS: readonly FailureExplanation[] = KNOWN_FAILURES;

/** One message for many resources: identifiers, ARNs and numbers become `*`, so that equal failures count together. */
export function messagePattern(message: string): string {
  return message
    .slice(0, LONGEST_MESSAGE)
    .replace(/arn:aws[\w-]*:[^\s,;"'\])]*[^\s,;"'\]).]/g, "arn:*")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "*")
    .replace(/\b(?:i|vol|snap|fs|ami|db|vpc|eni|rp|job)-[0-9a-z]{6,}\b/gi, "*")
    .replace(/\b[A-Za-z0-9_-]*\d{6,}[A-Za-z0-9_-]*\b/g, "*")
    .replace(/\b\d+\b/g, "*")
    .replace(/\s+/g, " ")
    .trim();
}
