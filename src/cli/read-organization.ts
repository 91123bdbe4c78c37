import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { escapeControl } from "../text/escape-control";
import type { LiveOptions } from "../sources/live/live-options";
import { readOrganizationFile } from "../sources/organization-file";
import type { CliContext } from "./cli-context";
import { withLive } from "./live";
import type { LiveContext } from "./live";

/** The organization as it is: a file, or the live one. */
export interface OrganizationOptions extends LiveOptions {
  readonly org?: string;
  readonly live?: boolean;
  /** Set by {@link withLiveOrganization}: what was read. */
  readonly current?: Organization;
}

/** The organization that `--org` names, or that was read with `--live`. */
export function organizationOf({ org, current }: OrganizationOptions): Organization {
  if (current !== undefined) {
    return current;
  }
  if (org === undefined) {
    throw new OrgBackupError("usage", "The organization is missing: --org FILE, or --live.", {
      hint: "Write one with `org-backup snapshot --out organization.yaml`, or see `org-backup help organization-file`.",
    });
  }
  return readOrganizationFile(org);
}

/**
 * With `--live`, reads the organization from AWS first; the commands themselves need not wait for it.
 *
 * @throws OrgBackupError (`usage`) for `--live` together with `--org`, (`aws`)
 */
export async function withLiveOrganization<T extends object>(
  given: T,
  host: CliContext,
  topic = "snapshot",
): Promise<T> {
  const options: T & OrganizationOptions = given;
  if (options.live !== true) {
    return given;
  }
  if (options.org !== undefined) {
    throw new OrgBackupError("usage", "Give --org or --live, not both.");
  }
  return withLive(options, host, topic, async (live) => ({ ...given, current: await readLive(live) }));
}

/** Reads the live organization, and warns of what could not be read. */
export async function readLive({ api, progress }: LiveContext): Promise<Organization> {
  const { readLiveOrganization } = await import("../sources/live/read-organization.js");
  const { organization, warnings } = await readLiveOrganization(api, { progress });
  warnings.forEach((warning) => {
    progress.warn(escapeControl(warning));
  });
  return organization;
}
