import type { Call } from "../../change/call";
import type { Change, Step } from "../../change/change";
import type { Identifier } from "../../change/identifier";
import { isKnownIdentifier } from "../../change/identifier";
import type { Organization } from "../../organization/organization";
import { isSamePolicy } from "../../organization/same-policy";
import { unusedAccountId } from "../../organization/unused-account-id";
import type { DeclaredPolicies } from "../../review/change-outcome";
import { compareText } from "../../text/compare-text";
import type { DeclaredPolicy, DeclaredResources, DeclaredUnit, Reference } from "./declared-resources";
import { settingCalls } from "./setting-calls";
import { spelledReference, unknownValues } from "./spelled-reference";

/** What declared code asks AWS to do to the organization that exists. */
export interface DeclaredChange {
  readonly change: Change;
  readonly declared: DeclaredPolicies;
}

/**
 * Turns declared code into calls. Code has no state: a declared thing is the existing one that it imports or
 * that has its name (policy names are unique in an organization; OU names are, below one parent). What the
 * code does not name stays: the code alone does not show whether Terraform manages it.
 */
export function declaredChange(current: Organization, declared: DeclaredResources): DeclaredChange {
  return new ChangeBuilder(current, declared).build();
}

class ChangeBuilder {
  private readonly steps: Step[] = [];
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
  ) {
    const { organization, organizationalUnits } = declared;
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
    const origins = this.declared.policies.map(
      ({ address, origin }) => [this.idByAddress.get(address) ?? address, origin] as const,
    );
    const { organization } = this.declared;
    return {
      change: { steps: this.steps, milestones: [] },
      declared: {
        origins: new Map(origins),
        ...(organization === undefined ? {} : { settingsOrigin: organization.origin }),
        showsDeletions: false,
      },
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
      importId ?? (isKnownIdentifier(parentId) ? this.childNamed(parentId, name) : undefined);
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
        [],
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
      const existing = this.current.account(importId ?? idByName.get(name) ?? "");
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
      const namesake = names.has(name) ? undefined : idByName.get(name);
      names.add(name);
      const id = importId ?? namesake ?? address;
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
      const { address, origin, policy, target, after } = attachment;
      if (policy.kind === "address" && this.declared.otherPolicies?.has(policy.address) === true) {
        continue;
      }
      const [policyId, targetId] = [this.policyIdentifier(policy), this.identifier(target)];
      if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
        declared.add(pairKey(policyId, targetId));
        if (this.isAttached(policyId, targetId)) {
          continue;
        }
      } else if (isKnownIdentifier(policyId)) {
        openPolicies.add(policyId);
      } else {
        hasOpenPolicy = true;
      }
      const waits = [...this.settings, ...this.stepsOf(policy), ...this.stepsOf(target)];
      const earlier = [...after].flatMap((other) => this.attachmentStep(other));
      this.record(address, { operation: "AttachPolicy", policyId, targetId }, origin, [...waits, ...earlier]);
    }
    if (!hasOpenPolicy) {
      this.detachments(declared, openPolicies);
    }
  }

  /** What a declared policy is attached to beyond the code; an attachment that cannot be followed may be it. */
  private detachments(declared: ReadonlySet<string>, openPolicies: ReadonlySet<string>): void {
    const managed = new Map(
      this.declared.policies.map(({ address, origin }) => [this.idByAddress.get(address) ?? address, origin]),
    );
    for (const { targetId, policyIds } of this.current.attachments) {
      for (const policyId of policyIds) {
        const origin = managed.get(policyId);
        if (
          origin !== undefined &&
          !declared.has(pairKey(policyId, targetId)) &&
          !openPolicies.has(policyId)
        ) {
          this.add(
            `detach ${policyId} ${targetId}`,
            { operation: "DetachPolicy", policyId, targetId },
            origin,
            [],
          );
        }
      }
    }
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

function pairKey(policyId: string, targetId: string): string {
  return `${policyId} ${targetId}`;
}
