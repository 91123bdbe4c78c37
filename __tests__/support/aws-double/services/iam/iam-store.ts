import type { Identifiers } from "../../identifiers";
import { Scoped } from "../../scoped";

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  trustPolicy: string;
  description: string | undefined;
  maxSessionDuration: number;
  permissionsBoundary: string | undefined;
  /** Policy name to document. */
  readonly inlinePolicies: Map<string, string>;
  /** ARNs, oldest attachment first. */
  readonly attachedPolicies: string[];
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: Date;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly description: string | undefined;
  readonly tags: Map<string, string>;
  versions: PolicyVersion[];
  defaultVersion: string;
  nextVersion: number;
}

export interface IamAccount {
  readonly accountId: string;
  readonly roles: Map<string, Role>;
  /** Customer managed policies by ARN. */
  readonly policies: Map<string, ManagedPolicy>;
}

/** Policies of AWS that roles of this project's kind attach; the path is part of the ARN. */
const AWS_MANAGED_POLICIES = [
  "AdministratorAccess",
  "ReadOnlyAccess",
  "SecurityAudit",
  "AWSBackupAuditAccess",
  "AWSBackupFullAccess",
  "AWSBackupOperatorAccess",
  "AWSBackupOrganizationAdminAccess",
  "AWSBackupDataTransferAccess",
  "AWSBackupRestoreAccessForSAPHANA",
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
  "AWSBackupGuardDutyRolePolicyForScans",
  "AWSOrganizationsFullAccess",
  "AWSOrganizationsReadOnlyAccess",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AWSBackupServiceRolePolicyForItemRestores",
  "service-role/AWSBackupServiceRolePolicyForIndexing",
];

const ANY_DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** IAM of every account. IAM is global: Regions play no part. */
export class IamStore {
  /** By ARN, the same in every account. */
  readonly awsManaged: ReadonlyMap<string, ManagedPolicy>;
  private readonly accounts: Scoped<IamAccount>;

  constructor(
    private readonly identifiers: Identifiers,
    private readonly now: () => Date,
    moreAwsManagedPolicies: readonly string[] = [],
  ) {
    this.accounts = new Scoped((accountId) => ({ accountId, roles: new Map(), policies: new Map() }));
    this.awsManaged = new Map(
      [...AWS_MANAGED_POLICIES, ...moreAwsManagedPolicies].map((pathAndName) => {
        const policy = this.newPolicy("aws", pathAndName, ANY_DOCUMENT);
        return [policy.arn, policy];
      }),
    );
  }

  account(accountId: string): IamAccount {
    return this.accounts.in(accountId);
  }

  policy(accountId: string, arn: string): ManagedPolicy | undefined {
    return this.awsManaged.get(arn) ?? this.account(accountId).policies.get(arn);
  }

  /** Roles that attach a managed policy. */
  rolesWith(accountId: string, policyArn: string): readonly Role[] {
    return [...this.account(accountId).roles.values()].filter((role) =>
      role.attachedPolicies.includes(policyArn),
    );
  }

  addRole(accountId: string, name: string, trustPolicy: string, path = "/"): Role {
    const role: Role = {
      name,
      path,
      arn: `arn:aws:iam::${accountId}:role${path}${name}`,
      id: `AROA${this.identifiers.upper(17)}`,
      createdAt: this.now(),
      tags: new Map(),
      trustPolicy,
      description: undefined,
      maxSessionDuration: 3600,
      permissionsBoundary: undefined,
      inlinePolicies: new Map(),
      attachedPolicies: [],
    };
    this.account(accountId).roles.set(name, role);
    return role;
  }

  newPolicy(owner: string, pathAndName: string, document: string, description?: string): ManagedPolicy {
    const cut = pathAndName.lastIndexOf("/") + 1;
    const createdAt = this.now();
    return {
      name: pathAndName.slice(cut),
      path: `/${pathAndName.slice(0, cut)}`,
      arn: `arn:aws:iam::${owner}:policy/${pathAndName}`,
      id: `ANPA${this.identifiers.upper(17)}`,
      createdAt,
      description,
      tags: new Map(),
      versions: [{ id: "v1", document, createdAt }],
      defaultVersion: "v1",
      nextVersion: 2,
    };
  }
}
