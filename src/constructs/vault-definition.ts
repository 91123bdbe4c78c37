import { NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import type { VaultLock as DeclaredLock } from "../organization/backup-environment";
import type { JsonValue } from "../text/json";
import { constructError } from "./construct-error";
import type { IConstruct } from "./framework";
import { isLate, knownText } from "./late-value";
import type { IamStatement } from "./iam-document";

/** Privileged users may change or remove the lock; with compliance no one may, AWS included. */
export type VaultLock = GovernanceLock | ComplianceLock;

interface LockedRetention {
  /**
   * The minimum retention of recovery points, in days.
   *
   * @default - no minimum
   */
  readonly minRetentionDays?: number;
  /**
   * The maximum retention of recovery points, in days.
   *
   * @default - no maximum
   */
  readonly maxRetentionDays?: number;
}

export interface GovernanceLock extends LockedRetention {
  /** Privileged users may remove the lock. */
  readonly mode: "governance";
}

export interface ComplianceLock extends LockedRetention {
  /** No one can remove the lock once its grace period is over. */
  readonly mode: "compliance";
  /** The grace period in days, at least 3: the lock can still be changed or removed. */
  readonly changeableForDays: number;
  /**
   * Confirms that you know the consequences: after the grace period neither you nor AWS can remove the lock,
   * delete a recovery point early or shorten its retention, and the vault costs money until the last one
   * expires.
   */
  readonly acknowledgeIrreversible: true;
}

/** How a vault encrypts: a new key of its own, AWS Backup's key, or an existing key. */
export type VaultEncryption = "customer-managed-key" | "aws-managed-key" | { readonly keyArn: string };

/** What a vault is made of, by Terraform in one account or by CloudFormation in many. */
export interface VaultProps {
  /**
   * How recovery points are encrypted. AWS Backup's own key cannot be shared, so with it most resource types
   * cannot be copied to another account.
   *
   * @default "customer-managed-key"
   */
  readonly encryption?: VaultEncryption;

  /**
   * Who may copy recovery points into the vault: accounts of the organization, or no other account.
   *
   * @default "none"
   */
  readonly allowCopiesFrom?: "organization" | "none";

  /**
   * Denies everyone the right to delete recovery points or shorten their retention; AWS Backup still deletes
   * them when they expire.
   *
   * @default false
   */
  readonly denyDeletion?: boolean;

  /**
   * Additional statements for the vault's access policy.
   *
   * @default - none
   */
  readonly accessStatements?: readonly IamStatement[];

  /**
   * Locks the vault.
   *
   * @default - no lock
   */
  readonly lock?: VaultLock;

  /**
   * Tags of the vault.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How a vault can encrypt without an existing key. */
export const KEY_KINDS = ["customer-managed-key", "aws-managed-key"] as const;

/** How the properties of a vault are checked. */
export const VAULT_PROP_RULES: PropRules<VaultProps> = {
  encryption: NestedProps.object<Exclude<VaultEncryption, string>>({ keyArn: "text" }, KEY_KINDS),
  allowCopiesFrom: ["organization", "none"],
  denyDeletion: "boolean",
  accessStatements: "list",
  lock: NestedProps.object<VaultLock>({
    mode: ["governance", "compliance"],
    minRetentionDays: "number",
    maxRetentionDays: "number",
    changeableForDays: "number",
    acknowledgeIrreversible: "any",
  }),
  tags: "any",
};

/** @throws OrgBackupError (`input`) where AWS Backup would refuse the name */
export function checkVaultName(construct: IConstruct, given: string): void {
  const name = knownText(construct, given);
  if (name !== undefined && !/^[A-Za-z0-9_-]{2,50}$/.test(name)) {
    throw constructError(
      construct,
      `${JSON.stringify(name)} is not a valid vault name: 2 to 50 letters, digits, hyphens or underscores are allowed.`,
    );
  }
}

/** @throws OrgBackupError (`input`) where AWS Backup would refuse the lock, or it was not acknowledged */
export function checkVaultLock(construct: IConstruct, lock: VaultLock | undefined): void {
  if (lock === undefined) {
    return;
  }
  const { minRetentionDays = 1, maxRetentionDays = 36_500 } = lock;
  const min = knownNumber(minRetentionDays) ?? 1;
  const max = knownNumber(maxRetentionDays) ?? 36_500;
  if (!isDays(min, 1) || !isDays(max, 1) || min > max) {
    throw constructError(
      construct,
      `The lock allows retention from ${min} to ${max} days, which no recovery point can have.`,
      "Both are whole days from 1 to 36500, and the minimum is not above the maximum.",
    );
  }
  if (lock.mode === "compliance") {
    if (!isDays(knownNumber(lock.changeableForDays) ?? 3, 3)) {
      throw constructError(
        construct,
        `changeableForDays is ${lock.changeableForDays}: a lock in compliance mode can be changed for 3 days at least.`,
      );
    }
    // The type demands it; plain JavaScript and casts do not.
    if ((lock.acknowledgeIrreversible as unknown) !== true) {
      throw constructError(
        construct,
        "A lock in compliance mode cannot be removed by anyone once its grace period is over.",
        "Say acknowledgeIrreversible: true, or use governance mode.",
      );
    }
  }
}

/** Statements of a vault's access policy; none where no one else may do anything. */
export function accessStatements(
  props: VaultProps,
  organizationId: JsonValue | undefined,
): readonly IamStatement[] {
  return [
    ...(organizationId === undefined
      ? []
      : [
          {
            Sid: "CopiesFromTheOrganization",
            Effect: "Allow",
            Principal: "*",
            Action: "backup:CopyIntoBackupVault",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
          } as const,
        ]),
    ...(props.denyDeletion === true
      ? [
          {
            Sid: "NobodyDeletesRecoveryPoints",
            Effect: "Deny",
            Principal: "*",
            Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
            Resource: "*",
          } as const,
        ]
      : []),
    ...(props.accessStatements ?? []),
  ];
}

/** The policy of a vault's own key: its account manages it; accounts that copy into the vault may use it. */
export function keyStatements(
  rootArn: JsonValue,
  organizationId: JsonValue | undefined,
): readonly IamStatement[] {
  const own: IamStatement = {
    Sid: "OwnAccount",
    Effect: "Allow",
    Principal: { AWS: rootArn },
    Action: "kms:*",
    Resource: "*",
  };
  if (organizationId === undefined) {
    return [own];
  }
  const isMember = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
  return [
    own,
    {
      Sid: "CopiesFromTheOrganization",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: isMember,
    },
    {
      Sid: "GrantsForAwsServices",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...isMember, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** A lock as the review knows it; that of a logically air-gapped vault has no mode, and no user can remove it. */
export function declaredLock(
  lock: (LockedRetention & { readonly mode?: VaultLock["mode"] }) | undefined,
): DeclaredLock | undefined {
  if (lock === undefined) {
    return undefined;
  }
  const { minRetentionDays: minimumDays, maxRetentionDays: maximumDays, mode } = lock;
  return {
    ...(minimumDays === undefined || isLate(minimumDays) ? {} : { minimumDays }),
    ...(maximumDays === undefined || isLate(maximumDays) ? {} : { maximumDays }),
    compliance: mode !== "governance",
  };
}

/** Undefined for a token. */
function knownNumber(value: number): number | undefined {
  return isLate(value) ? undefined : value;
}

function isDays(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 36_500;
}
