import type { PropRules } from "./props/prop-rules";
import type { JsonValue } from "../text/json";
import type { RoleArn } from "../policy/author";
import type { Partition } from "../policy/regions";
import { constructError } from "./construct-error";
import type { IConstruct } from "./framework";
import { knownText } from "./late-value";
import type { IamStatement } from "./iam-document";

/** What a role for AWS Backup is made of, by Terraform in one account or by CloudFormation in many. */
export interface ServiceRoleProps {
  /**
   * The name of the role, as policies name it.
   *
   * @default "OrganizationBackupRole"
   */
  readonly roleName?: string;

  /**
   * The path of the role; it is part of the ARN that policies name.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * What the role is for.
   *
   * @default "AWS Backup uses this role for the backup policies of the organization"
   */
  readonly description?: string;

  /**
   * Lets the role create backups.
   *
   * @default true
   */
  readonly backup?: boolean;

  /**
   * Lets the role restore backups.
   *
   * @default true
   */
  readonly restore?: boolean;

  /**
   * Adds the managed policies for Amazon S3, which the general ones do not include.
   *
   * @default true
   */
  readonly s3?: boolean;

  /**
   * Lets AWS Backup use the role only on behalf of the role's own account.
   *
   * @default false
   */
  readonly onlyOwnAccount?: boolean;

  /**
   * Lets AWS Backup use the role only on behalf of accounts of this organization, `o-...`.
   *
   * @default - any
   */
  readonly sourceOrganizationId?: string;

  /**
   * The ARN of the permissions boundary.
   *
   * @default - none
   */
  readonly permissionsBoundary?: string;

  /**
   * Additional permissions, as an inline policy.
   *
   * @default - none
   */
  readonly statements?: readonly IamStatement[];

  /**
   * Tags of the role.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * The partition of AWS: `aws`, `aws-us-gov` or `aws-cn`.
   *
   * @default "aws"
   */
  readonly partition?: string;
}

/** How the properties of a role are checked. */
export const SERVICE_ROLE_PROP_RULES: PropRules<ServiceRoleProps> = {
  roleName: "text",
  path: "text",
  description: "text",
  backup: "boolean",
  restore: "boolean",
  s3: "boolean",
  onlyOwnAccount: "boolean",
  sourceOrganizationId: "text",
  permissionsBoundary: "text",
  statements: "list",
  tags: "any",
  partition: "text",
};

/** A role with everything decided. */
export interface ServiceRoleDefinition {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly partition: string;
  readonly managedPolicyArns: readonly string[];
  readonly statements: readonly IamStatement[];
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: (accountId: JsonValue) => IamStatement;
}

/** @throws OrgBackupError (`input`) where IAM would refuse the name or the path */
export function serviceRoleDefinition(construct: IConstruct, props: ServiceRoleProps): ServiceRoleDefinition {
  const name = props.roleName ?? "OrganizationBackupRole";
  const path = props.path ?? "/";
  const partition = props.partition ?? "aws";
  const [knownName, knownPath] = [knownText(construct, name), knownText(construct, path)];
  if (knownName !== undefined && !/^[\w+=,.@-]{1,64}$/.test(knownName)) {
    throw constructError(
      construct,
      `${JSON.stringify(name)} is not a valid role name: 1 to 64 letters, digits or any of +=,.@_- are allowed.`,
      "A path such as service-role/ is given as path, not in the name.",
    );
  }
  if (knownPath !== undefined && (!/^\/(?:[!-.0-~]+\/)*$/.test(knownPath) || knownPath.length > 512)) {
    throw constructError(
      construct,
      `${JSON.stringify(path)} is not a valid role path: it must begin and end with a slash.`,
      'Write "/" or for example "/service-role/".',
    );
  }
  return {
    name,
    path,
    description: props.description ?? "AWS Backup uses this role for the backup policies of the organization",
    partition,
    managedPolicyArns: managedPolicies(props).map((policy) => `arn:${partition}:iam::aws:policy/${policy}`),
    statements: props.statements ?? [],
    permissionsBoundary: props.permissionsBoundary,
    tags: props.tags ?? {},
    trust: (accountId) => trust(props, accountId),
  };
}

/** The policies for S3 stand at the root, the general ones under `service-role/`. */
function managedPolicies({ backup = true, restore = true, s3 = true }: ServiceRoleProps): readonly string[] {
  return [
    ...(backup ? ["service-role/AWSBackupServiceRolePolicyForBackup"] : []),
    ...(restore ? ["service-role/AWSBackupServiceRolePolicyForRestores"] : []),
    ...(backup && s3 ? ["AWSBackupServiceRolePolicyForS3Backup"] : []),
    ...(restore && s3 ? ["AWSBackupServiceRolePolicyForS3Restore"] : []),
  ];
}

function trust(
  { onlyOwnAccount, sourceOrganizationId }: ServiceRoleProps,
  accountId: JsonValue,
): IamStatement {
  const equals: Record<string, JsonValue> = {
    ...(onlyOwnAccount === true ? { "aws:SourceAccount": accountId } : {}),
    ...(sourceOrganizationId === undefined ? {} : { "aws:SourceOrgID": sourceOrganizationId }),
  };
  return {
    Effect: "Allow",
    Principal: { Service: "backup.amazonaws.com" },
    Action: "sts:AssumeRole",
    ...(Object.keys(equals).length === 0 ? {} : { Condition: { StringEquals: equals } }),
  };
}

/** The role as policies name it, in whatever account. */
export function policyRoleArn({ partition, path, name }: ServiceRoleDefinition): RoleArn {
  return `arn:${partition as Partition}:iam::$account:role/${path.slice(1)}${name}`;
}
