import type { ResolvedTarget } from "./resolved-target";
import { OrganizationsPolicyAttachment } from "./aws-bindings";
import { constructIdOf } from "./construct-id";
import { dependOnStack } from "./creation-order";
import type { CreationOrder } from "./creation-order";
import { TerraformStack } from "./framework";
import type { Construct } from "./framework";

/** What one policy's attachment to one target is made of. */
export interface AttachmentConfig {
  readonly policyId: string;
  readonly skipDestroy: boolean | undefined;
}

/** An attachment with what the constructs know of it. */
export interface DeclaredTarget {
  readonly target: ResolvedTarget;
  readonly attachment: OrganizationsPolicyAttachment;
  /** The one before it on the same target. */
  readonly previous: OrganizationsPolicyAttachment | undefined;
  /** Its place among all attachments of the app. */
  readonly index: number;
}

/**
 * The attachments of every target of an app, in the order in which they are declared. AWS decides
 * conflicts between policies on one target by attachment order, and has no API that returns that order:
 * each attachment waits for the one before it.
 */
export class AttachmentChain {
  private readonly lastByTarget = new Map<string, OrganizationsPolicyAttachment>();
  private count = 0;

  constructor(private readonly order: CreationOrder) {}

  attach(scope: Construct, target: ResolvedTarget, config: AttachmentConfig): DeclaredTarget {
    const previous = this.lastByTarget.get(target.key);
    const isSameStack = previous !== undefined && TerraformStack.of(previous) === TerraformStack.of(scope);
    const attachment = new OrganizationsPolicyAttachment(scope, constructIdOf(`attachment-${target.label}`), {
      policyId: config.policyId,
      targetId: target.id,
      ...(target.iterator === undefined ? {} : { forEach: target.iterator }),
      ...(config.skipDestroy === undefined ? {} : { skipDestroy: config.skipDestroy }),
    });
    if (previous === undefined) {
      this.order.after(attachment, ["settings", "foundation"]);
    } else if (isSameStack) {
      this.order.after(attachment, [], [previous]);
    } else {
      dependOnStack(attachment, TerraformStack.of(previous), previous);
    }
    this.lastByTarget.set(target.key, attachment);
    this.count += 1;
    return { target, attachment, previous, index: this.count };
  }
}
