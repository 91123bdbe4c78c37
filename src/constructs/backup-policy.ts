import { AppRegistry } from "./app-registry";
import type { DeclaredTarget } from "./attachment-chain";
import { OrganizationsPolicy } from "./aws-bindings";
import { constructError, readable } from "./construct-error";
import { isIterator, iteratorOf } from "./element-target";
import { Lazy } from "./framework";
import type { Construct, IResolvable, ITerraformIterator } from "./framework";
import { lateValue, resolvedText, stableText, withContext } from "./late-value";
import { checkAtSynthesis } from "./synthesis/synthesis-check";
import { isLateContent, policyContentText } from "./policy-content";
import type { PolicyContent, PolicyContentText } from "./policy-content";
import type { AttachmentTarget } from "./resolved-target";
import { checkedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";
import { tagsFor, withOwner } from "./terraform-tags";
import { escapeTemplate, unescapeTemplate } from "./terraform-text";

export interface BackupPolicyProps extends ResourceProps {
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
   * The policy: from typed authoring (`backupPolicy`), as an object with AWS's own keys, or as JSON text. AWS
   * gets it minified, with lists sorted if their order has no meaning. The whole text, a value, a list or part
   * of a string may be a token; Terraform writes it as JSON.
   */
  readonly content: PolicyContent;

  /**
   * Tags of the policy.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Where the policy is attached: ids, organization paths such as `Root/Production/Payments`, constructs, or an
   * iterator for a list that only Terraform knows. Policies on one target are attached in the order in which
   * the app declares them.
   *
   * @default - nowhere
   */
  readonly targets?: readonly AttachmentTarget[] | ITerraformIterator | IResolvable;

  /**
   * Keeps the policy and its attachments in AWS when they are removed from the code. AWS then keeps backing up
   * by a policy that is in no code.
   *
   * @default false
   */
  readonly skipDestroy?: boolean;
}

/**
 * A backup policy of the organization, with its attachments.
 *
 * @throws OrgBackupError (`input`) that names the construct: content that is not a JSON object, targets that
 * do not exist, targets named twice
 */
export class BackupPolicy extends BackupConstruct {
  /** The name, with tokens as Terraform's expressions. */
  readonly name: string;
  readonly description: string | undefined;
  readonly policy: OrganizationsPolicy;
  /** The id of the policy, known during apply. */
  readonly policyId: string;
  private readonly given: PolicyContent;
  /** What the resource gets for it. */
  private readonly written: string;
  /** What is known when it is declared; undefined if lazy values are in it. */
  private readonly known: PolicyContentText | undefined;
  private readonly attachedTo: DeclaredTarget[] = [];
  private readonly skipDestroy: boolean | undefined;

  constructor(scope: Construct, id: string, given: BackupPolicyProps) {
    super("BackupPolicy", scope, id);
    const props = checkedProps(this, given, PROP_RULES);
    const registry = AppRegistry.of(this);
    const name = this.nameOf(props.name ?? id);
    this.name = stableText(this, name);
    this.description = props.description;
    this.skipDestroy = props.skipDestroy;
    this.checkName(registry);
    this.given = props.content;
    const content = readable(this, "content", () => policyContentText(this, props.content));
    this.known = isLateContent(content) ? undefined : content;
    this.written = this.known?.terraform ?? this.lateContent();
    this.policy = new OrganizationsPolicy(this, "policy", {
      name: escapeTemplate(name),
      type: "BACKUP_POLICY",
      content: this.written,
      ...(props.description === undefined ? {} : { description: escapeTemplate(props.description) }),
      ...readable(this, "tags", () => tagsFor(this, props.tags)),
      ...(props.skipDestroy === undefined ? {} : { skipDestroy: props.skipDestroy }),
    });
    this.policyId = this.policy.id;
    if (registry.owner !== undefined) {
      this.useOwner(registry.owner);
    }
    registry.order.after(this.policy, ["access"]);
    registry.policies.set(this.name, this);
    checkAtSynthesis(this);
    this.useResourceProps(props);
    for (const target of readable(this, "targets", () => this.targetList(props.targets))) {
      this.attachTo(target);
    }
  }

  /** What the document says, as far as it is known before apply; changes to the resource included. */
  get content(): PolicyContentText {
    const { rawOverrides } = this.policy as unknown as {
      readonly rawOverrides?: { readonly content?: unknown };
    };
    const final = rawOverrides?.content ?? this.policy.contentInput;
    if (this.known !== undefined && final === this.written) {
      return this.known;
    }
    return withContext(this, (context) =>
      final === this.written
        ? policyContentText(this, this.given, context)
        : policyContentText(
            this,
            (typeof final === "string" ? unescapeTemplate(final) : final) as PolicyContent,
            context,
          ),
    );
  }

  /** Where the policy is attached, in declared order. */
  get attachments(): readonly DeclaredTarget[] {
    return this.attachedTo;
  }

  /**
   * Attaches the policy to one more target, after everything that is attached there already.
   *
   * @throws OrgBackupError (`input`) if the target does not exist or has the policy already
   */
  attachTo(target: AttachmentTarget): void {
    const registry = AppRegistry.of(this);
    const resolved = readable(this, "The target", () => registry.targets.resolve(this, target));
    if (this.attachedTo.some((other) => other.target.key === resolved.key)) {
      throw resolved.iterator === undefined
        ? constructError(
            this,
            `The policy is attached to ${JSON.stringify(resolved.path ?? resolved.label)} twice.`,
            "Name each target once.",
          )
        : constructError(
            this,
            "The policy has two iterators in targets over the same list, or over two literal ones.",
            "Give one iterator over all targets.",
          );
    }
    const declared = registry.chain.attach(this, resolved, {
      policyId: this.policyId,
      skipDestroy: this.skipDestroy,
    });
    this.applyResourceProps(declared.attachment);
    this.attachedTo.push(declared);
  }

  /** Signs the policy with the id of the app. */
  useOwner(owner: string): void {
    this.policy.tags = withOwner(this.policy.tagsInput, owner);
  }

  /** Lazy values have their values when the app is synthesized. */
  private lateContent(): string {
    return Lazy.stringValue({
      produce: (context) => policyContentText(this, this.given, context).terraform,
    });
  }

  private nameOf(name: unknown): string {
    if (typeof name !== "string" || name === "" || name.length > MAX_NAME) {
      throw constructError(this, `${JSON.stringify(name)} is not a name: 1 to ${MAX_NAME} characters.`);
    }
    return name;
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

  private targetList(targets: unknown): readonly AttachmentTarget[] {
    if (targets === undefined) {
      return [];
    }
    if (isIterator(targets)) {
      return [targets];
    }
    const late = lateValue(targets);
    if (late !== undefined) {
      const resolved = resolvedText(this, late);
      return Array.isArray(resolved) ? (resolved as readonly string[]) : [iteratorOf(late)];
    }
    if (!Array.isArray(targets)) {
      throw constructError(
        this,
        `targets is ${typeof targets === "string" ? "a string" : `of type ${targets === null ? "null" : typeof targets}`}.`,
        'Give a list such as ["Root/Production"], or an iterator.',
      );
    }
    return targets as readonly AttachmentTarget[];
  }
}

const MAX_NAME = 128;

const PROP_RULES: PropRules<BackupPolicyProps> = {
  ...RESOURCE_PROP_RULES,
  name: "text",
  description: "text",
  content: "any",
  tags: "any",
  targets: "any",
  skipDestroy: "boolean-token",
};
