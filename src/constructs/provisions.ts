import { BackupEnvironment } from "../organization/backup-environment";
import type { BackupVault } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import { EVERY_REGION } from "../organization/place";
import type { PlaceAccounts } from "../organization/place";
import type { IConstruct } from "./framework";
import { knownText } from "./late-value";

/** In which accounts something exists. */
export type Where =
  | { readonly kind: "management" }
  | { readonly kind: "account"; readonly id: string }
  /** Every account below the targets but the management account, which no stack set reaches. */
  | { readonly kind: "members"; readonly targets: readonly MemberTarget[] }
  | { readonly kind: "everywhere" }
  /** An account that only Terraform knows. */
  | { readonly kind: "unknown" };

/** A root or OU that a stack set deploys to. */
export interface MemberTarget {
  /** The id in the organization file, if the target is in it. */
  readonly knownId: string | undefined;
  readonly name: string;
}

interface Provision {
  /** The path of the construct that creates it, or where it is declared as existing. */
  readonly origin: string;
  /** Undefined if only Terraform knows it: then no policy is known to name it. */
  readonly name: string | undefined;
  readonly where: Where;
}

/** A role that exists once the code is applied. */
export interface RoleProvision extends Provision {
  /** Undefined if only Terraform knows it. */
  readonly path: string | undefined;
}

/** A vault that exists once the code is applied. */
export interface VaultProvision extends Provision, Pick<BackupVault, "isAirGapped" | "lock"> {
  /** Undefined if it exists in every Region. */
  readonly regions: readonly (string | undefined)[] | undefined;
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
      vaults: this.vaults.flatMap(({ where, name, regions = [EVERY_REGION], ...vault }) =>
        name === undefined
          ? []
          : regions.map((region) => ({
              ...vault,
              name,
              place: { accounts: accountsOf(where, organization), region },
            })),
      ),
      roles: this.roles.flatMap(({ where, name, path, ...role }) =>
        name === undefined || path === undefined
          ? []
          : [
              {
                ...role,
                name,
                path,
                place: { accounts: accountsOf(where, organization), region: undefined },
                trustsBackup: true,
              },
            ],
      ),
      globalSettings: undefined,
      regionSettings: [],
      completeness: { vaults: "complete", locks: "complete", roles: "complete", regionSettings: "partial" },
    });
  }
}

/** An account, or the management account. */
export function whereOf(construct: IConstruct, accountId: string | undefined): Where {
  if (accountId === undefined) {
    return { kind: "management" };
  }
  const id = knownText(construct, accountId);
  return id === undefined ? { kind: "unknown" } : { kind: "account", id };
}

function accountsOf(where: Where, organization: Organization | undefined): PlaceAccounts {
  if (organization === undefined) {
    return { kind: "all" };
  }
  const { managementAccountId } = organization.settings;
  switch (where.kind) {
    case "everywhere":
      return { kind: "all" };
    case "unknown":
      return { kind: "unknown" };
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
