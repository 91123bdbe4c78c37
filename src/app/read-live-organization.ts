import { Organization } from "../organization/organization";
import type { ReadOptions } from "../sources/live/read-organization";
import { escapeControl } from "../text/escape-control";
import type { Live } from "./live";

/**
 * Reads the live organization, and warns of what could not be read.
 *
 * @param options `takenAt` is the time of reading, which reviews print; undefined leaves it out
 */
export async function readOrganizationNow(
  { api, progress }: Live,
  { takenAt, ...options }: Omit<ReadOptions, "progress"> & { readonly takenAt?: Date } = {},
): Promise<Organization> {
  const { readLiveOrganization } = await import("../sources/live/read-organization.js");
  const { organization, warnings } = await readLiveOrganization(api, { ...options, progress });
  warnings.forEach((warning) => {
    progress.warn(escapeControl(warning));
  });
  return takenAt === undefined ? organization : readAt(organization, takenAt);
}

function readAt({ data }: Organization, time: Date): Organization {
  const settings = { ...data.settings, takenAt: time.toISOString() };
  const result = Organization.create({ ...data, settings });
  if (!result.ok) {
    throw new RangeError("an organization that was read fits together");
  }
  return result.organization;
}
