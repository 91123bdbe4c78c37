import { withConnection } from "../app/live";
import type { Live } from "../app/live";
import type { OrganizationSource } from "../app/organization-source";
import { OrgBackupError } from "../org-backup-error";
import type { LiveOptions } from "../sources/live/live-options";
import type { CliContext } from "./cli-context";
import { interruptible } from "./interruptible";
import { ProgressMeter } from "./progress";

/**
 * Connects to AWS, works with a progress meter on standard error, and closes the connection; Ctrl-C and
 * `--deadline` stop the work at its next step.
 *
 * @param topic the page of the guide that lists the permissions
 * @param hint what to do after an interruption
 */
export async function withLive<T>(
  options: LiveOptions,
  context: CliContext,
  topic: string,
  work: (live: Live) => Promise<T>,
  hint?: string,
): Promise<T> {
  const progress = new ProgressMeter(context);
  const interruption = { hint, deadline: options.deadline, startedAt: context.startedAt };
  return interruptible(interruption, async (signal) => {
    try {
      return await withConnection({ options, topic, signal, progress }, work);
    } finally {
      progress.clear();
    }
  });
}

/** The flags that say where the organization comes from. */
export interface SourceOptions extends LiveOptions {
  readonly org?: string;
  readonly live?: boolean;
}

/**
 * The file that `--org` names, or what `--live` reads now; undefined for neither.
 *
 * @throws OrgBackupError (`usage`) for both, (`aws`)
 */
export async function organizationSource(
  options: SourceOptions,
  context: CliContext,
  read: { readonly tags?: boolean } = {},
): Promise<OrganizationSource | undefined> {
  if (options.live !== true) {
    return options.org;
  }
  if (options.org !== undefined) {
    throw new OrgBackupError("usage", "Give --org or --live, not both.");
  }
  const { readOrganizationNow } = await import("../app/read-live-organization.js");
  return withLive(options, context, "snapshot", (live) =>
    readOrganizationNow(live, { ...read, takenAt: context.now() }),
  );
}
