import { isManagementAccount } from "../capabilities/selection-opt-in";
import { EffectivePolicies } from "../organization/effective-policies";
import type { Inventory } from "../organization/inventory";
import type { OrganizationData } from "../organization/model";
import type { Organization } from "../organization/organization";
import { OrgBackupError } from "../org-backup-error";
import { needsOfAll } from "../review/preflight/backup-checks";
import type { InventorySourceName } from "../sources/live/inventory/read-live-inventory";
import type { ReadLog } from "../sources/live/read-log";
import type { JsonObject } from "../text/json";
import { escapeControl } from "../text/escape-control";
import type { Live } from "./live";

export interface ResourceSnapshotRequest {
  /** Undefined for the first source that the organization has. */
  readonly from?: InventorySourceName | undefined;
  /** A role in the accounts that may list resources. */
  readonly memberRoleName?: string | undefined;
  /** The Regions of the plans, or else the configured one, if undefined. */
  readonly regions?: readonly string[] | undefined;
}

/**
 * Reads the resources of the accounts that are active; they are kept in the log, from which the inventory gives them.
 *
 * @throws OrgBackupError (`aws`, `usage`)
 */
export async function readResourcesNow(
  { session, progress }: Live,
  organization: Organization,
  { from, memberRoleName, regions }: ResourceSnapshotRequest,
  log: ReadLog,
  at: Date,
): Promise<Inventory> {
  const { readLiveInventory } = await import("../sources/live/inventory/read-live-inventory.js");
  const accounts = organization.accounts.flatMap(({ id, state }) => (state === "ACTIVE" ? [id] : []));
  const warn = (sentence: string): void => {
    progress.warn(escapeControl(sentence));
  };
  return readLiveInventory(
    { session, log, progress: { ...progressOf(progress), warn } },
    {
      scope: {
        accounts: accounts.toSorted(),
        regions: regions ?? (await regionsOf(session, organization, at)),
      },
      from,
      memberRoleName,
    },
  );
}

function progressOf(progress: Live["progress"]): Omit<Live["progress"], "warn"> {
  return {
    expect: (calls) => {
      progress.expect(calls);
    },
    done: (calls) => {
      progress.done(calls);
    },
    found: (what, count) => {
      progress.found(what, count);
    },
    note: (text) => {
      progress.note(escapeControl(text));
    },
  };
}

async function regionsOf(
  session: Live["session"],
  organization: Organization,
  at: Date,
): Promise<readonly string[]> {
  const planned = needsOfAll(EffectivePolicies.compute(organization, at)).regions;
  if (planned.length > 0) {
    return planned.toSorted();
  }
  const configured = await session.configuredRegion();
  if (configured === undefined) {
    throw new OrgBackupError("usage", "No Region to look for resources in: no plan names one.", {
      hint: "Use --regions, --region or AWS_REGION.",
    });
  }
  return [configured];
}

/** The opt-in settings of the management account in the Regions of the plans; a warning where they cannot be read. */
export async function readOptInNow(
  { session, progress }: Live,
  organization: Organization,
  log: ReadLog,
  at: Date,
): Promise<OrganizationData["settings"]["optIn"]> {
  const { managementAccountId } = organization.settings;
  const { accountId } = await session.caller();
  if (isManagementAccount({ accountId, managementAccountId }) !== "yes") {
    progress.warn(
      `Left out the opt-in settings: those of the management account (${managementAccountId ?? "not known"}) count, and the caller is in ${accountId}.`,
    );
    return undefined;
  }
  const { readRegionSettings } = await import("../sources/live/read-organization-facts.js");
  const found: Record<string, Readonly<Record<string, boolean>>> = {};
  for (const region of await regionsOf(session, organization, at)) {
    const key = `opt-in ${region}`;
    const known = log.lookUp(key) as JsonObject | undefined;
    if (known !== undefined) {
      found[region] = known as Readonly<Record<string, boolean>>;
      continue;
    }
    progress.expect(1);
    const settings = await readRegionSettings(session, region);
    progress.done(1);
    if (settings.known) {
      const optIn = Object.fromEntries([...settings.value].toSorted());
      log.record(key, optIn);
      found[region] = optIn;
    } else {
      progress.warn(escapeControl(`Left out the opt-in settings in ${region}: ${settings.why}`));
    }
  }
  return Object.keys(found).length === 0 ? undefined : found;
}
