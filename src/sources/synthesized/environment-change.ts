import { withoutIndexes } from "../../change/ownership";
import type { StoredOrder } from "../../change/ownership";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Place } from "../../organization/place";
import type { JsonObject } from "../../text/json";
import { textOf } from "../../text/json";
import type { DeclaredResources } from "../declared/declared-resources";
import { leavingAddress, OwnedAddresses } from "../declared/owned-addresses";
import { placeInOrder } from "../declared/place-in-order";
import { statesOfStacks, storedOrder } from "../declared/state-ownership";
import type { ReadState } from "../declared/state-ownership";
import { instancesIn } from "../expression/expression-scope";
import { declaredEnvironment, isOfEnvironment } from "../infrastructure/declared-environment";
import type { CallContext } from "../terraform-plan/calls/call-context";
import { NO_CALLS } from "../terraform-plan/calls/node-calls";
import type { NodeCalls } from "../terraform-plan/calls/node-calls";
import { RESOURCE_CALLS } from "../terraform-plan/calls/resource-calls";
import { stackSetCalls } from "../terraform-plan/calls/stack-set-calls";
import type { OrderedChange } from "../terraform-plan/destroy-order";
import type { PlanResource } from "../terraform-plan/plan-resource";
import { hasCalls, planSteps } from "../terraform-plan/plan-steps";
import { backupInstances } from "./backup-instances";
import { CodePlaces } from "./code-places";
import { isBackupType, plannedActions, replacement } from "./planned-actions";
import type { Block } from "./stack-json";
import type { SynthesizedCode } from "./synthesized-code";

/** What code does to vaults, roles and settings that states show. */
export interface EnvironmentChange {
  readonly before: BackupEnvironment;
  readonly ordered: OrderedChange;
}

const STACK_SET = "aws_cloudformation_stack_set";
/** What the code declares of these is compared with the organization; what leaves the code is destroyed here. */
const DESTROYED_ONLY: ReadonlySet<string> = new Set([
  "aws_organizations_organization",
  "aws_organizations_delegated_administrator",
  "aws_organizations_aws_service_access",
  "aws_organizations_resource_policy",
  "aws_ram_sharing_with_organization",
]);

/** A resource instance of the code, of a state, or of both. */
interface Node {
  readonly resource: PlanResource;
  readonly place: Place;
  /** What decides during apply whether the code has it. */
  readonly decidedBy: string | undefined;
  readonly stored: StoredOrder | undefined;
}

/**
 * What becomes of the vaults, roles and settings of states, and of what else a state shows and no organization
 * file does. What the code declares in a stack without a state is taken to exist.
 */
export function environmentChange(
  code: SynthesizedCode,
  declared: DeclaredResources,
  states: readonly ReadState[],
  rootId: string,
): EnvironmentChange {
  return new ChangeReader(code, declared, states, rootId).read();
}

class ChangeReader {
  private readonly nodes: readonly Node[];
  private readonly plans: ReadonlyMap<string, number>;

  constructor(
    private readonly code: SynthesizedCode,
    inOrganization: DeclaredResources,
    states: readonly ReadState[],
    private readonly rootId: string,
  ) {
    const { stacks, evaluator } = code;
    const blocks = code.blocks.filter(({ type }) => RESOURCE_CALLS.has(type) || isOfEnvironment(type));
    this.plans = new Map(stacks.map(({ name }, index) => [name, index]));
    const instances = blocks.map((block) => [block, evaluator.instances(block)] as const);
    const addresses = new OwnedAddresses(
      inOrganization,
      instances.flatMap(([, each]) => instancesIn(each).map(({ address }) => address)),
      instances.flatMap(([block, each]) =>
        each.kind === "open" ? [[block.address, each.instance.decidedBy ?? ""] as const] : [],
      ),
    );
    const named = statesOfStacks(
      states,
      inOrganization,
      stacks.map(({ name }) => name),
    );
    const exactStacks = new Set(named.map(({ stack }) => stack));
    const stored = named.flatMap(({ stack, resources }) =>
      resources.map(
        (resource) =>
          [
            `${stack}/${resource.deposed === undefined ? resource.address : leavingAddress(resource)}`,
            { ...resource, stack },
          ] as const,
      ),
    );
    const managed = new Map(stored.filter(([, { mode }]) => mode === "managed"));
    const owned = addresses.atNewAddresses(managed, []);
    const byAddress = new Map(code.blocks.map((block) => [block.address, block]));
    const places = new CodePlaces(
      evaluator,
      stored.map(([address, each]) => ({ ...each, block: byAddress.get(withoutIndexes(address)) })),
    );
    const declared = backupInstances(blocks, evaluator, (reference) =>
      reference === "root" ? rootId : textOf(owned.get(reference.address)?.values.id),
    );
    const inCode = new Map(declared.map((instance) => [instance.address, instance]));
    this.nodes = [...new Set([...inCode.keys(), ...owned.keys()])].flatMap((address) => {
      const [instance, state] = [inCode.get(address), owned.get(address)];
      const block = instance?.block ?? byAddress.get(withoutIndexes(address));
      const type = instance?.block.type ?? state?.type ?? "";
      const stack = instance?.block.stack.name ?? state?.stack ?? "";
      const decidedBy = instance?.decidedBy ?? addresses.decidedBy(address);
      const after = instance?.values;
      // Nothing shows what is there in a stack without a state: what it declares.
      const before = state?.values ?? (exactStacks.has(stack) ? undefined : after);
      const values = after ?? before ?? {};
      return [
        {
          resource: this.resource(address, stack, type, before, after, block, state?.isTainted),
          place:
            block === undefined || !isOfEnvironment(type)
              ? places.ofValues(before ?? {})
              : places.of(block, values, before),
          decidedBy,
          stored: state === undefined ? undefined : storedOrder(stack, state),
        },
      ];
    });
  }

