import { BackupEnvironment } from "../organization/backup-environment";
import type { BackupVault } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import { EVERY_REGION } from "../organization/place";
import type { PlaceAccounts } from "../organization/place";

/** In which accounts something exists. */
export type Where =
  | { readonly kind: "management" }
  | { readonly kind: "account"; readonly id: string }
  /** Every account below the targets but the management account, which no stack set reaches. */
  | { readonly kind: "members"; readonly targets: readonly MemberTarget[] }
  | { readonly kind: "everywhere" };

/** A root or OU that a stack set deploys to. */
export interface MemberTarget {
  /** The id in the organization file, if the target is in it. */
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
export interface VaultProvision extends Provision, Pick<BackupVault, "isAirGapped" | "lock"> {
  /** Undefined if it exists in every Region. */
  readonly regions: readonly string[] | undefined;
}

/** The roles and vaults that the app creates or declares as existing. */
export class Provisions {
  private readonly roles: RoleProvision[] = [];
  private readonly vaults: VaultProvision[] = [];

  get isEmpty(): boolean {
    return this.roles.length === 0 && this.vaults.length === 0;
  }

  addRole(role: RoleProvision): void {
    this.roles.push(role);
  }

  addVault(vault: VaultProvision): void {
    this.vaults.push(vault);
  }

  /**
   * The environment once the code is applied. Nothing else exists: the app declares what others create.
   *
   * @param organization undefined if it is not known; everything then counts as existing in every account
   */
  environment(organization: Organization | undefined): BackupEnvironment {
    return new BackupEnvironment({
      vaults: this.vaults.flatMap(({ where, regions = [EVERY_REGION], ...vault }) =>
        regions.map((region) => ({ ...vault, place: { accounts: accountsOf(where, organization), region } })),
      ),
      roles: this.roles.map(({ where, ...role }) => ({
        ...role,
        place: { accounts: accountsOf(where, organization), region: undefined },
        trustsBackup: undefined,
      })),
      globalSettings: undefined,
      regionSettings: [],
      completeness: { vaults: "complete", locks: "complete", roles: "complete", regionSettings: "partial" },
    });
  }
}

function accountsOf(where: Where, organization: Organization | undefined): PlaceAccounts {
  if (organization === undefined) {
    return { kind: "all" };
  }
  const { managementAccountId } = organization.settings;
  switch (where.kind) {
    case "everywhere":
      return { kind: "all" };
    case "account":
      return { kind: "account", accountId: where.id };
    case "management":
      return managementAccountId === undefined
        ? { kind: "unknown" }
        : { kind: "account", accountId: managementAccountId };
    case "members":
      return {
        kind: "members",
        targetIds: where.targets.map(({ knownId, name }) => knownId ?? idAt(name, organization)),
      };
  }
}

/** An OU that the code creates has no id before apply: the organization after the change has one for it. */
function idAt(path: string, organization: Organization): string {
  return organization.organizationalUnits.find(({ id }) => organization.path(id) === path)?.id ?? path;
}
