import { getOrAdd } from "../../text/get-or-add";
import type { Call } from "../../change/call";
import { NO_CHANGE, together } from "../../change/change";
import type { Change, Step } from "../../change/change";
import { isKnownIdentifier } from "../../change/identifier";
import type { OwnedResources, Ownership } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import { isSamePolicy } from "../../organization/same-policy";
import { unusedAccountIds } from "../../organization/unused-account-ids";
import type { DeclaredPolicies } from "../../review/change-outcome";
import { compareText } from "../../text/compare-text";
import { inDestroyOrder } from "../terraform-plan/destroy-order";
import type { OrderedChange } from "../terraform-plan/destroy-order";
import { addAttachments } from "./add-attachments";
import { addDestructions, clearedOf } from "./add-destructions";
import { ChangeSteps } from "./change-steps";
import { isIgnored } from "./declared-resources";
import type { DeclaredPolicy, DeclaredResources, DeclaredUnit, Reference } from "./declared-resources";
import type { OwnedThings } from "./owned-things";
import { settingCalls } from "./setting-calls";
import { spelledReference, unknownValues } from "./spelled-reference";

/** What declared code asks AWS to do to the existing organization. */
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
  return declaredChangeBeside(undefined, current, declared, ownership);
}

/** As {@link declaredChange}, with what else the code changes. */
export function declaredChangeBeside(
  beside: OrderedChange | undefined,
  current: Organization,
  declared: DeclaredResources,
  ownership: Ownership | undefined,
): DeclaredChange {
  const builder = new ChangeBuilder(current, declared, ownership);
  return builder.build(beside ?? { change: NO_CHANGE, nodes: [] });
}

/** What exists of declared code, by address: what it manages once it was applied. */
export function existingResources(current: Organization, declared: DeclaredResources): OwnedResources {
  return new ChangeBuilder(current, declared, undefined).existing();
}

class ChangeBuilder {
  private readonly change: ChangeSteps;
  private readonly owned: OwnedThings;
  private readonly idByAddress: Map<string, string>;
  private readonly settings: readonly string[];
  private readonly unitAddresses: ReadonlySet<string>;
  private readonly declared: DeclaredResources;

  constructor(
    private readonly current: Organization,
    code: DeclaredResources,
    private readonly ownership: Ownership | undefined,
  ) {
    this.change = new ChangeSteps(current, code, ownership);
    this.declared = this.change.declared;
    const { organization, organizationalUnits } = this.declared;
    this.owned = this.change.owned;
    this.idByAddress = this.change.idByAddress;
    this.unitAddresses = new Set(organizationalUnits.map(({ address }) => address));
    const origin = organization?.origin ?? "";
    this.settings = settingCalls(current.settings, this.declared).map((call, index) => {
      const id = `settings ${index}`;
      this.change.record(organization?.address ?? origin, call, { ...organization, origin }, [], id);
      return id;
    });
  }

  build(beside: OrderedChange): DeclaredChange {
    this.units();
    this.accounts();
    this.policies();
    addAttachments(this.change, this.settings);
    this.administrators();
    const milestones = addDestructions(this.change);
    const own: OrderedChange = {
      change: { steps: this.change.steps.map((step) => this.afterDestruction(step)), milestones },
      nodes: this.change.nodes.all(),
    };
    const origins = this.declared.policies.map(
      ({ address, origin }) => [this.idByAddress.get(address) ?? address, origin] as const,
    );
    const { organization } = this.declared;
    return {
      change: inDestroyOrder({
        change: together(own.change, beside.change),
        nodes: [...own.nodes, ...beside.nodes],
      }),
      declared: {
        origins: new Map(origins),
        ...(organization === undefined ? {} : { settingsOrigin: organization.origin }),
        ...ownershipFact(this.ownership),
      },
    };
  }

  /** Terraform moves an account that it manages once the OU that it was in is destroyed: a state says so itself. */
  private afterDestruction(step: Step): Step {
    const { call } = step;
    const [address] = step.id.split(" move");
    const isStored = this.change.nodes.isStored(address ?? "");
    if (call.operation !== "MoveAccount" || !isKnownIdentifier(call.accountId) || isStored) {
      return step;
    }
    const parentId = this.current.account(call.accountId)?.parentId;
    const ended = this.change.steps.flatMap(({ id, call: other }) =>
      other.operation === "DeleteOrganizationalUnit" && other.unitId === parentId ? [id] : [],
    );
    return ended.length === 0 ? step : { ...step, after: [...step.after, ...ended] };
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
      const [policyId, targetId] = [this.change.identifier(policy), this.change.identifier(target)];
      return isKnownIdentifier(policyId) &&
        isKnownIdentifier(targetId) &&
        this.change.isAttached(policyId, targetId)
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
    const left = new Set(this.declared.organizationalUnits);
    const below = new Map<string, DeclaredUnit[]>();
    for (const unit of left) {
      if (unit.parent.kind === "address") {
        getOrAdd(below, unit.parent.address, () => []).push(unit);
      }
    }
    let ready = [...left].filter(({ parent }) => !this.isWaiting(parent));
    while (left.size > 0) {
      // A circle, which Terraform refuses, is cut: its parents stay unknown.
      ready = ready.length === 0 ? [...left] : ready;
      for (const unit of ready) {
        if (left.delete(unit)) {
          this.unit(unit);
        }
      }
      ready = ready.flatMap(({ address }) => below.get(address) ?? []).filter((unit) => left.has(unit));
    }
  }

  private isWaiting(reference: Reference): boolean {
    return (
      reference.kind === "address" &&
      !this.idByAddress.has(reference.address) &&
      this.unitAddresses.has(reference.address)
    );
  }

