import { BACKUP_POLICY_TYPE, BACKUP_PRINCIPAL } from "./access/access-props";
import { AppRegistry } from "./app-registry";
import { OrganizationsDelegatedAdministrator, OrganizationsResourcePolicy } from "./aws-bindings";
import { constructError } from "./construct-error";
import { Construct, Token } from "./framework";

import { iamPolicyText } from "./iam-document";
import type { IamStatement } from "./iam-document";
import { managementAccountIdOf, organizationIdOf } from "./organization-id";

export interface PolicyManagementDelegation {
  /**
   * Statements that the organization's resource policy has already. An organization has one such policy:
   * this construct replaces it, so that statements which are not named here are lost.
   */
  readonly keepStatements: readonly IamStatement[];

  /**
   * Lets the account enable and disable the policy type, too. Disabling it detaches every backup policy.
   *
   * @default false
   */
  readonly enableAndDisablePolicyType?: boolean;
}

export interface BackupDelegationProps {
  /** The member account that administers AWS Backup; never the management account. */
  readonly accountId: string;

  /**
   * Registers the account as delegated administrator of AWS Backup: it sees and manages jobs of all
   * accounts.
   *
   * @default true
   */
  readonly monitoring?: boolean;

  /**
   * Lets the account manage backup policies, by the organization's resource policy.
   *
   * @default - the management account manages them
   */
  readonly policyManagement?: PolicyManagementDelegation;

  /**
   * The id of the organization, `o-...`.
   *
   * @default - the organization of the app
   */
  readonly organizationId?: string;

  /**
   * The id of the management account.
   *
   * @default - the management account of the app
   */
  readonly managementAccountId?: string;

  /**
   * The partition of AWS.
   *
   * @default "aws"
   */
  readonly partition?: string;
}

/**
 * A delegated administrator: for AWS Backup's jobs and settings, and, separately, for backup policies.
 *
 * @throws OrgBackupError (`input`) for the management account, or where it delegates nothing
 */
export class BackupDelegation extends Construct {
  readonly accountId: string;

  constructor(scope: Construct, id: string, props: BackupDelegationProps) {
    super(scope, id);
    this.accountId = props.accountId;
    const registry = AppRegistry.of(this);
    this.check(props);
    if (props.monitoring !== false) {
      registry.delegations.push(this);
    }
    const elements = this.elements(props);
    elements.forEach((element) => registry.order.after(element, ["access"]));
    registry.order.add("settings", ...elements);
  }

  private elements(
    props: BackupDelegationProps,
  ): readonly (OrganizationsDelegatedAdministrator | OrganizationsResourcePolicy)[] {
    const administrator =
      props.monitoring === false
        ? []
        : [
            new OrganizationsDelegatedAdministrator(this, "administrator", {
              accountId: props.accountId,
              servicePrincipal: BACKUP_PRINCIPAL,
            }),
          ];
    const policy =
      props.policyManagement === undefined
        ? []
        : [
            new OrganizationsResourcePolicy(this, "policy", {
              content: iamPolicyText([
                ...props.policyManagement.keepStatements,
                ...this.statements(props, props.policyManagement),
              ]),
            }),
          ];
    return [...administrator, ...policy];
  }

  private check(props: BackupDelegationProps): void {
    const management =
      props.managementAccountId ?? AppRegistry.of(this).organization?.settings.managementAccountId;
    if (props.accountId === management) {
      throw constructError(
        this,
        "The management account cannot be a delegated administrator.",
        "Name a member account.",
      );
    }
    if (!Token.isUnresolved(props.accountId) && !/^\d{12}$/.test(props.accountId)) {
      throw constructError(this, `An account id has 12 digits, ${JSON.stringify(props.accountId)} has not.`);
    }
    if (props.monitoring === false && props.policyManagement === undefined) {
      throw constructError(this, "Nothing is delegated.", "Leave monitoring on, or give policyManagement.");
    }
  }

  /** What AWS documents for backup policies, without the policy type itself unless wanted. */
  private statements(
    props: BackupDelegationProps,
    { enableAndDisablePolicyType }: PolicyManagementDelegation,
  ): readonly IamStatement[] {
    const partition = props.partition ?? "aws";
    const organizationId = organizationIdOf(this, props.organizationId);
    const management = managementAccountIdOf(this, props.managementAccountId);
    const arn = (what: string): string => `arn:${partition}:organizations::${management}:${what}`;
    const isBackupPolicy = { StringLikeIfExists: { "organizations:PolicyType": BACKUP_POLICY_TYPE } };
    const common = {
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${props.accountId}:root` },
    } as const;
    return [
      { Sid: "ReadTheOrganization", ...common, Action: organizationReads, Resource: "*" },
      { Sid: "ReadBackupPolicies", ...common, Action: policyReads, Resource: "*", Condition: isBackupPolicy },
      {
        Sid: "ManageBackupPolicies",
        ...common,
        Action: [...policyWrites, ...(enableAndDisablePolicyType === true ? policyTypeWrites : [])],
        Resource: [
          arn(`root/${organizationId}/r-*`),
          arn(`ou/${organizationId}/ou-*`),
          arn(`account/${organizationId}/*`),
          arn(`policy/${organizationId}/backup_policy/*`),
        ],
        Condition: isBackupPolicy,
      },
    ];
  }
}

const action = (name: string): string => `organizations:${name}`;

const organizationReads = [
  "DescribeAccount",
  "DescribeOrganization",
  "DescribeOrganizationalUnit",
  "ListAccounts",
  "ListAccountsForParent",
  "ListChildren",
  "ListOrganizationalUnitsForParent",
  "ListParents",
  "ListRoots",
  "ListTagsForResource",
].map(action);

const policyReads = [
  "DescribeEffectivePolicy",
  "DescribePolicy",
  "ListPolicies",
  "ListPoliciesForTarget",
  "ListTargetsForPolicy",
].map(action);

const policyWrites = [
  "AttachPolicy",
  "CreatePolicy",
  "DeletePolicy",
  "DetachPolicy",
  "TagResource",
  "UntagResource",
  "UpdatePolicy",
].map(action);

const policyTypeWrites = ["DisablePolicyType", "EnablePolicyType"].map(action);
