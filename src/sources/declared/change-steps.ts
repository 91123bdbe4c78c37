import type { Call } from "../../change/call";
import type { Step } from "../../change/change";
import type { Identifier } from "../../change/identifier";
import { isKnownIdentifier } from "../../change/identifier";
import { withoutIndexes } from "../../change/ownership";
import type { Ownership } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import { DETACH_TOLERATES } from "../terraform-plan/calls/attachment-calls";
import type { DeclaredResources, Reference } from "./declared-resources";
import { OrderedNodes } from "./ordered-nodes";
import { withOpenInstances } from "./open-instances";
import { OwnedThings } from "./owned-things";
import { spelledReference } from "./spelled-reference";
import { addAll } from "../../text/add-all";

/** Where a step comes from, and what decides during apply whether it is made. */
export interface StepSource {
  readonly origin: string;
  readonly decidedBy?: string | undefined;
  /** Addresses of what is created earlier, without what those wait for in turn. */
  readonly after?: ReadonlySet<string>;
}

/** The step that detaches what leaves an address. */
export function leaveId(address: string): string {
  return `${address} leave`;
}

/** The step that destroys what leaves an address. */
export function destroyId(address: string): string {
  return `delete ${address}`;
}

/** The steps of a declared change so far, and what is known by them of declared addresses. */
export class ChangeSteps {
  readonly steps: Step[] = [];
  readonly owned: OwnedThings;
  readonly nodes: OrderedNodes;
  /** The code, with the instances that Terraform manages of blocks whose instances only apply knows. */
  readonly declared: DeclaredResources;
  readonly idByAddress = new Map<string, string>();
  /** The last step of each declared thing: what refers to it waits for that. */
  readonly stepByAddress = new Map<string, string>();
  private readonly afterByAddress: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly newIds = new Set<string>();
  private readonly unitIdsByName: ReadonlyMap<string, string>;

  constructor(
    readonly current: Organization,
    code: DeclaredResources,
    ownership: Ownership | undefined,
  ) {
    this.owned = new OwnedThings(current, code, ownership);
    this.declared = withOpenInstances(code, this.owned);
    const { organization, organizationalUnits, accounts, policies, attachments } = this.declared;
    const { delegatedAdministrators } = this.declared;
    const declared = [
      ...(organization === undefined ? [] : [organization]),
      ...organizationalUnits,
      ...accounts,
      ...policies,
      ...attachments,
    ];
    this.afterByAddress = new Map(
      [...declared, ...delegatedAdministrators].flatMap(({ address, after }) =>
        address === undefined || after === undefined ? [] : [[address, after]],
      ),
    );
    this.nodes = new OrderedNodes(current, this.owned, declared, this.afterByAddress);
    this.unitIdsByName = new Map(
      current.organizationalUnits.toReversed().map(({ id, name, parentId }) => [`${parentId}/${name}`, id]),
    );
  }

  /** @param address where Terraform has the attachment, if it is known */
  detach(
    id: string,
    policyId: string,
    targetId: string,
    { origin, decidedBy }: StepSource,
    address?: string,
  ): void {
    if (this.isAttached(policyId, targetId)) {
      this.destroy(id, { operation: "DetachPolicy", policyId, targetId }, { origin, decidedBy }, [], address);
    }
  }

  destroy(
    id: string,
    call: Call,
    source: StepSource,
    after: readonly string[],
    address: string | undefined,
  ): void {
    this.add(id, call, source, after);
    if (address !== undefined) {
      this.nodes.destroyedBy(address, id);
    }
  }

  isAttached(policyId: string, targetId: string): boolean {
    return this.current.attached(targetId).policies.some(({ id }) => id === policyId);
  }

  policyIdentifier(reference: Reference): Identifier {
    const policyId = this.identifier(reference);
    const isKnown =
      !isKnownIdentifier(policyId) ||
      this.current.policy(policyId) !== undefined ||
      this.newIds.has(policyId);
    // A policy that the organization file does not show may be a backup policy that is newer than it.
    return isKnown ? policyId : { candidates: undefined, expression: policyId };
  }

  identifier(reference: Reference): Identifier {
    return this.resolve(reference) ?? { candidates: undefined, expression: spelledReference(reference) };
  }

  private resolve(reference: Reference): string | undefined {
    switch (reference.kind) {
      case "id":
        return reference.id;
      case "address":
        return this.idByAddress.get(reference.address) ?? this.onlyInstance(reference.address);
      case "root":
        return this.current.root.id;
      case "child": {
        const parentId = this.resolve(reference.parent);
        return parentId === undefined ? undefined : this.childNamed(parentId, reference.name);
      }
      case "unknown":
        return undefined;
    }
  }

  /** A block that names what it makes makes one thing at most, whatever its key. */
  private onlyInstance(address: string): string | undefined {
    const block = withoutIndexes(address);
    const isNamed = [...this.declared.policies, ...this.declared.organizationalUnits].some(
      (declared) => declared.address === block && !declared.name.includes("${"),
    );
    return isNamed ? this.idByAddress.get(block) : undefined;
  }

  childNamed(parentId: string, name: string): string | undefined {
    return this.unitIdsByName.get(`${parentId}/${name}`);
  }

  stepsOf(reference: Reference): readonly string[] {
    const step = reference.kind === "address" ? this.stepByAddress.get(reference.address) : undefined;
    return step === undefined ? [] : [step];
  }

  record(address: string, call: Call, source: StepSource, after: readonly string[], id = address): void {
    if ("id" in call) {
      this.newIds.add(call.id);
    }
    const previous = this.stepByAddress.get(address);
    const earlier = previous === undefined ? this.earlierSteps(source.after) : [previous];
    this.stepByAddress.set(address, this.add(id, call, source, [...after, ...earlier]));
    this.nodes.appliedBy(address, id);
  }

  /** The nearest steps: what exists already has none, and passes on what it waited for. */
  private earlierSteps(after: ReadonlySet<string> | undefined): ReadonlySet<string> {
    const steps = new Set<string>();
    const seen = new Set<string>();
    const open = [...(after ?? [])];
    for (let address = open.pop(); address !== undefined; address = open.pop()) {
      const step = this.stepByAddress.get(address);
      if (step !== undefined) {
        steps.add(step);
      } else if (!seen.has(address)) {
        seen.add(address);
        addAll(open, this.afterByAddress.get(address) ?? []);
      }
    }
    return steps;
  }

  add(id: string, call: Call, { origin, decidedBy }: StepSource, after: readonly string[]): string {
    this.steps.push({
      id,
      call,
      origin,
      after: [...new Set(after)],
      ...(call.operation === "DetachPolicy" ? { tolerates: DETACH_TOLERATES } : {}),
      ...(decidedBy === undefined ? {} : { decidedBy }),
    });
    return id;
  }
}
