import type { OptInSettings } from "../../capabilities/opt-in";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";

/** The opt-in settings of the management account by Region, as far as they are known: those of a plan count before a snapshot's. */
export function optInSettings(
  organization: Organization,
  environment: BackupEnvironment | undefined,
): ReadonlyMap<string, NonNullable<OptInSettings>> {
  const { managementAccountId, optIn = {} } = organization.settings;
  const found = new Map<string, NonNullable<OptInSettings>>(Object.entries(optIn));
  for (const { place } of environment?.data.regionSettings ?? []) {
    const { region } = place;
    const settings =
      region === undefined || managementAccountId === undefined
        ? undefined
        : environment?.regionSettings({
            accountId: managementAccountId,
            region,
            lineage: organization.lineage(managementAccountId).map(({ id }) => id),
            isManagementAccount: true,
          });
    if (region !== undefined && settings?.kind === "exists") {
      found.set(region, { ...found.get(region), ...Object.fromEntries(settings.value.optIn) });
    }
  }
  return found;
}
