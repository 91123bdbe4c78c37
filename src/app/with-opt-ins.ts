import type { BackupEnvironment, RegionSettings } from "../organization/backup-environment";
import { Organization } from "../organization/organization";
import { EVERY_REGION } from "../organization/place";
import { optInsIn } from "../review/recorded-opt-in";
import type { RecordedOptIn } from "../review/recorded-opt-in";
import type { ReadChange } from "./change-request";

/** With the opt-in settings that code or plans have for the management account: they count before recorded ones. */
export function withOptIns(read: ReadChange): ReadChange {
  const { before, after } = read.facts.environment ?? {};
  return { ...read, before: withOptInsOf(read.before, before), after: withOptInsOf(read.after, after) };
}

function withOptInsOf(organization: Organization, environment: BackupEnvironment | undefined): Organization {
  const { settings } = organization;
  const optIn = environment?.data.regionSettings.reduce(
    (known, each) => merged(known, each, settings.managementAccountId),
    settings.optIn,
  );
  if (optIn === undefined || optIn === settings.optIn) {
    return organization;
  }
  const result = Organization.create(
    { ...organization.data, settings: { ...settings, optIn } },
    organization,
  );
  return result.ok ? result.organization : organization;
}

function merged(
  known: RecordedOptIn,
  { place: { accounts, region }, optIn }: RegionSettings,
  managementAccountId: string | undefined,
): RecordedOptIn {
  const isOther =
    accounts.kind === "members" ||
    (accounts.kind === "account" && (managementAccountId ?? accounts.accountId) !== accounts.accountId);
  if (isOther || optIn.size === 0) {
    return known;
  }
  const isCertain =
    region !== undefined &&
    (accounts.kind === "all" || (accounts.kind === "account" && accounts.accountId === managementAccountId));
  // A place that is not known may be the one that counts.
  const regions = region === undefined ? [EVERY_REGION, ...Object.keys(known ?? {})] : [region];
  const now = { ...known };
  for (const at of new Set(regions)) {
    const earlier = optInsIn(known, at) ?? {};
    const settled = [...optIn].flatMap(([type, isOn]): readonly (readonly [string, boolean | "unknown"])[] =>
      isCertain ? [[type, isOn]] : (earlier[type] ?? true) === isOn ? [] : [[type, "unknown"]],
    );
    now[at] = { ...earlier, ...Object.fromEntries(settled) };
  }
  return now;
}