  private unit(unit: DeclaredUnit): void {
    const { address, name, parent } = unit;
    const parentId = this.change.identifier(parent);
    const after = this.change.stepsOf(parent);
    const existingId =
      this.owned.unitAt(address) ??
      (isKnownIdentifier(parentId) && !this.owned.isExact(address)
        ? this.change.childNamed(parentId, name)
        : undefined);
    const existing = existingId === undefined ? undefined : this.current.target(existingId);
    if (existing === undefined) {
      const id = existingId ?? address;
      this.idByAddress.set(address, id);
      this.change.record(address, { operation: "CreateOrganizationalUnit", id, name, parentId }, unit, after);
      return;
    }
    this.idByAddress.set(address, existing.id);
    if (existing.parentId !== parentId && !isIgnored(unit, "parent_id")) {
      // The parent forces replacement.
      this.idByAddress.set(address, address);
      const deleted: Call = { operation: "DeleteOrganizationalUnit", unitId: existing.id };
      const cleared = this.change.nodes.isStored(address) ? [] : [clearedOf(existing.id)];
      this.change.destroy(`${address} delete`, deleted, unit, cleared, address);
      const created: Call = { operation: "CreateOrganizationalUnit", id: address, name, parentId };
      this.change.record(address, created, unit, after);
    } else if (existing.name !== name && !isIgnored(unit, "name")) {
      this.change.record(
        address,
        { operation: "UpdateOrganizationalUnit", unitId: existing.id, name },
        unit,
        after,
      );
    }
  }

  private accounts(): void {
    this.accountIds();
    for (const declared of this.declared.accounts) {
      const { address, name, parent } = declared;
      const id = this.idByAddress.get(address) ?? address;
      const existing = this.current.account(id);
      if (existing === undefined) {
        this.change.record(address, { operation: "CreateAccount", id, name }, declared, []);
      }
      const destinationParentId = parent === undefined ? undefined : this.change.identifier(parent);
      const parentId = existing?.parentId ?? this.current.root.id;
      const stays = existing !== undefined && isIgnored(declared, "parent_id");
      if (
        parent !== undefined &&
        destinationParentId !== undefined &&
        destinationParentId !== parentId &&
        !stays
      ) {
        const move: Call = { operation: "MoveAccount", accountId: id, destinationParentId };
        this.change.record(address, move, declared, this.change.stepsOf(parent), `${address} move`);
      }
    }
  }

  /** A new account has no id before apply: it gets one that no account has, the same from any source. */
  private accountIds(): void {
    const used = new Set(this.current.accounts.map(({ id }) => id));
    const nextId = unusedAccountIds((candidate) => used.has(candidate));
    const idByName = new Map(this.current.accounts.toReversed().map(({ id, name }) => [name, id]));
    for (const { address, name } of this.declared.accounts.toSorted((one, other) =>
      compareText(one.name, other.name),
    )) {
      const namesake = this.owned.isExact(address) ? undefined : idByName.get(name);
      const ownId = this.owned.accountAt(address);
      const existing = this.current.account(ownId ?? namesake ?? "");
      const id = existing?.id ?? ownId ?? nextId();
      used.add(id);
      this.idByAddress.set(address, id);
    }
  }

  private policies(): void {
    const idByName = new Map(this.current.policies.map(({ id, name }) => [name, id]));
    const names = new Set<string>();
    for (const declared of this.declared.policies) {
      const { address, name } = declared;
      // AWS allows one policy of a name: the second one is created, and refused.
      const found = names.has(name) || this.owned.isExact(address) ? undefined : idByName.get(name);
      const namesake = found === undefined || this.owned.isLeaving(found) ? undefined : found;
      names.add(name);
      const id = this.owned.policyAt(address) ?? namesake ?? address;
      this.idByAddress.set(address, id);
      this.policy(id, declared);
    }
  }

  private policy(id: string, declared: DeclaredPolicy): void {
    const { address, name, description, content } = declared;
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
      this.change.record(address, { ...call, ...more }, declared, []);
      return;
    }
    const known = {
      id,
      name: isIgnored(declared, "name") ? existing.name : name,
      content: isIgnored(declared, "content") ? existing.content : written,
    };
    const described = isIgnored(declared, "description") ? {} : more;
    const isDescribed = described.description === undefined || description === existing.description;
    if (!isSamePolicy(existing, known) || !isDescribed) {
      const call = {
        operation: "UpdatePolicy",
        policyId: id,
        name: known.name,
        ...(isIgnored(declared, "content") ? {} : { content: written }),
        ...described,
      } as const;
      this.change.record(address, call, declared, []);
    }
  }

  private administrators(): void {
    for (const { account, servicePrincipal, address, after } of this.declared.delegatedAdministrators) {
      const accountId = this.change.identifier(account);
      const isRegistered = this.current.settings.delegatedAdministrators?.some(
        (known) => known.accountId === accountId && known.servicePrincipals.includes(servicePrincipal),
      );
      if (isRegistered !== true) {
        const call: Call = { operation: "RegisterDelegatedAdministrator", accountId, servicePrincipal };
        const id = `administrator ${spelledReference(account)} ${servicePrincipal}`;
        const settings = after === undefined ? this.settings : [];
        const source = { origin: spelledReference(account), ...(after === undefined ? {} : { after }) };
        this.change.record(address ?? id, call, source, [...settings, ...this.change.stepsOf(account)], id);
      }
    }
  }
}

function ownershipFact(ownership: Ownership | undefined): Pick<DeclaredPolicies, "ownership"> {
  return { ownership: ownership ?? { by: "policy", source: { kind: "none" }, policyIds: new Set() } };
}
