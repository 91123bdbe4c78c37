import { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { Call } from "./call";
import type { CallDefinition, Known } from "./call-definition";
import { ALL_CALLS } from "./calls/all-calls";
import { refusedForType } from "./calls/attach-policy";
import { needsOrganization, ORGANIZATION_NOT_IN_USE } from "./calls/shared-refusals";
import type { Change, Step } from "./change";
import { KEYS, needs } from "./claim";
import type { Claim } from "./claim";
import { Draft } from "./draft/draft";
import type { OrganizationDraft } from "./draft/organization-draft";
import type { Folded, OpenArgument, OpenCall, RefusedCall, Refusal } from "./folded";
import { isKnownIdentifier } from "./identifier";
import type { Identifier } from "./identifier";
import { openEffect } from "./open-effect";
import { AttachmentOrders } from "./order/attachment-orders";
import { byCallRank } from "./order/call-rank";
import { openOrders } from "./order/open-orders";
import { isStep, StepOrder } from "./order/step-order";
import { Windows } from "./windows";

export interface FoldOptions {
  /** The time of the calls: AWS checks some rules of a policy against it. */
  readonly at: Date;
  /** True if the source shows part of the organization only: what is missing may exist. */
  readonly isPartial?: boolean;
}

/**
 * Carries a change out as AWS would: in an order that respects the partial one, without what AWS refuses and
 * what depends on it. What the order leaves open, or a value that is known only after apply, is told apart.
 */
export function fold(
  organization: Organization,
  environment: BackupEnvironment,
  change: Change,
  { at, isPartial = false }: FoldOptions,
): Folded {
  const draft = new Draft(organization, environment, at, isPartial);
  const order = new StepOrder(change, byCallRank(organization, change.steps));
  const open = openOrders(claimsOf(change.steps, draft), order);
  const run = new Run(
    draft,
    new Windows(change.steps, (first, second) => order.isBefore(first.id, second.id)),
  );
  for (const node of order.sorted) {
    if (isStep(node)) {
      run.step(node);
    } else {
      run.milestone(node.id, node.after);
    }
  }
  const attachmentOrders = run.attachmentOrders.settle(draft, order);
  return {
    organization: draft.organization.build(),
    environment: draft.environment.build(),
    done: run.done,
    refused: run.refused,
    open: run.open,
    windows: run.windows.all(draft.organization),
    openOrders: [...open, ...attachmentOrders],
  };
}

/** Carries calls out one after the other, for a caller who chooses each by what those before it left. */
export class Rehearsal {
  private readonly draft: Draft;

  constructor(organization: Organization, at: Date) {
    this.draft = new Draft(organization, BackupEnvironment.UNKNOWN, at, false);
  }

  /** The organization as the calls so far leave it. */
  get organization(): OrganizationDraft {
    return this.draft.organization;
  }

  /** The calls that AWS refuses: steps that do not wait for one of them are carried out all the same. */
  carryOut(steps: readonly Step[]): readonly RefusedCall[] {
    const run = new Run(this.draft, new Windows(steps, () => true));
    steps.forEach((step) => {
      run.step(step);
    });
    return run.refused;
  }
}

class Run {
  readonly done: Step[] = [];
  readonly refused: (RefusedCall & { readonly dependents: Step[] })[] = [];
  readonly open: OpenCall[] = [];
  readonly attachmentOrders = new AttachmentOrders();
  /** Steps and milestones that do not happen, with the place of the refused call that is to blame. */
  private readonly failed = new Map<string, number>();

  constructor(
    private readonly draft: Draft,
    readonly windows: Windows,
  ) {}

  milestone(id: string, after: readonly string[]): void {
    const cause = this.causeIn(after);
    if (cause !== undefined) {
      this.failed.set(id, cause);
    }
  }

  step(step: Step): void {
    // What may not be depended on at all is no reason for a call not to happen.
    const cause = this.causeIn(step.after.filter((id) => step.afterCandidates?.has(id) !== true));
    if (cause !== undefined) {
      this.refused[cause]?.dependents.push(step);
      this.failed.set(step.id, cause);
      return;
    }
    const unknown = openArguments(step.call);
    const certainRefusal = step.decidedBy === undefined ? refusedForAny(step.call, this.draft) : undefined;
    if (certainRefusal !== undefined) {
      this.refuse(step, certainRefusal);
      return;
    }
    if (isOpen(step)) {
      this.open.push({ step, arguments: unknown });
      openEffect(step, this.draft, () => apply(step.call, this.draft, step.origin));
      return;
    }
    // What is not known is open.
    const call = step.call as Known<Call>;
    if (call.operation === "MoveAccount") {
      this.windows.moving(call.accountId, this.draft.organization, step);
    }
    const refusal = apply(call, this.draft, step.origin);
    if (refusal === undefined) {
      this.done.push(step);
      this.follow(step, call);
    } else if (step.tolerates?.includes(refusal.exception) === true) {
      this.done.push(step);
    } else {
      this.refuse(step, refusal);
    }
  }

  private refuse(step: Step, refusal: Refusal): void {
    this.failed.set(step.id, this.refused.length);
    this.refused.push({ ...refusal, step, dependents: [] });
  }

  private follow(step: Step, call: Known<Call>): void {
    const { organization } = this.draft;
    if (call.operation === "DetachPolicy") {
      this.windows.detached(call.policyId, call.targetId, organization, step);
    } else if (call.operation === "AttachPolicy") {
      this.windows.attached(call.policyId, call.targetId, organization, step);
      this.attachmentOrders.attach(call.policyId, call.targetId, step);
    } else if (call.operation === "MoveAccount") {
      this.windows.moved(call.accountId, organization);
    }
  }

  /** Of several refused calls the earliest one, whatever the order of what depends on them. */
  private causeIn(after: readonly string[]): number | undefined {
    let earliest: number | undefined;
    for (const id of after) {
      const cause = this.failed.get(id);
      earliest = cause === undefined ? earliest : Math.min(cause, earliest ?? cause);
    }
    return earliest;
  }
}

function apply(call: Call, draft: Draft, origin: string): Refusal | undefined {
  const definition = definitionOf(call);
  return !draft.organization.isInUse && needsOrganization(call, definition)
    ? ORGANIZATION_NOT_IN_USE
    : definition.apply(draft, call as Known<Call>, origin);
}

function claimsOf(steps: readonly Step[], draft: Draft): readonly (readonly [Step, readonly Claim[]])[] {
  const { isInUse } = draft.organization;
  return steps.flatMap((step) => {
    if (isOpen(step)) {
      return [];
    }
    const definition = definitionOf(step.call);
    const claims = definition.claims(step.call as Known<Call>, draft).map((claim) => tolerated(step, claim));
    const isWaiting = !isInUse && needsOrganization(step.call, definition);
    return [[step, isWaiting ? [...claims, needs(KEYS.organization, "present", false)] : claims] as const];
  });
}

/** What is detached already needs nothing: the provider takes the refusal for success. */
function tolerated({ call, tolerates = [] }: Step, { needs: needed, ...claim }: Claim): Claim {
  const isNeeded = call.operation !== "DetachPolicy" || !tolerates.includes("PolicyNotAttachedException");
  return isNeeded && needed !== undefined ? { ...claim, needs: needed } : claim;
}

/** Why AWS refuses an attachment whichever of the possible policies it is of. */
function refusedForAny(call: Call, { organization }: Draft): Refusal | undefined {
  if (call.operation !== "AttachPolicy" || isKnownIdentifier(call.policyId)) {
    return undefined;
  }
  const refusals = (call.policyId.candidates ?? []).map((id) => refusedForType(organization, id));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

/** TypeScript cannot see that the definition under a call's operation is the one of the call. */
function definitionOf(call: Call): CallDefinition<Call> {
  return ALL_CALLS[call.operation] as unknown as CallDefinition<Call>;
}

/** Whether apply decides if the call is made, or what it names. */
function isOpen({ call, decidedBy }: Step): boolean {
  return decidedBy !== undefined || openArguments(call).length > 0;
}

const IDENTIFIERS = [
  "policyId",
  "targetId",
  "unitId",
  "accountId",
  "parentId",
  "sourceParentId",
  "destinationParentId",
  "policyType",
  "servicePrincipal",
] as const;

/** The arguments of a call that are known only after apply. */
export function openArguments(call: Call): readonly OpenArgument[] {
  const values = call as Partial<Record<(typeof IDENTIFIERS)[number], Identifier>>;
  return IDENTIFIERS.flatMap((name) => {
    const value = values[name];
    return value === undefined || isKnownIdentifier(value) ? [] : [{ name, ...value }];
  });
}
