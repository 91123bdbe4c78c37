/** In which accounts something exists. */
export type Where =
  | { readonly kind: "management" }
  | { readonly kind: "account"; readonly id: string }
  /** Every account below the targets but the management account, which no stack set reaches. */
  | { readonly kind: "members"; readonly targets: readonly MemberTarget[] }
  | { readonly kind: "everywhere" };

/** A root or OU that a stack set deploys to. */
export interface MemberTarget {
  /** The id in the organization file, where the target is found there. */
  readonly knownId: string | undefined;
  readonly name: string;
}

interface Provision {
  /** The path of the construct that creates it, or where it is declared as existing. */
  readonly origin: string;
  readonly name: string;
  readonly where: Where;
}

/** A role that exists once the code is applied. */
export interface RoleProvision extends Provision {
  readonly path: string;
}

/** A vault that exists once the code is applied. */
export interface VaultProvision extends Provision {
  /** Undefined where it exists in every Region. */
  readonly regions: readonly string[] | undefined;
  /** Retention that a lock allows, in days. */
  readonly retention?: { readonly min: number | undefined; readonly max: number | undefined };
  readonly isLogicallyAirGapped?: boolean;
}

/** The roles and vaults that the app creates or declares as existing. */
export class Provisions {
  readonly roles: RoleProvision[] = [];
  readonly vaults: VaultProvision[] = [];

  get isEmpty(): boolean {
    return this.roles.length === 0 && this.vaults.length === 0;
  }

  /** The same things without regard to accounts. */
  anywhere(): Provisions {
    const all = new Provisions();
    const where = { kind: "everywhere" } as const;
    this.roles.forEach((role) => all.addRole({ ...role, where }));
    this.vaults.forEach((vault) => all.addVault({ ...vault, where }));
    return all;
  }

  addRole(role: RoleProvision): void {
    this.roles.push(role);
  }

  addVault(vault: VaultProvision): void {
    this.vaults.push(vault);
  }
}
