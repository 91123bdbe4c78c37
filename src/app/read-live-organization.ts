import type { Organization } from "../organization/organization";
import type { ReadOptions } from "../sources/live/read-organization";
import { escapeControl } from "../text/escape-control";
import type { Live } from "./live";

/** Reads the live organization, and warns of what could not be read. */
export async function readOrganizationNow(
  { api, progress }: Live,
  options: Omit<ReadOptions, "progress"> = {},
): Promise<Organization> {
  const { readLiveOrganization } = await import("../sources/live/read-organization.js");
  const { organization, warnings } = await readLiveOrganization(api, { ...options, progress });
  warnings.forEach((warning) => {
    progress.warn(escapeControl(warning));
  });
  return organization;
}
