import type {
  OwnedAccount,
  OwnedAttachment,
  OwnedPolicy,
  OwnedResources,
  Ownership,
  StoredOrder,
} from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import { once } from "../../text/once";
import type { DeclaredResources } from "./declared-resources";
import { OwnedAddresses } from "./owned-addresses";

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
  readonly policies: ReadonlyMap<string, OwnedPolicy>;
  readonly units: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, OwnedAccount>;
  /** What a state says of the order of destructions. */
  readonly stored: ReadonlyMap<string, StoredOrder>;
  private readonly exactStacks: ReadonlySet<string>;
  private readonly addresses: OwnedAddresses;
  private readonly leavingIds = once(
    () =>
      new Set(
        this.leavingPolicies(new Set()).flatMap(({ id, address }) => (address === undefined ? [] : [id])),
      ),
  );

  constructor(
    private readonly current: Organization,
    private readonly declared: DeclaredResources,
    private readonly ownership: Ownership | undefined,
  ) {
    const resources = ownership?.by === "address" ? ownership.resources : NOTHING;
    const { policies, attachments, organizationalUnits, accounts, open } = declared;
    this.addresses = new OwnedAddresses(
      declared,
      [...policies, ...attachments, ...organizationalUnits, ...accounts].map(({ address }) => address),
      [open?.policies, open?.attachments, open?.organizationalUnits, open?.accounts].flatMap((blocks) =>
        [...(blocks ?? [])].map(([block, { decidedBy }]) => [block, decidedBy] as const),
      ),
    );
    const imported = (type: string): readonly (readonly [string, string])[] =>
      [...(declared.imports ?? [])].filter(([address]) => address.includes(`/${type}.`));
    this.policies = this.addresses.atNewAddresses(
      resources.policies,
      imported("aws_organizations_policy").map(([address, id]) => [address, { id, skipsDestroy: false }]),
    );
    this.units = this.addresses.atNewAddresses(
      resources.organizationalUnits,
      imported("aws_organizations_organizational_unit"),
    );
    this.accounts = this.addresses.atNewAddresses(
      resources.accounts,
      imported("aws_organizations_account").map(([address, id]) => [address, { id, closes: false }]),
    );
    // Attachments of other types of policies are of no interest, and the organization does not show those.
    const ofBackup = [...resources.attachments].filter(([, { policyId }]) => current.policy(policyId));
    this.attachments = this.addresses.atNewAddresses(
      new Map(ofBackup),
      imported("aws_organizations_policy_attachment").flatMap(([address, id]) => {
        const [targetId, policyId] = id.split(":");
        return targetId === undefined || policyId === undefined
          ? []
          : [[address, { policyId, targetId, skipsDestroy: false }]];
      }),
    );
    this.stored = this.addresses.atNewAddresses(resources.stored ?? new Map<string, StoredOrder>(), []);
    this.exactStacks = resources.exactStacks;
  }

  /** The policy that Terraform has at an address. */
  policyAt(address: string): string | undefined {
    return this.policies.get(address)?.id;
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

  /** Whether Terraform manages a policy at an address that the code no longer has. */
  isLeaving(policyId: string): boolean {
    return this.leavingIds().has(policyId);
  }

  /**
   * Policies that are destroyed, or may be.
   *
   * @param declaredIds what the code declares: a policy that is managed at no known address is kept by its name
   */
  leavingPolicies(declaredIds: ReadonlySet<string>): readonly LeavingPolicy[] {
    const exists = (id: string): boolean => this.current.policy(id) !== undefined;
    const atAddresses = this.leaving(this.policies).filter(
      ({ id, skipsDestroy }) => !skipsDestroy && exists(id),
    );
    const known = new Set([...this.policies.values()].map(({ id }) => id));
    const isElsewhere = (id: string): boolean => !known.has(id) && !declaredIds.has(id) && exists(id);
    const elsewhere = new Set([...(this.ownership?.policyIds ?? [])].filter(isElsewhere));
    // A block whose instances only apply knows may still have them.
    const decidedBy = [...(this.declared.open?.policies ?? [])].map(([, block]) => block.decidedBy);
    const { undecided } = this.ownership ?? {};
    const undeclared =
      undecided === undefined
        ? []
        : this.current.policies.filter(({ id }) => isElsewhere(id) && !elsewhere.has(id));
    return [
      ...atAddresses,
      ...[...elsewhere].map((id) => ({ address: undefined, id, ...decided(decidedBy) })),
      ...undeclared.map(({ id }) => ({ address: undefined, id, ...decided(undecided ?? []) })),
    ];
  }

  /** Attachments at addresses that the code no longer has, or may not have. */
  leavingAttachments(): readonly (OwnedAttachment & Leaving)[] {
    return this.leaving(this.attachments).filter(({ skipsDestroy }) => !skipsDestroy);
  }

  leavingUnits(): readonly ({ readonly id: string } & Leaving)[] {
    const units = new Map([...this.units].map(([address, id]) => [address, { id }]));
    return this.leaving(units).filter(({ address }) => this.isExact(address));
  }

  leavingAccounts(): readonly (OwnedAccount & Leaving)[] {
    return this.leaving(this.accounts).filter(({ address }) => this.isExact(address));
  }

  private leaving<T extends object>(owned: ReadonlyMap<string, T>): readonly (T & Leaving)[] {
    return [...owned].flatMap(([address, thing]) => {
      const open = this.addresses.decidedBy(address);
      return this.addresses.isDeclared(address) && open === undefined
        ? []
        : [{ ...thing, address, ...decided(open === undefined ? [] : [open]) }];
    });
  }
}

/** Something at an address that the code no longer has. */
interface Leaving {
  readonly address: string;
  /** What decides during apply whether it leaves; undefined if it does. */
  readonly decidedBy?: string;
}

export interface LeavingPolicy {
  /** Undefined if it is managed at an address that is not known. */
  readonly address: string | undefined;
  readonly id: string;
  readonly decidedBy?: string;
}

function decided(by: readonly string[]): { readonly decidedBy?: string } {
  return by.length === 0 ? {} : { decidedBy: [...new Set(by)].join(" and ") };
}

/** `stack/type.name` */
function stackOf(address: string): string {
  return address.slice(0, address.indexOf("/"));
}
