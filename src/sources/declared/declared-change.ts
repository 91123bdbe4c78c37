import type { Call } from "../../change/call";
import type { Change, Milestone, Step } from "../../change/change";
import type { Identifier } from "../../change/identifier";
import { isKnownIdentifier } from "../../change/identifier";
import type { OwnedResources, Ownership } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import { isSamePolicy } from "../../organization/same-policy";
import { unusedAccountId } from "../../organization/unused-account-id";
import type { DeclaredPolicies } from "../../review/change-outcome";
import { compareText } from "../../text/compare-text";
import type {
  DeclaredAttachment,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredUnit,
  Reference,
} from "./declared-resources";
import { OwnedThings } from "./owned-things";
import { settingCalls } from "./setting-calls";
import { spelledReference, unknownValues } from "./spelled-reference";

/** What declared code asks AWS to do to the organization that exists. */
export interface DeclaredChange {
  readonly change: Change;
  readonly declared: DeclaredPolicies;
}

/**
 * Turns declared code into calls. A declared thing is the existing one that Terraform manages at its address,
 * that it imports, or that has its name (policy names are unique in an organization; OU names are, below one
 * parent). What Terraform manages and the code does not declare is destroyed; everything else stays.
 *
 * @param ownership what Terraform manages; undefined if that is not known
 */
export function declaredChange(
  current: Organization,
  declared: DeclaredResources,
  ownership?: Ownership,
): DeclaredChange {
  return new ChangeBuilder(current, declared, ownership).build();
}

/** What exists of declared code, by address: what it manages once it was applied. */
export function existingResources(current: Organization, declared: DeclaredResources): OwnedResources {
  return new ChangeBuilder(current, declared, undefined).existing();
}

class ChangeBuilder {
  private readonly steps: Step[] = [];
  private readonly milestones: Milestone[] = [];
  private readonly owned: OwnedThings;
  private readonly idByAddress = new Map<string, string>();
  /** The last step of each declared thing: what refers to it waits for that. */
  private readonly stepByAddress = new Map<string, string>();
  private readonly settings: readonly string[];
  private readonly newIds = new Set<string>();
  private readonly unitAddresses: ReadonlySet<string>;
  private readonly unitIdsByName: ReadonlyMap<string, string>;

  constructor(
    private readonly current: Organization,
    private readonly declared: DeclaredResources,
    private readonly ownership: Ownership | undefined,
  ) {
    const { organization, organizationalUnits } = declared;
    this.owned = new OwnedThings(current, declared, ownership);
    this.unitAddresses = new Set(organizationalUnits.map(({ address }) => address));
    this.unitIdsByName = new Map(
      current.organizationalUnits.toReversed().map(({ id, name, parentId }) => [`${parentId}/${name}`, id]),
    );
    const origin = organization?.origin ?? "";
    this.settings = settingCalls(current.settings, declared).map((call, index, all) =>
      this.add(
        `settings ${index}`,
        call,
        origin,
        all[index - 1] === undefined ? [] : [`settings ${index - 1}`],
      ),
    );
  }

  build(): DeclaredChange {
    this.units();
    this.accounts();
    this.policies();
    this.attachments();
    this.administrators();
    this.destructions();
    const origins = this.declared.policies.map(
      ({ address, origin }) => [this.idByAddress.get(address) ?? address, origin] as const,
    );
    const { organization } = this.declared;
    return {
      change: { steps: this.steps, milestones: this.milestones },
      declared: {
        origins: new Map(origins),
        ...(organization === undefined ? {} : { settingsOrigin: organization.origin }),
        ...ownershipFact(this.ownership),
      },
    };
  }

  existing(): OwnedResources {
    this.units();
    this.accounts();
    this.policies();
    const exists = (id: string): boolean => this.current.policy(id) !== undefined;
    const policies = this.declared.policies.flatMap(({ address, skipsDestroy = false }) => {
      const id = this.idByAddress.get(address) ?? address;
      return exists(id) ? [[address, { id, skipsDestroy }] as const] : [];
    });
    const attachments = this.declared.attachments.flatMap((attachment) => {
      const { address, policy, target, skipsDestroy = false } = attachment;
      const [policyId, targetId] = [this.identifier(policy), this.identifier(target)];
      return isKnownIdentifier(policyId) && isKnownIdentifier(targetId) && this.isAttached(policyId, targetId)
        ? [[address, { policyId, targetId, skipsDestroy }] as const]
        : [];
    });
    const units = this.declared.organizationalUnits.flatMap(({ address }) => {
      const id = this.idByAddress.get(address);
      return id !== undefined && this.current.target(id) !== undefined ? [[address, id] as const] : [];
    });
    return {
      policies: new Map(policies),
      attachments: new Map(attachments),
      organizationalUnits: new Map(units),
      accounts: new Map(),
      exactStacks: new Set(),
    };
  }

