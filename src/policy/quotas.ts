/** A number that AWS limits. */
export interface Quota {
  readonly limit: number;
  /** What is counted, in words that complete "at most 10 ...". */
  readonly item: string;
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean;
  /** Who enforces it. */
  readonly service: "AWS Organizations" | "AWS Backup";
}

/**
 * Limits of AWS Organizations and AWS Backup that a backup policy can meet, each once.
 *
 * Source by service: "Quotas and service limits for AWS Organizations" (orgs_reference_limits) and "AWS Backup
 * quotas" (aws-backup-limits). That more than ten rules withhold the effective policy is recorded.
 */
export const QUOTAS = {
  documentCharacters: {
    limit: 10_000,
    item: "characters in a backup policy, white space included",
    adjustable: false,
    service: "AWS Organizations",
  },
  policiesPerOrganization: {
    limit: 1_000,
    item: "backup policies in an organization",
    adjustable: false,
    service: "AWS Organizations",
  },
  policiesPerTarget: {
    limit: 10,
    item: "backup policies attached directly to a root, organizational unit or account",
    adjustable: false,
    service: "AWS Organizations",
  },
  rootsPerOrganization: {
    limit: 1,
    item: "root in an organization",
    adjustable: false,
    service: "AWS Organizations",
  },
  organizationalUnits: {
    limit: 2_000,
    item: "organizational units in an organization",
    adjustable: false,
    service: "AWS Organizations",
  },
  organizationalUnitDepth: {
    limit: 5,
    item: "levels of organizational units below the root",
    adjustable: false,
    service: "AWS Organizations",
  },
  accountsPerOrganization: {
    limit: 10,
    item: "accounts in an organization, raised up to 50,000",
    adjustable: true,
    service: "AWS Organizations",
  },
  delegationPolicyCharacters: {
    limit: 40_000,
    item: "characters in a delegation policy",
    adjustable: false,
    service: "AWS Organizations",
  },
  tagsPerTarget: {
    limit: 50,
    item: "tags on a root, organizational unit or account",
    adjustable: false,
    service: "AWS Organizations",
  },
  plansPerRegion: {
    limit: 300,
    item: "backup plans in a Region of an account",
    adjustable: true,
    service: "AWS Backup",
  },
  rulesPerPlan: { limit: 10, item: "rules in a backup plan", adjustable: false, service: "AWS Backup" },
  copiesPerRule: { limit: 5, item: "copy actions in a rule", adjustable: false, service: "AWS Backup" },
  recoveryPointTags: {
    limit: 10,
    item: "recovery point tags in a rule",
    adjustable: false,
    service: "AWS Backup",
  },
  tagSelectionsPerPlan: {
    limit: 10,
    item: "tag selections in a backup plan",
    adjustable: false,
    service: "AWS Backup",
  },
  tagsPerSelection: {
    limit: 30,
    item: "tag values in a selection",
    adjustable: false,
    service: "AWS Backup",
  },
  conditionsPerSelection: {
    limit: 30,
    item: "conditions in a selection",
    adjustable: false,
    service: "AWS Backup",
  },
  selectionsPerPlan: {
    limit: 100,
    item: "resource assignments in a backup plan",
    adjustable: false,
    service: "AWS Backup",
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaId = keyof typeof QUOTAS;

/** How often AWS Organizations lets an account call its operations: per second, and in a burst. */
export interface Throttle {
  readonly operations: readonly string[];
  readonly perSecond: number;
  readonly burst: number;
}

export const THROTTLES: readonly Throttle[] = [
  {
    operations: ["CreatePolicy", "DeletePolicy", "AttachPolicy", "DetachPolicy", "UpdatePolicy"],
    perSecond: 2,
    burst: 3,
  },
  { operations: ["EnablePolicyType", "DisablePolicyType"], perSecond: 1, burst: 1 },
  { operations: ["DescribePolicy"], perSecond: 2, burst: 2 },
  {
    operations: [
      "EnableAWSServiceAccess",
      "DisableAWSServiceAccess",
      "RegisterDelegatedAdministrator",
      "DeregisterDelegatedAdministrator",
    ],
    perSecond: 1,
    burst: 2,
  },
];
