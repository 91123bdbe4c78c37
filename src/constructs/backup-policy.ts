import { AppRegistry } from "./app-registry";
import type { DeclaredTarget } from "./attachment-chain";
import type { AttachmentTarget } from "./attachment-target";
import { OrganizationsPolicy } from "./aws-bindings";
import { constructError } from "./construct-error";
import { Construct } from "./framework";
import { checkAtSynthesis } from "./plan/synthesis-check";
import { policyContentText } from "./policy-content";
import type { PolicyContent, PolicyContentText } from "./policy-content";
import { escapeTemplate, tagsFor } from "./terraform-text";

export interface BackupPolicyProps {
  /**
   * The name of the policy, unique among the policies of the organization.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * What the policy is for, at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The policy: from typed authoring (`backupPolicy`), as an object with AWS's own keys, or as JSON text. AWS gets it minified, with lists sorted where their
   * order has no meaning. Values known only during apply may stand in an object, not in a text.
   */
  readonly content: PolicyContent;

  /**
   * Tags of the policy.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Where the policy is attached: ids, organization paths such as `Root/Production/Payments`, or
   * constructs. Policies of one target are attached in the order in which they are declared, across all
   * policies of the app.
   *
   * @default - nowhere
   */
  readonly targets?: readonly AttachmentTarget[];

  /**
   * Leaves the policy and its attachments in place when they leave the code. AWS then still backs up by a
   * policy that no code shows.
   *
   * @default false
   */
  readonly skipDestroy?: boolean;
}

/**
 * A backup policy of the organization, with its attachments.
 *
 * @throws OrgBackupError (`input`) that names the construct: content that is no JSON object, targets that
 * do not exist, targets named twice
 */
export class BackupPolicy extends Construct {
  readonly name: string;
  readonly description: string | undefined;
  readonly policy: OrganizationsPolicy;
  /** The id of the policy, known during apply. */
  readonly policyId: string;
  /** What the document says, as far as it is known before apply. */
  readonly content: PolicyContentText;
  private readonly attachedTo: DeclaredTarget[] = [];
  private readonly skipDestroy: boolean | undefined;

  constructor(scope: Construct, id: string, props: BackupPolicyProps) {
    super(scope, id);
    const registry = AppRegistry.of(this);
    this.name = props.name ?? id;
    this.description = props.description;
    this.skipDestroy = props.skipDestroy;
    this.checkName(registry);
    this.content = policyContentText(this, props.content);
    this.policy = new OrganizationsPolicy(this, "policy", {
      name: escapeTemplate(this.name),
      type: "BACKUP_POLICY",
      content: this.content.terraform,
      ...(props.description === undefined ? {} : { description: escapeTemplate(props.description) }),
      ...tagsFor(props.tags),
      ...(props.skipDestroy === undefined ? {} : { skipDestroy: props.skipDestroy }),
    });
    this.policyId = this.policy.id;
    registry.order.after(this.policy, ["access"]);
    registry.policies.set(this.name, this);
    checkAtSynthesis(this);
    for (const target of props.targets ?? []) {
      this.attachTo(target);
    }
  }

  /** AWS refuses the second policy of a name only when it is created. */
  private checkName({ policies }: AppRegistry): void {
    const other = policies.get(this.name);
    if (other !== undefined) {
      throw constructError(
        this,
        `The name ${JSON.stringify(this.name)} is also the one of ${other.node.path}: AWS allows one policy of a name.`,
        "Give it another name.",
      );
    }
  }

  /** Where the policy is attached, in declared order. */
  get attachments(): readonly DeclaredTarget[] {
    return this.attachedTo;
  }

  /**
   * Attaches the policy to one more target, after everything that is attached there already.
   *
   * @throws OrgBackupError (`input`) where the target does not exist or has the policy already
   */
  attachTo(target: AttachmentTarget): void {
    const registry = AppRegistry.of(this);
    const resolved = registry.targets.resolve(this, target);
    if (this.attachedTo.some((other) => other.target.key === resolved.key)) {
      const name = resolved.path ?? resolved.label;
      throw constructError(
        this,
        `The policy is attached to ${JSON.stringify(name)} twice.`,
        "Name each target once.",
      );
    }
    const declared = registry.chain.attach(this, resolved, {
      policyId: this.policyId,
      skipDestroy: this.skipDestroy,
    });
    this.attachedTo.push(declared);
  }
}
