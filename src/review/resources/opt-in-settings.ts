import type { OptInSettings } from "../../capabilities/opt-in";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";

/** The opt-in settings of the management account by Region, as far as they are known. */
export function optInSettings(
  organization: Organization,
  environment: BackupEnvironment | undefined,
): ReadonlyMap<string, NonNullable<OptInSettings>> {
  const { managementAccountId } = organization.settings;
  const found = new Map<string, NonNullable<OptInSettings>>();
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
      found.set(region, Object.fromEntries(settings.value.optIn));
    }
  }
  return found;
}
