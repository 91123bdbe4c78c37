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

/** What the constructs of one organization know of each other, across stacks: those of the app, as a rule. */
export class AppRegistry {
  private constructor(
    /** Undefined for the registry of the whole app. */
    readonly name: string | undefined,
  ) {}

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
    const owner = construct.node.scopes.toReversed().find((scope) => registries.has(scope));
    return registries.get(owner ?? root) ?? AppRegistry.at(root, undefined);
  }

  /**
   * A registry for everything in a scope, apart from the rest of the app.
   *
   * @param name tells the scope's files from those of the app
   */
  static at(scope: IConstruct, name: string | undefined): AppRegistry {
    const registry = new AppRegistry(name);
    registries.set(scope, registry);
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