  /** An OU can be found once its parent is: level by level. */
  private units(): void {
    let waiting = this.declared.organizationalUnits;
    while (waiting.length > 0) {
      const later = waiting.filter(({ parent }) => this.isWaiting(parent));
      // A circle, which Terraform refuses, is cut: its parents stay unknown.
      const ready =
        later.length === waiting.length ? waiting : waiting.filter(({ parent }) => !this.isWaiting(parent));
      ready.forEach((unit) => this.unit(unit));
      waiting = ready === waiting ? [] : later;
    }
  }

  private isWaiting(reference: Reference): boolean {
    return (
      reference.kind === "address" &&
      !this.idByAddress.has(reference.address) &&
      this.unitAddresses.has(reference.address)
    );
  }

  private unit({ address, origin, importId, name, parent }: DeclaredUnit): void {
    const parentId = this.identifier(parent);
    const after = this.stepsOf(parent);
    const existingId =
      importId ??
      this.owned.unitAt(address) ??
      (isKnownIdentifier(parentId) && !this.owned.isExact(address)
        ? this.childNamed(parentId, name)
        : undefined);
    const existing = existingId === undefined ? undefined : this.current.target(existingId);
    if (existing === undefined) {
      const id = existingId ?? address;
      this.idByAddress.set(address, id);
      this.record(address, { operation: "CreateOrganizationalUnit", id, name, parentId }, origin, after);
      return;
    }
    this.idByAddress.set(address, existing.id);
    if (existing.parentId !== parentId) {
      // The parent forces replacement.
      this.idByAddress.set(address, address);
      const deleted = this.add(
        `${address} delete`,
        { operation: "DeleteOrganizationalUnit", unitId: existing.id },
        origin,
        [detachedFrom(existing.id)],
      );
      const created: Call = { operation: "CreateOrganizationalUnit", id: address, name, parentId };
      this.record(address, created, origin, [...after, deleted]);
    } else if (existing.name !== name) {
      this.record(
        address,
        { operation: "UpdateOrganizationalUnit", unitId: existing.id, name },
        origin,
        after,
      );
    }
  }

  private accounts(): void {
    const used = new Set(this.current.accounts.map(({ id }) => id));
    const idByName = new Map(this.current.accounts.toReversed().map(({ id, name }) => [name, id]));
    // A new account has no id before apply: it gets one that no account has, the same from any source.
    for (const declared of this.declared.accounts.toSorted((one, other) =>
      compareText(one.name, other.name),
    )) {
      const { address, origin, importId, name, parent } = declared;
      const namesake = this.owned.isExact(address) ? undefined : idByName.get(name);
      const existing = this.current.account(importId ?? this.owned.accountAt(address) ?? namesake ?? "");
      const id = existing?.id ?? importId ?? unusedAccountId((candidate) => used.has(candidate));
      used.add(id);
      this.idByAddress.set(address, id);
      if (existing === undefined) {
        this.record(address, { operation: "CreateAccount", id, name }, origin, []);
      }
      const destinationParentId = parent === undefined ? undefined : this.identifier(parent);
      const parentId = existing?.parentId ?? this.current.root.id;
      if (parent !== undefined && destinationParentId !== undefined && destinationParentId !== parentId) {
        const created = this.stepByAddress.get(address);
        const after = [...(created === undefined ? [] : [created]), ...this.stepsOf(parent)];
        const move: Call = { operation: "MoveAccount", accountId: id, destinationParentId };
        this.stepByAddress.set(address, this.add(`${address} move`, move, origin, after));
      }
    }
  }

  private policies(): void {
    const idByName = new Map(this.current.policies.map(({ id, name }) => [name, id]));
    const names = new Set<string>();
    for (const declared of this.declared.policies) {
      const { address, importId, name } = declared;
      // AWS allows one policy of a name: the second one is created, and refused.
      const found = names.has(name) || this.owned.isExact(address) ? undefined : idByName.get(name);
      const namesake = found === undefined || this.owned.isLeaving(found) ? undefined : found;
      names.add(name);
      const id = importId ?? this.owned.policyAt(address) ?? namesake ?? address;
      this.idByAddress.set(address, id);
      this.policy(id, declared);
    }
  }

