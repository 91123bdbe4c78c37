import type { WrittenContent } from "../../change/call";
import type { Change, Step } from "../../change/change";
import { writtenContent } from "../../change/written-content";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";
import type { DeclaredPolicies, PlacedMessage } from "../../review/change-outcome";
import { textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { PlacedResource } from "../infrastructure/declared-environment";
import { openArguments } from "../synthesized/planned-actions";
import { BACKUP_POLICY_TYPE } from "../synthesized/synthesized";
import { BackupConcern } from "./backup-concern";
import type { CallContext } from "./calls/call-context";
import { NO_CALLS } from "./calls/node-calls";
import type { NodeCalls } from "./calls/node-calls";
import { RESOURCE_CALLS } from "./calls/resource-calls";
import { stackSetCalls } from "./calls/stack-set-calls";
import { inDestroyOrder } from "./destroy-order";
import { KnownLocals } from "./known-locals";
import { newAccountIds } from "./new-account-ids";
import { PlanConfiguration } from "./plan-configuration";
import type { PlanFile } from "./plan-file";
import { PlanIdentifiers } from "./plan-identifiers";
import { hasNewId, PlanInstances } from "./plan-instances";
import { blockOf, configuredEdges } from "./plan-order";
import { PlanPlaces } from "./plan-places";
import { PlanReferences } from "./plan-references";
import { isUnknown } from "./plan-resource";
import type { PlanResource, StateResource } from "./plan-resource";
import { hasCalls, planSteps } from "./plan-steps";
import { StateDependencies } from "./state-dependencies";
import { unreadSteps } from "./unread-changes";

const STACK_SET = "aws_cloudformation_stack_set";

/** What plans and their states say. */
export interface PlansRead {
  readonly plans: readonly PlanFile[];
  readonly resources: readonly PlanResource[];
  readonly states: readonly (readonly StateResource[])[];
}

/** Nothing shows that a deferred call comes to be made. */
function withDeferral(step: Step, reason: string | undefined): Step {
  return reason === undefined ? step : { ...step, decidedBy: `Terraform defers it: ${reason}` };
}

function isChanged({ actions }: PlanResource): boolean {
  return actions.some((action) => action === "create" || action === "update" || action === "delete");
}

/** The calls of plans over the organization that they start from. */
export class PlanChange {
  private readonly managed: readonly PlanResource[];
  private readonly configurations: readonly PlanConfiguration[];
  private readonly references: PlanReferences;
  private readonly identifiers: PlanIdentifiers;
  private readonly places: PlanPlaces;
  private readonly accountIds: ReadonlyMap<PlanResource, string>;
  private readonly concern: BackupConcern;
  private readonly context: CallContext;

  constructor(
    private readonly read: PlansRead,
    organization: Organization,
    isPartial: boolean,
  ) {
    const { plans, resources, states } = read;
    this.managed = resources.filter(({ mode }) => mode === "managed");
    this.configurations = plans.map((plan) => new PlanConfiguration(plan));
    this.references = new PlanReferences(
      this.configurations,
      new PlanInstances(resources),
      new KnownLocals(this.configurations, this.managed),
    );
    this.accountIds = newAccountIds(this.managed, organization);
    this.identifiers = new PlanIdentifiers(
      this.references,
      resources,
      (resource) => this.idOfNew(resource),
      organization.root.id,
    );
    this.places = new PlanPlaces(plans, this.configurations, this.managed, states);
    const newIds = new Set(this.managed.filter(hasNewId).map((resource) => this.idOfNew(resource)));
    this.concern = new BackupConcern(organization, isPartial, newIds, this.managed, states.flat());
    this.context = {
      identifier: (resource, argument, kind) => this.identifiers.of(resource, argument, kind),
      idOfNew: (resource) => this.idOfNew(resource),
      sentence: (resource, argument) => this.references.sentence(resource, argument),
      leavesOut: (resource, argument) => this.references.leavesOut(resource, argument),
      content: (resource, argument) => this.content(resource, argument),
      place: (resource, values) => this.places.of(resource, values),
      rootId: organization.root.id,
    };
  }

  /** @param before the environment before, after what the plans' values make of it: for stack sets */
  change(before: BackupEnvironment, after: BackupEnvironment): Change {
    const edges = configuredEdges(this.configurations);
    const dependencies = new StateDependencies(this.read.states, this.managed, edges);
    const nodes = this.managed.map((resource) => ({
      resource,
      calls: this.calls(resource, before, after),
      stateDependencies: dependencies.of(resource),
    }));
    const blockOfId = new Map(
      this.managed.filter(hasNewId).map((resource) => [this.idOfNew(resource), blockOf(resource)]),
    );
    const { steps, milestones } = inDestroyOrder(
      planSteps(
        nodes.filter(({ resource, calls }) => isChanged(resource) || hasCalls(calls)),
        edges,
        blockOfId,
      ),
    );
    const deferred = new Map(this.managed.map(({ key, deferredFor }) => [key, deferredFor]));
    return {
      steps: [
        ...steps.map((step) => withDeferral(step, deferred.get(step.origin))),
        ...unreadSteps(this.managed),
      ],
      milestones,
    };
  }

  declared(): DeclaredPolicies {
    const kept = this.managed.filter(({ deposed, after }) => deposed === undefined && after !== undefined);
    const settings = kept.find(({ type }) => type === "aws_organizations_organization");
    return {
      origins: new Map(
        kept
          .filter(
            ({ type, after }) => type === "aws_organizations_policy" && after?.type === BACKUP_POLICY_TYPE,
          )
          .map((resource) => [
            hasNewId(resource) ? this.idOfNew(resource) : (textOf(resource.before?.id) ?? resource.key),
            resource.key,
          ]),
      ),
      ...(settings === undefined ? {} : { settingsOrigin: settings.key }),
    };
  }

  /** What could not be followed; to be asked after {@link change}. */
  unresolved(): readonly PlacedMessage[] {
    const open = this.managed
      .filter(({ actions }) => actions.some((action) => action === "create" || action === "update"))
      .flatMap((resource) =>
        openArguments(resource.key, resource.type, resource.after ?? {}, (argument) =>
          this.references.sentence(resource, argument),
        ),
      );
    return [...this.concern.messages(), ...open];
  }

  /** What the plans manage of the backup environment, before and after. */
  placed(): { readonly before: readonly PlacedResource[]; readonly after: readonly PlacedResource[] } {
    const live = this.managed.filter(({ deposed }) => deposed === undefined);
    const unlisted = this.unlisted(live);
    return {
      before: [...live.flatMap((resource) => this.placedAt(resource, resource.before)), ...unlisted],
      after: [
        ...live.flatMap((resource) =>
          // A forgotten vault is still there.
          this.placedAt(
            resource,
            resource.after ?? (resource.actions.includes("forget") ? resource.before : undefined),
          ),
        ),
        ...unlisted,
      ],
    };
  }

  private placedAt(resource: PlanResource, values: JsonObject | undefined): readonly PlacedResource[] {
    if (values === undefined) {
      return [];
    }
    const { type, key } = resource;
    const place = this.places.of(resource, values);
    return [{ type, values: this.withStackSet(resource, values), place, origin: key }];
  }

  /** Plans with -target leave out what they do not touch. */
  private unlisted(live: readonly PlanResource[]): readonly PlacedResource[] {
    const listed = new Set(live.map(({ plan, address }) => `${plan} ${address}`));
    return this.read.states.flatMap((ofPlan, plan) =>
      ofPlan.flatMap(({ mode, type, address, values }) =>
        mode === "data" || address === "" || listed.has(`${plan} ${address}`)
          ? []
          : [{ type, values, place: this.places.ofValues(values), origin: address }],
      ),
    );
  }

  /** Instances of a new stack set name it by reference. */
  private withStackSet(resource: PlanResource, values: JsonObject): JsonObject {
    if (values !== resource.after || !isUnknown(resource, "stack_set_name")) {
      return values;
    }
    const [only, ...more] = this.references.sources(resource, "stack_set_name").instances;
    return only === undefined || more.length > 0 ? values : { ...values, stack_set_name: only.key };
  }

  private calls(resource: PlanResource, before: BackupEnvironment, after: BackupEnvironment): NodeCalls {
    if (resource.type === STACK_SET) {
      const { destroy, apply } = stackSetCalls(resource.key, before, after);
      return { destroy: destroy.map((call) => ({ call })), apply: apply.map((call) => ({ call })) };
    }
    const calls = RESOURCE_CALLS.get(resource.type)?.(resource, this.context) ?? NO_CALLS;
    return { destroy: this.concern.of(calls.destroy), apply: this.concern.of(calls.apply) };
  }

  private idOfNew(resource: PlanResource): string {
    const id = isUnknown(resource, "id") ? undefined : textOf(resource.after?.id);
    return this.accountIds.get(resource) ?? id ?? resource.key;
  }

  private content(resource: PlanResource, argument: string): WrittenContent {
    if (isUnknown(resource, argument)) {
      return { kind: "unknown", reference: this.references.sentence(resource, argument) };
    }
    return writtenContent(textOf(resource.after?.[argument]) ?? "");
  }
}
