import { withoutIndexes } from "../../change/ownership";
import type {
  OwnedAccount,
  OwnedAttachment,
  OwnedPolicy,
  OwnedResources,
  Ownership,
} from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import type { DeclaredResources } from "./declared-resources";

const NOTHING: OwnedResources = {
  policies: new Map(),
  attachments: new Map(),
  organizationalUnits: new Map(),
  accounts: new Map(),
  exactStacks: new Set(),
};

/** What Terraform manages, at the addresses that the code has for it now. */
export class OwnedThings {
  readonly attachments: ReadonlyMap<string, OwnedAttachment>;
  private readonly policies: ReadonlyMap<string, OwnedPolicy>;
  private readonly units: ReadonlyMap<string, string>;
  private readonly accounts: ReadonlyMap<string, OwnedAccount>;
  private readonly exactStacks: ReadonlySet<string>;
  private readonly declaredAddresses: ReadonlySet<string>;

  constructor(
    private readonly current: Organization,
    private readonly declared: DeclaredResources,
    private readonly ownership: Ownership | undefined,
  ) {
    const resources = ownership?.by === "address" ? ownership.resources : NOTHING;
    this.policies = this.atNewAddresses(resources.policies);
    this.units = this.atNewAddresses(resources.organizationalUnits);
    this.accounts = this.atNewAddresses(resources.accounts);
    // Attachments of other types of policies are of no interest, and the organization does not show those.
    const ofBackup = [...resources.attachments].filter(([, { policyId }]) => current.policy(policyId));
    this.attachments = this.atNewAddresses(new Map(ofBackup));
    this.exactStacks = resources.exactStacks;
    this.declaredAddresses = new Set(
      [
        ...declared.policies,
        ...declared.attachments,
        ...declared.organizationalUnits,
        ...declared.accounts,
      ].map(({ address }) => address),
    );
  }

  /** The policy that Terraform has at an address, if it still exists. */
  policyAt(address: string): string | undefined {
    const { id } = this.policies.get(address) ?? {};
    return id !== undefined && this.current.policy(id) !== undefined ? id : undefined;
  }

  unitAt(address: string): string | undefined {
    return this.units.get(address);
  }

  accountAt(address: string): string | undefined {
    return this.accounts.get(address)?.id;
  }

  /** Whether Terraform creates what is declared at an address, unless it manages it there already. */
  isExact(address: string): boolean {
    return this.exactStacks.has(stackOf(address));
  }

  /** Whether Terraform manages a policy at an address that the code does not have any more. */
  isLeaving(policyId: string): boolean {
    return this.leavingPolicies(new Set()).some(
      ({ id, address }) => id === policyId && address !== undefined,
    );
  }

  /**
   * Policies that are destroyed.
   *
   * @param declaredIds what the code declares: a policy that is managed at no known address is kept by its name
   */
  leavingPolicies(
    declaredIds: ReadonlySet<string>,
  ): readonly { readonly address: string | undefined; readonly id: string }[] {
    const atAddresses = [...this.policies].flatMap(([address, { id, skipsDestroy }]) =>
      this.isDeclared(address) || skipsDestroy || this.current.policy(id) === undefined
        ? []
        : [{ address, id }],
    );
    const known = new Set([...this.policies.values()].map(({ id }) => id));
    const elsewhere = [...(this.ownership?.policyIds ?? [])]
      .filter((id) => !known.has(id) && !declaredIds.has(id) && this.current.policy(id) !== undefined)
      .map((id) => ({ address: undefined, id }));
    return [...atAddresses, ...elsewhere];
  }

  /** Attachments at addresses that the code does not have any more. */
  leavingAttachments(): readonly (OwnedAttachment & { readonly address: string })[] {
    return [...this.attachments]
      .map(([address, attachment]) => ({ address, ...attachment }))
      .filter(({ address, skipsDestroy }) => !this.isDeclared(address) && !skipsDestroy);
  }

  leavingUnits(): readonly { readonly address: string; readonly id: string }[] {
    return [...this.units].flatMap(([address, id]) =>
      this.isDeclared(address) || !this.isExact(address) ? [] : [{ address, id }],
    );
  }

  leavingAccounts(): readonly (OwnedAccount & { readonly address: string })[] {
    return [...this.accounts].flatMap(([address, account]) =>
      this.isDeclared(address) || !this.isExact(address) ? [] : [{ address, ...account }],
    );
  }

  /** Which instances a block with `count` or `for_each` keeps is not followed: they stay. */
  private isDeclared(address: string): boolean {
    return this.declaredAddresses.has(address) || this.declaredAddresses.has(withoutIndexes(address));
  }

  private atNewAddresses<T>(owned: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    const { moved = new Map<string, string>(), forgotten = new Set<string>() } = this.declared;
    const target = (address: string, trail: readonly string[]): string => {
      const next = moved.get(address);
      return next === undefined || trail.includes(next) ? address : target(next, [...trail, address]);
    };
    return new Map(
      [...owned]
        .filter(([address]) => !forgotten.has(address))
        .map(([address, value]) => [target(address, []), value]),
    );
  }
}

/** `stack/type.name` */
function stackOf(address: string): string {
  return address.slice(0, address.indexOf("/"));
}
