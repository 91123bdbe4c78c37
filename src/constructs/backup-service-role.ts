import type { RoleArn } from "../policy/author";
import { AppRegistry } from "./app-registry";
import { DataAwsCallerIdentity, IamRole, IamRolePolicy, IamRolePolicyAttachment } from "./aws-bindings";
import type { Construct } from "./framework";
import { knownText } from "./late-value";
import { whereOf } from "./provisions";
import { iamPolicyText } from "./iam-document";
import { checkedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";
import { policyRoleArn, SERVICE_ROLE_PROP_RULES, serviceRoleDefinition } from "./service-role-definition";
import type { ServiceRoleDefinition, ServiceRoleProps } from "./service-role-definition";
import { tagsFor } from "./terraform-tags";
import { escapeTemplate } from "./terraform-text";

export interface BackupServiceRoleProps extends ServiceRoleProps, ResourceProps {
  /**
   * The account the role is in.
   *
   * @default - the management account
   */
  readonly accountId?: string;
}

/**
 * The role that backup policies name, in one account: the management account by default, which no stack
 * set reaches. What else is attached to the role is left alone.
 *
 * @throws OrgBackupError (`input`) where IAM would refuse the name or the path
 */
export class BackupServiceRole extends BackupConstruct {
  readonly role: IamRole;
  /** The ARN for `iam_role_arn` in policies, with `$account` in the place of the account. */
  readonly policyRoleArn: RoleArn;

  constructor(scope: Construct, id: string, given: BackupServiceRoleProps = {}) {
    super("BackupServiceRole", scope, id);
    const props = checkedProps(this, given, PROP_RULES);
    const definition = serviceRoleDefinition(this, props);
    this.policyRoleArn = policyRoleArn(definition);
    this.role = new IamRole(this, "role", {
      name: definition.name,
      path: definition.path,
      description: escapeTemplate(definition.description),
      assumeRolePolicy: iamPolicyText(this, [definition.trust(this.accountId(props))]),
      ...(definition.permissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: definition.permissionsBoundary }),
      ...tagsFor(this, definition.tags),
    });
    const registry = AppRegistry.of(this);
    registry.order.add("foundation", this.role, ...this.permissions(definition));
    registry.provisions.addRole({
      origin: this.node.path,
      name: knownText(this, definition.name),
      path: knownText(this, definition.path),
      where: whereOf(this, props.accountId),
    });
    this.useResourceProps(props);
  }

  /** One resource for each policy: a resource for all would remove what others attached. */
  private permissions(
    definition: ServiceRoleDefinition,
  ): readonly (IamRolePolicyAttachment | IamRolePolicy)[] {
    const attachments = definition.managedPolicyArns.map(
      (policyArn) =>
        new IamRolePolicyAttachment(this, policyArn.slice(policyArn.lastIndexOf("/") + 1), {
          role: this.role.name,
          policyArn,
        }),
    );
    if (definition.statements.length === 0) {
      return attachments;
    }
    const inline = new IamRolePolicy(this, "statements", {
      name: "further-permissions",
      role: this.role.name,
      policy: iamPolicyText(this, definition.statements),
    });
    return [...attachments, inline];
  }

  private accountId({ accountId, onlyOwnAccount }: BackupServiceRoleProps): string {
    if (accountId !== undefined || onlyOwnAccount !== true) {
      return accountId ?? "";
    }
    return new DataAwsCallerIdentity(this, "caller").accountId;
  }
}

const PROP_RULES: PropRules<BackupServiceRoleProps> = {
  ...RESOURCE_PROP_RULES,
  ...SERVICE_ROLE_PROP_RULES,
  accountId: "text",
};