  read(): EnvironmentChange {
    const [before, after] = [
      declaredEnvironment(this.placed((resource) => resource.before)),
      declaredEnvironment(this.placed(({ after: values }) => values)),
    ];
    const { dependencies } = this.code;
    const planned = this.nodes.map(({ resource, place, decidedBy, stored }) => ({
      resource,
      decidedBy,
      calls: this.calls(resource, place, before, after),
      stored,
      stateDependencies:
        stored === undefined
          ? []
          : [...stored.dependsOn, ...dependencies.allBefore(withoutIndexes(resource.key))],
    }));
    const { change, nodes } = planSteps(
      planned.filter(({ calls }) => hasCalls(calls)),
      this.edges(),
      new Map(),
    );
    const byKey = new Map(planned.map((node) => [node.resource.key, node]));
    return {
      before,
      ordered: {
        change: {
          ...change,
          steps: change.steps.map((step) => {
            const decidedBy = byKey.get(step.origin)?.decidedBy;
            return decidedBy === undefined ? step : { ...step, decidedBy };
          }),
        },
        nodes: nodes.map((node) => {
          const { resource, stored } = byKey.get(node.key) ?? {};
          const endsLast = node.endsLast || (resource?.after === undefined && stored?.endsLast === true);
          return { ...node, endsLast, ...placeInOrder(node.key) };
        }),
      },
    };
  }

  private resource(
    address: string,
    stack: string,
    type: string,
    before: JsonObject | undefined,
    after: JsonObject | undefined,
    block: Block | undefined,
    isTainted = false,
  ): PlanResource {
    const local = address.slice(stack.length + 1);
    const isCreatedFirst = block !== undefined && this.code.createdFirst.has(block.address);
    const actions = isBackupType(type)
      ? isTainted && after !== undefined
        ? replacement(isCreatedFirst)
        : plannedActions(type, before, after, block?.values.lifecycle, isCreatedFirst)
      : after === undefined || isOtherRegistration(type, before, after)
        ? ["delete"]
        : ["no-op"];
    return {
      plan: this.planOf(stack),
      address: local,
      key: address,
      modules: [],
      mode: "managed",
      type,
      name: withoutIndexes(local).slice(type.length + 1),
      index: undefined,
      deposed: undefined,
      actions,
      before,
      after,
      unknown: {},
      importId: undefined,
    };
  }

  private placed(
    valuesOf: (resource: PlanResource) => JsonObject | undefined,
  ): Parameters<typeof declaredEnvironment>[0] {
    return this.nodes.flatMap(({ resource, place, decidedBy }) => {
      const values = valuesOf(resource);
      return values === undefined
        ? []
        : [
            {
              type: resource.type,
              values,
              place,
              origin: resource.key,
              // What a state shows is there.
              ...(values === resource.after ? { decidedBy } : {}),
            },
          ];
    });
  }

  private calls(
    resource: PlanResource,
    place: Place,
    before: BackupEnvironment,
    after: BackupEnvironment,
  ): NodeCalls {
    const { type, key } = resource;
    if (type === STACK_SET) {
      const { destroy, apply } = stackSetCalls(key, before, after);
      return { destroy: destroy.map((call) => ({ call })), apply: apply.map((call) => ({ call })) };
    }
    if (!isBackupType(type) && !DESTROYED_ONLY.has(type)) {
      return NO_CALLS;
    }
    return RESOURCE_CALLS.get(type)?.(resource, this.context(place)) ?? NO_CALLS;
  }

  private context(place: Place): CallContext {
    return {
      identifier: (resource, argument) => textOf(resource.before?.[argument]) ?? "",
      idOfNew: ({ key }) => key,
      sentence: () => "",
      leavesOut: (resource, argument) =>
        resource.after !== undefined && (resource.after[argument] ?? null) === null,
      content: () => ({ kind: "unknown", reference: "" }),
      place: () => place,
      rootId: this.rootId,
    };
  }

  /** The order of plans knows each stack by a number. */
  private planOf(stack: string): number {
    return this.plans.get(stack) ?? -1;
  }

  /** What each block waits for, as the order of plans names blocks. */
  private edges(): ReadonlyMap<string, readonly string[]> {
    const { blocks, dependencies } = this.code;
    const nodeOf = (address: string): string => {
      const [stack = "", ...rest] = address.split("/");
      return `${this.planOf(stack)} ${rest.join("/")}`;
    };
    const before = dependencies.nearestBefore(blocks);
    return new Map(
      blocks.map(({ address }) => [nodeOf(address), [...(before.get(address) ?? [])].map(nodeOf)]),
    );
  }
}

/** An administrator that changes is deregistered. */
function isOtherRegistration(type: string, before: JsonObject | undefined, after: JsonObject): boolean {
  const differs = (argument: string): boolean =>
    before !== undefined &&
    textOf(after[argument])?.includes("${") === false &&
    before[argument] !== after[argument];
  return (
    (type === "aws_organizations_delegated_administrator" &&
      (differs("account_id") || differs("service_principal"))) ||
    (type === "aws_organizations_aws_service_access" && differs("service_principal"))
  );
}