  private policy(id: string, { address, origin, name, description, content }: DeclaredPolicy): void {
    const existing = this.current.policy(id);
    const written =
      content.kind === "known"
        ? content
        : { kind: "unknown" as const, reference: unknownValues(content.reference) };
    const more = description === undefined ? {} : { description };
    if (existing === undefined) {
      const call = {
        operation: "CreatePolicy",
        id,
        name,
        policyType: "BACKUP_POLICY",
        content: written,
      } as const;
      this.record(address, { ...call, ...more }, origin, []);
      return;
    }
    const isSame = isSamePolicy(existing, { id, name, content: written });
    if (!isSame || (description !== undefined && description !== existing.description)) {
      const call = { operation: "UpdatePolicy", policyId: id, name, content: written } as const;
      this.record(address, { ...call, ...more }, origin, []);
    }
  }

  private attachments(): void {
    const declared = new Set<string>();
    const openPolicies = new Set<string>();
    let hasOpenPolicy = false;
    for (const attachment of this.declared.attachments) {
      const { policy, target } = attachment;
      if (policy.kind === "address" && this.declared.otherPolicies?.has(policy.address) === true) {
        continue;
      }
      const [policyId, targetId] = [this.policyIdentifier(policy), this.identifier(target)];
      if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
        declared.add(pairKey(policyId, targetId));
      } else if (isKnownIdentifier(policyId)) {
        openPolicies.add(policyId);
      } else {
        hasOpenPolicy = true;
      }
      this.attachment(attachment, policyId, targetId);
    }
    this.owned.leavingAttachments().forEach(({ address, policyId, targetId }) => {
      this.detach(`${address} detach`, policyId, targetId, address);
    });
    if (!hasOpenPolicy) {
      this.detachments(declared, openPolicies);
    }
  }

  /** Its policy or its target forces replacement. */
  private attachment(attachment: DeclaredAttachment, policyId: Identifier, targetId: Identifier): void {
    const { address, origin, policy, target, after } = attachment;
    const owned = this.owned.attachments.get(address);
    const earlier = [...after].flatMap((other) => this.attachmentStep(other));
    const waits = [...this.settings, ...this.stepsOf(policy), ...this.stepsOf(target), ...earlier];
    if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
      const isSame = owned?.policyId === policyId && owned.targetId === targetId;
      const isKept = isSame || (owned === undefined && !this.isCreated(address, policyId, targetId));
      if (isKept && this.isAttached(policyId, targetId)) {
        return;
      }
      if (owned !== undefined && !isSame) {
        waits.push(...this.detach(`${address} detach`, owned.policyId, owned.targetId, origin));
      }
    }
    this.record(address, { operation: "AttachPolicy", policyId, targetId }, origin, waits);
  }

  /** Whether Terraform asks AWS for an attachment even though it exists. */
  private isCreated(address: string, policyId: string, targetId: string): boolean {
    return (
      this.owned.isExact(address) ||
      this.owned
        .leavingAttachments()
        .some((leaving) => leaving.policyId === policyId && leaving.targetId === targetId)
    );
  }

  private detach(id: string, policyId: string, targetId: string, origin: string): readonly string[] {
    return this.isAttached(policyId, targetId)
      ? [this.add(id, { operation: "DetachPolicy", policyId, targetId }, origin, [])]
      : [];
  }

  /**
   * What a declared policy is attached to beyond the code, unless it is known which attachments Terraform
   * manages; an attachment that cannot be followed may be it.
   */
  private detachments(declared: ReadonlySet<string>, openPolicies: ReadonlySet<string>): void {
    const managed = new Map(
      this.declared.policies
        .filter(({ address }) => this.owned.policyAt(address) === undefined)
        .map(({ address, origin }) => [this.idByAddress.get(address) ?? address, origin]),
    );
    for (const { targetId, policyIds } of this.current.attachments) {
      for (const policyId of policyIds) {
        const origin = managed.get(policyId);
        if (
          origin !== undefined &&
          !declared.has(pairKey(policyId, targetId)) &&
          !openPolicies.has(policyId)
        ) {
          this.detach(`detach ${policyId} ${targetId}`, policyId, targetId, origin);
        }
      }
    }
  }

  /** What Terraform manages and the code does not declare; what depends on a thing is destroyed before it. */
  private destructions(): void {
    const declaredIds = new Set(
      this.declared.policies.map(({ address }) => this.idByAddress.get(address) ?? address),
    );
    for (const { address, id } of this.owned.leavingPolicies(declaredIds)) {
      const origin = address ?? JSON.stringify(this.current.policy(id)?.name ?? id);
      if (address === undefined) {
        for (const { targetId, policyIds } of this.current.attachments) {
          if (policyIds.includes(id)) {
            this.detach(`detach ${id} ${targetId}`, id, targetId, origin);
          }
        }
      }
      const detached = this.detachSteps((call) => call.policyId === id);
      this.add(`delete ${origin}`, { operation: "DeletePolicy", policyId: id }, origin, detached);
    }
    const removed = this.owned.leavingAccounts().map(({ address, id, closes }) => {
      const operation = closes ? "CloseAccount" : "RemoveAccountFromOrganization";
      return this.add(`delete ${address}`, { operation, accountId: id }, address, []);
    });
    const units = this.owned.leavingUnits();
    const leaving = new Map(units.map(({ address, id }) => [id, `delete ${address}`]));
    for (const { address, id } of units) {
      const children = this.current.organizationalUnits.flatMap((unit) =>
        unit.parentId === id ? (leaving.get(unit.id) ?? []) : [],
      );
      const call: Call = { operation: "DeleteOrganizationalUnit", unitId: id };
      this.add(`delete ${address}`, call, address, [...removed, ...children, detachedFrom(id)]);
    }
    for (const { call } of this.steps) {
      if (call.operation === "DeleteOrganizationalUnit" && isKnownIdentifier(call.unitId)) {
        const { unitId } = call;
        const after = this.detachSteps(({ targetId }) => targetId === unitId);
        this.milestones.push({ id: detachedFrom(unitId), after });
      }
    }
  }

  private detachSteps(
    isMeant: (call: Extract<Call, { operation: "DetachPolicy" }>) => boolean,
  ): readonly string[] {
    return this.steps.flatMap(({ id, call }) =>
      call.operation === "DetachPolicy" && isMeant(call) ? [id] : [],
    );
  }

  private administrators(): void {
    for (const { account, servicePrincipal } of this.declared.delegatedAdministrators) {
      const accountId = this.identifier(account);
      const isRegistered = this.current.settings.delegatedAdministrators?.some(
        (known) => known.accountId === accountId && known.servicePrincipals.includes(servicePrincipal),
      );
      if (isRegistered !== true) {
        const call: Call = { operation: "RegisterDelegatedAdministrator", accountId, servicePrincipal };
        const id = `administrator ${spelledReference(account)} ${servicePrincipal}`;
        this.add(id, call, spelledReference(account), [...this.settings, ...this.stepsOf(account)]);
      }
    }
  }

  private isAttached(policyId: string, targetId: string): boolean {
    return this.current.attached(targetId).policies.some(({ id }) => id === policyId);
  }

  /** Attachments that exist already are created earlier than any new one. */
  private attachmentStep(address: string): readonly string[] {
    const step = this.stepByAddress.get(address);
    return step === undefined ? [] : [step];
  }

  private policyIdentifier(reference: Reference): Identifier {
    const policyId = this.identifier(reference);
    const isKnown =
      !isKnownIdentifier(policyId) ||
      this.current.policy(policyId) !== undefined ||
      this.newIds.has(policyId);
    // A policy that the organization file does not show may be a backup policy that is newer than it.
    return isKnown ? policyId : { candidates: undefined, expression: policyId };
  }

  private identifier(reference: Reference): Identifier {
    return this.resolve(reference) ?? { candidates: undefined, expression: spelledReference(reference) };
  }

  private resolve(reference: Reference): string | undefined {
    switch (reference.kind) {
      case "id":
        return reference.id;
      case "address":
        return this.idByAddress.get(reference.address);
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

  private childNamed(parentId: string, name: string): string | undefined {
    return this.unitIdsByName.get(`${parentId}/${name}`);
  }

  private stepsOf(reference: Reference): readonly string[] {
    const step = reference.kind === "address" ? this.stepByAddress.get(reference.address) : undefined;
    return step === undefined ? [] : [step];
  }

  private record(address: string, call: Call, origin: string, after: readonly string[]): void {
    if ("id" in call) {
      this.newIds.add(call.id);
    }
    this.stepByAddress.set(address, this.add(address, call, origin, after));
  }

  private add(id: string, call: Call, origin: string, after: readonly string[]): string {
    this.steps.push({ id, call, origin, after: [...new Set(after)] });
    return id;
  }
}

function ownershipFact(ownership: Ownership | undefined): Pick<DeclaredPolicies, "ownership"> {
  return { ownership: ownership ?? { by: "policy", source: { kind: "none" }, policyIds: new Set() } };
}

/** Reached once no policy that leaves an OU is attached to it. */
function detachedFrom(unitId: string): string {
  return `detached ${unitId}`;
}

function pairKey(policyId: string, targetId: string): string {
  return `${policyId} ${targetId}`;
}
