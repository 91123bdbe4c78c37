import { BackupEnvironment, roleKey, vaultKey } from "../../organization/backup-environment";
import type {
  BackupRole,
  BackupVault,
  GlobalSettings,
  RegionSettings,
} from "../../organization/backup-environment";
import { placeKey } from "../../organization/place";
import type { NamedAt, RoleAt } from "../call";

/** A backup environment while calls are carried out. */
export class EnvironmentDraft {
  private readonly vaults: Map<string, BackupVault>;
  private readonly roles: Map<string, BackupRole>;
  private readonly regions: Map<string, RegionSettings>;
  private global: GlobalSettings | undefined;
  private isChanged = false;

  constructor(private readonly original: BackupEnvironment) {
    const { vaults, roles, regionSettings, globalSettings } = original.data;
    this.vaults = new Map(vaults.map((vault) => [vaultKey(vault), vault]));
    this.roles = new Map(roles.map((role) => [roleKey(role), role]));
    this.regions = new Map(regionSettings.map((settings) => [placeKey(settings.place), settings]));
    this.global = globalSettings;
  }

  vault(vault: NamedAt): BackupVault | undefined {
    return this.vaults.get(vaultKey(vault));
  }

  role(role: RoleAt): BackupRole | undefined {
    return this.roles.get(roleKey(role));
  }

  putVault(vault: BackupVault): void {
    this.isChanged = true;
    this.vaults.set(vaultKey(vault), vault);
  }

  removeVault(vault: NamedAt): void {
    this.isChanged = this.vaults.delete(vaultKey(vault)) || this.isChanged;
  }

  putRole(role: BackupRole): void {
    this.isChanged = true;
    this.roles.set(roleKey(role), role);
  }

  removeRole(role: RoleAt): void {
    this.isChanged = this.roles.delete(roleKey(role)) || this.isChanged;
  }

  mergeGlobalSettings(values: ReadonlyMap<string, string>, origin: string): void {
    this.isChanged = true;
    this.global = { values: new Map([...(this.global?.values ?? []), ...values]), origin };
  }

  mergeRegionSettings({ place, optIn, management, origin }: RegionSettings): void {
    this.isChanged = true;
    const known = this.regions.get(placeKey(place));
    this.regions.set(placeKey(place), {
      place,
      optIn: new Map([...(known?.optIn ?? []), ...optIn]),
      management: new Map([...(known?.management ?? []), ...management]),
      origin,
    });
  }

  /** The same object if nothing was changed. */
  build(): BackupEnvironment {
    return this.isChanged
      ? new BackupEnvironment({
          vaults: [...this.vaults.values()],
          roles: [...this.roles.values()],
          globalSettings: this.global,
          regionSettings: [...this.regions.values()],
          completeness: this.original.data.completeness,
        })
      : this.original;
  }
}
