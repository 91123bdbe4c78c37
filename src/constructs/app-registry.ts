import type { Organization } from "../organization/organization";
import { AttachmentChain } from "./attachment-chain";
import { AttachmentTargets } from "./attachment-target";
import { CreationOrder } from "./creation-order";
import type { Acknowledgement } from "../review/acknowledgement";
import type { IConstruct } from "./framework";
import { Provisions } from "./provisions";
import type { RegisteredAccess, RegisteredDelegation, RegisteredPolicy } from "./registered";

/** How the app is checked when it is synthesized. */
export interface SynthesisSettings {
  /** The construct that says so. */
  readonly where: string;
  readonly at: Date | undefined;
  readonly acknowledge: readonly Acknowledgement[];
}

const registries = new WeakMap<IConstruct, AppRegistry>();

/** What the constructs of one app know of each other, across stacks. */
export class AppRegistry {
  readonly order = new CreationOrder();
  readonly chain = new AttachmentChain(this.order);
  readonly targets = new AttachmentTargets();
  readonly provisions = new Provisions();
  /** By name, in the order of declaration. */
  readonly policies = new Map<string, RegisteredPolicy>();
  organization: Organization | undefined;
  /** The id by which the app signs its policies. */
  owner: string | undefined;
  settings: SynthesisSettings | undefined;
  access: RegisteredAccess | undefined;
  /** The constructs that register a delegated administrator for AWS Backup. */
  readonly delegations: RegisteredDelegation[] = [];
  /** Services that constructs of the app need trusted access for. */
  readonly neededServices = new Set<string>();
  private readonly checks = new Set<IConstruct>();
  private checkedContents = "";

  /** The registry of the app that a construct belongs to. */
  static of(construct: IConstruct): AppRegistry {
    const { root } = construct.node;
    let registry = registries.get(root);
    if (registry === undefined) {
      registry = new AppRegistry();
      registries.set(root, registry);
    }
    return registry;
  }

  /**
   * Whether a check has to look at the app: the first one of a synthesis does for all stacks, a later one if
   * an Aspect has changed a policy since.
   */
  needsCheck(check: IConstruct): boolean {
    const isFirst = this.checks.size === 0 || this.checks.has(check);
    if (isFirst) {
      this.checks.clear();
    }
    this.checks.add(check);
    const contents = JSON.stringify([...this.policies.values()].map(({ content }) => content.text));
    const isChanged = contents !== this.checkedContents;
    this.checkedContents = contents;
    return isFirst || isChanged;
  }

  /** Needs trusted access for a service, wherever and whenever the app declares it. */
  needService(principal: string): void {
    this.neededServices.add(principal);
    this.access?.addServicePrincipal(principal);
  }
}
