import { BACKUP_POLICY_TYPE, BACKUP_PRINCIPAL } from "./access/access-props";
import { AppRegistry } from "./app-registry";
import { OrganizationsDelegatedAdministrator, OrganizationsResourcePolicy } from "./aws-bindings";
import { constructError } from "./construct-error";
import { Token } from "./framework";
import type { Construct } from "./framework";
import { iamPolicyText } from "./iam-document";
import type { IamStatement } from "./iam-document";
import { ImportBlock } from "./access/import-block";
import { managementAccountIdOf, organizationIdOf } from "./organization-id";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";

export interface PolicyManagementDelegation {
  /**
   * The current statements of the organization's resource policy. An organization has one such policy, which
   * this construct replaces: statements not listed here are lost.
   */
  readonly keepStatements: readonly IamStatement[];

  /**
   * Also lets the account enable and disable the policy type. Disabling it detaches every backup policy.
   *
   * @default false
   */
  readonly enableAndDisablePolicyType?: boolean;
}

export interface BackupDelegationProps extends ResourceProps {
  /** The member account that administers AWS Backup; never the management account. */
  readonly accountId: string;

  /**
   * Registers the account as a delegated administrator of AWS Backup: it sees and manages the jobs of all
   * accounts.
   *
   * @default true
   */
  readonly monitoring?: boolean;

  /**
   * Lets the account manage backup policies, through the organization's resource policy.
   *
   * @default - the management account manages them
   */
  readonly policyManagement?: PolicyManagementDelegation;

  /**
   * What exists in AWS already and is imported: AWS would refuse to create it again.
   *
   * @default - the administrators in the organization file
   */
  readonly existing?: {
    /** The account is a delegated administrator of AWS Backup. */
    readonly administrator?: boolean;
    /** The id of the organization's resource policy, `rp-...`; its statements go into `keepStatements`. */
    readonly resourcePolicyId?: string;
  };

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
export class BackupDelegation extends BackupConstruct {
  readonly accountId: string;
  /** The registration for AWS Backup; undefined without monitoring. */
  readonly administrator: OrganizationsDelegatedAdministrator | undefined;
  /** The organization's resource policy; undefined without policyManagement. */
  readonly resourcePolicy: OrganizationsResourcePolicy | undefined;

  constructor(scope: Construct, id: string, given: BackupDelegationProps) {
    super("BackupDelegation", scope, id);
    const props = checkedProps(this, given, PROP_RULES, ["accountId"]);
    this.accountId = props.accountId;
    const registry = AppRegistry.of(this);
    this.check(props);
    if (props.monitoring !== false) {
      registry.delegations.push(this);
    }
    this.administrator = props.monitoring === false ? undefined : this.register(props);
    this.resourcePolicy =
      props.policyManagement === undefined ? undefined : this.delegatePolicies(props, props.policyManagement);
    const elements = [this.administrator, this.resourcePolicy].filter((element) => element !== undefined);
    elements.forEach((element) => registry.order.after(element, ["access"]));
    registry.order.add("settings", ...elements);
    this.useResourceProps(props);
  }

  /** The account as administrator; imported if it is one already, since AWS refuses to register it twice. */
  private register({ accountId, existing }: BackupDelegationProps): OrganizationsDelegatedAdministrator {
    const administrator = new OrganizationsDelegatedAdministrator(this, "administrator", {
      accountId,
      servicePrincipal: BACKUP_PRINCIPAL,
    });
    const known = AppRegistry.of(this).organization?.settings.delegatedAdministrators ?? [];
    const isRegistered = known.some(
      (each) => each.accountId === accountId && each.servicePrincipals.includes(BACKUP_PRINCIPAL),
    );
    if (existing?.administrator ?? isRegistered) {
      new ImportBlock(this, "administrator-import", administrator, `${accountId}/${BACKUP_PRINCIPAL}`);
    }
    return administrator;
  }

  private delegatePolicies(
    props: BackupDelegationProps,
    management: PolicyManagementDelegation,
  ): OrganizationsResourcePolicy {
    const policy = new OrganizationsResourcePolicy(this, "policy", {
      content: iamPolicyText(this, [...management.keepStatements, ...this.statements(props, management)]),
    });
    const id = props.existing?.resourcePolicyId;
    if (id !== undefined) {
      new ImportBlock(this, "policy-import", policy, id);
    }
    return policy;
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
      throw constructError(this, `An account id has 12 digits, found ${JSON.stringify(props.accountId)}.`);
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

const PROP_RULES: PropRules<BackupDelegationProps> = {
  ...RESOURCE_PROP_RULES,
  accountId: "text",
  monitoring: "boolean",
  policyManagement: NestedProps.object<PolicyManagementDelegation>({
    keepStatements: "list",
    enableAndDisablePolicyType: "boolean",
  }),
  existing: NestedProps.object<NonNullable<BackupDelegationProps["existing"]>>({
    administrator: "boolean",
    resourcePolicyId: "text",
  }),
  organizationId: "text",
  managementAccountId: "text",
  partition: "text",
};
