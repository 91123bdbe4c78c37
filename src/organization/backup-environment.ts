import { coverageOf, placeKey } from "./place";
import type { AskedPlace, Place } from "./place";

/** AWS Backup Vault Lock; retention in days. */
export interface VaultLock {
  readonly minimumDays?: number;
  readonly maximumDays?: number;
  /** True in compliance mode: no user can remove the lock once its grace period is over. */
  readonly compliance: boolean;
  /** True if only apply knows what it requires at least, or its mode. */
  readonly isOpen?: true;
}

export interface BackupVault {
  readonly name: string;
  readonly place: Place;
  readonly isAirGapped: boolean;
  /** Undefined if the vault has no lock; see `completeness` for locks that the source does not show. */
  readonly lock: VaultLock | undefined;
  /** By id or alias; undefined if the source does not show it. */
  readonly kmsKeyArn?: string;
  /** Where the vault is declared or read: a resource address, a construct path, a file. */
  readonly origin: string;
}

/** The key of a vault that is created without one: AWS Backup's own, which AWS manages. */
export const DEFAULT_VAULT_KEY = "alias/aws/backup";

export interface BackupRole {
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly name: string;
  /** IAM has no Regions: the place has none. */
  readonly place: Place;
  /** Whether backup.amazonaws.com may assume the role; undefined if the trust policy is not known. */
  readonly trustsBackup: boolean | undefined;
  readonly origin: string;
}

/** `UpdateGlobalSettings`: one map for the organization, set in the management account. */
export interface GlobalSettings {
  /** As the API spells them: `isCrossAccountBackupEnabled` is `"true"` or `"false"`. */
  readonly values: ReadonlyMap<string, string>;
  readonly origin: string;
}

/** `UpdateRegionSettings` of one account and Region. */
export interface RegionSettings {
  readonly place: Place;
  /** By resource type: whether AWS Backup protects it; `unknown` if only apply tells. */
  readonly optIn: ReadonlyMap<string, boolean | "unknown">;
  /** By resource type: whether AWS Backup manages its backups fully. */
  readonly management: ReadonlyMap<string, boolean>;
  readonly origin: string;
}

/**
 * What a missing entry means. `complete`: it does not exist. `declared`: the code creates no such thing,
 * which may exist nevertheless. `partial`: part of the code could not be read, so that it may create it too.
 */
export type Completeness = "complete" | "declared" | "partial";

export interface BackupEnvironmentData {
  readonly vaults: readonly BackupVault[];
  readonly roles: readonly BackupRole[];
  /** Undefined if the source does not show them. */
  readonly globalSettings: GlobalSettings | undefined;
  readonly regionSettings: readonly RegionSettings[];
  readonly completeness: {
    readonly vaults: Completeness;
    readonly locks: Completeness;
    readonly roles: Completeness;
    readonly regionSettings: Completeness;
  };
}

/**
 * An answer about the environment. `undeclared`: the given code does not create it, which says nothing of
 * what exists. `unknown`: the source cannot tell; `candidates` are things that it may be.
 */
export type Known<T> =
  | { readonly kind: "exists"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "undeclared" }
  | { readonly kind: "unknown"; readonly candidates: readonly T[] };

/** What backups need besides policies: vaults, roles and settings, by account and Region. Immutable. */
export class BackupEnvironment {
  /** Nothing is known. */
  static readonly UNKNOWN = new BackupEnvironment({
    vaults: [],
    roles: [],
    globalSettings: undefined,
    regionSettings: [],
    completeness: { vaults: "partial", locks: "partial", roles: "partial", regionSettings: "partial" },
  });

  private readonly vaultsByName: ReadonlyMap<string, readonly BackupVault[]>;
  private readonly rolesByName: ReadonlyMap<string, readonly BackupRole[]>;

  constructor(readonly data: BackupEnvironmentData) {
    this.vaultsByName = grouped(data.vaults, ({ name }) => name);
    this.rolesByName = grouped(data.roles, roleNameWithPath);
  }

  /** What else another source says exists; what both have is as this one has it. */
  with(other: BackupEnvironment | undefined): BackupEnvironment {
    if (other === undefined) {
      return this;
    }
    const vaults = new Map([...other.vaults, ...this.vaults].map((vault) => [vaultKey(vault), vault]));
    const roles = new Map([...other.roles, ...this.roles].map((role) => [roleKey(role), role]));
    return new BackupEnvironment({
      ...this.data,
      vaults: [...vaults.values()],
      roles: [...roles.values()],
    });
  }

  /** With the settings of another source. */
  withSettings({
    data: { globalSettings, regionSettings, completeness },
  }: BackupEnvironment): BackupEnvironment {
    return new BackupEnvironment({
      ...this.data,
      globalSettings,
      regionSettings,
      completeness: { ...this.data.completeness, regionSettings: completeness.regionSettings },
    });
  }

  get vaults(): readonly BackupVault[] {
    return this.data.vaults;
  }

  get roles(): readonly BackupRole[] {
    return this.data.roles;
  }

  get globalSettings(): GlobalSettings | undefined {
    return this.data.globalSettings;
  }

  /** The vaults of a name, in every account and Region. */
  vaultsNamed(name: string): readonly BackupVault[] {
    return this.vaultsByName.get(name) ?? [];
  }

  /** @param name with its path, without the leading slash: `service-role/AWSBackupDefaultServiceRole` */
  rolesNamed(name: string): readonly BackupRole[] {
    return this.rolesByName.get(name) ?? [];
  }

  vault(name: string, asked: AskedPlace): Known<BackupVault> {
    return answer(this.vaultsNamed(name), asked, this.data.completeness.vaults, true);
  }

  /** @param name as for {@link rolesNamed} */
  role(name: string, asked: AskedPlace): Known<BackupRole> {
    return answer(this.rolesNamed(name), asked, this.data.completeness.roles, false);
  }

  regionSettings(asked: AskedPlace): Known<RegionSettings> {
    return answer(this.data.regionSettings, asked, this.data.completeness.regionSettings, true);
  }

  /** Undefined if not known. */
  globalSetting(name: string): string | undefined {
    return this.data.globalSettings?.values.get(name);
  }
}

/** As policies name a role behind `:role/`: `service-role/AWSBackupDefaultServiceRole`. */
export function roleNameWithPath({ path, name }: Pick<BackupRole, "path" | "name">): string {
  return `${path.replace(/^\//, "")}${name}`;
}

/** Equal for the same vault of two environments. */
export function vaultKey({ name, place }: Pick<BackupVault, "name" | "place">): string {
  return `${placeKey(place)}/${name}`;
}

/** Equal for the same role of two environments. */
export function roleKey(role: Pick<BackupRole, "path" | "name" | "place">): string {
  return `${placeKey(role.place)}/${roleNameWithPath(role)}`;
}

function answer<T extends { readonly place: Place }>(
  things: readonly T[],
  asked: AskedPlace,
  completeness: Completeness,
  isRegional: boolean,
): Known<T> {
  const candidates: T[] = [];
  for (const value of things) {
    const coverage = coverageOf(value.place, asked, isRegional);
    if (coverage === "covers") {
      return { kind: "exists", value };
    }
    if (coverage === "may-cover") {
      candidates.push(value);
    }
  }
  if (candidates.length > 0 || completeness === "partial") {
    return { kind: "unknown", candidates };
  }
  return { kind: completeness === "complete" ? "absent" : "undeclared" };
}

function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [thing]);
    } else {
      group.push(thing);
    }
  }
  return groups;
}
