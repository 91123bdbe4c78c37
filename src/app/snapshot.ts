import { existsSync, statSync } from "node:fs";
import { isRegularOrNew } from "../files/write-file";
import { OrgBackupError } from "../org-backup-error";
import { withShownOrders } from "../organization/attachment-order";
import type { ShownOrder } from "../organization/attachment-order";
import { distinctAccounts } from "../organization/distinct-accounts";
import { EffectivePolicies } from "../organization/effective-policies";
import type { Inventory } from "../organization/inventory";
import type { OrganizationData } from "../organization/model";
import { Organization } from "../organization/organization";
import type { CheckpointFile } from "../sources/live/checkpoint-file";
import type { ReadLog } from "../sources/live/read-log";
import { readOrganizationFile } from "../sources/organization-file";
import { readTerraformStateOrders } from "../sources/terraform-state/terraform-state-orders";
import { counted } from "../text/counted";
import { escapeControl } from "../text/escape-control";
import type { Live } from "./live";
import { readOrganizationNow } from "./read-live-organization";
import { readOptInNow, readResourcesNow } from "./snapshot-resources";
import type { ResourceSnapshotRequest } from "./snapshot-resources";

export interface SnapshotRequest {
  /** The file that the snapshot is for: it gives attachment orders, and the name of the checkpoint. */
  readonly file: string;
  /** An earlier snapshot that gives attachment orders; the file itself if undefined, none if false. */
  readonly previous?: string | false | undefined;
  /** Terraform states that give attachment orders. */
  readonly states?: readonly string[] | undefined;
  /** Also what AWS published: for one account of each distinct policy, or for all. */
  readonly published?: "distinct" | "all" | undefined;
  readonly emails?: boolean | undefined;
  /** Also the opt-in settings of the management account; always with `resources`. */
  readonly optIn?: boolean | undefined;
  /** Also the resources of the accounts. */
  readonly resources?: ResourceSnapshotRequest | undefined;
  /** Do not continue an interrupted run. */
  readonly restart?: boolean | undefined;
  readonly now: Date;
}

/** A snapshot of which all files are read and checked; what is left is to ask AWS. */
export interface PreparedSnapshot {
  readonly checkpoint: CheckpointFile;
  /** The inventory is read from the checkpoint: it stays until the inventory is written. */
  readonly read: (live: Live) => Promise<TakenSnapshot>;
}

export interface TakenSnapshot {
  readonly organization: OrganizationData;
  /** Undefined if it was not asked for. */
  readonly inventory: Inventory | undefined;
}

interface PreviousSnapshot {
  readonly file: string;
  readonly organization: Organization;
}

/**
 * Prepares a snapshot of the live organization. Everything that can fail without AWS fails here.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export async function prepareSnapshot(
  request: SnapshotRequest,
  warn: (sentence: string) => void,
): Promise<PreparedSnapshot> {
  if (existsSync(request.file) && statSync(request.file).isDirectory()) {
    throw new OrgBackupError("usage", "--out names a folder, not a file.", { where: request.file });
  }
  const shown = (request.states ?? []).flatMap(readTerraformStateOrders);
  const previous = previousSnapshot(request, warn);
  const { CheckpointFile } = await import("../sources/live/checkpoint-file.js");
  const scope = `emails=${request.emails === true}`;
  const checkpoint = new CheckpointFile(checkpointOf(request.file), scope, request.now);
  if (request.restart === true) {
    checkpoint.remove();
  }
  const take = async (live: Live): Promise<TakenSnapshot> => {
    const read = await readNow(live, request, checkpoint);
    const orders = withShownOrders(read.data.attachments, [
      ...previousOrders(previous, read, request),
      ...shown,
    ]);
    orders.warnings.forEach((warning) => {
      live.progress.warn(escapeControl(warning));
    });
    const settings = { ...read.data.settings, takenAt: request.now.toISOString() };
    const ordered = { ...read.data, settings, attachments: orders.attachments };
    const data =
      request.published === undefined
        ? ordered
        : await withPublished(live, ordered, request.published, checkpoint, request.now);
    return withResources(live, data, request, checkpoint);
  };
  return {
    checkpoint,
    read: (live) =>
      take(live).finally(() => {
        checkpoint.close();
      }),
  };
}

/** Beside the file; beside a device or FIFO none can be, and it has no content to continue from. */
function checkpointOf(file: string): string {
  return isRegularOrNew(file) ? `${file}.checkpoint` : "org-backup-snapshot.checkpoint";
}

async function readNow(live: Live, { emails }: SnapshotRequest, log: CheckpointFile): Promise<Organization> {
  const noting: ReadLog = {
    begin: (identity) => {
      log.begin(identity);
      if (log.size > 0) {
        live.progress.note(
          `Continuing with ${counted(log.size, "answer")} of an interrupted run, from ${escapeControl(log.file)}.`,
        );
      }
    },
    lookUp: (key) => log.lookUp(key),
    record: (key, value) => {
      log.record(key, value);
    },
    forget: (prefix) => {
      log.forget(prefix);
    },
  };
  return readOrganizationNow(live, { emails: emails === true, tags: true, log: noting });
}

async function withResources(
  live: Live,
  data: OrganizationData,
  { optIn: asked, resources, now }: SnapshotRequest,
  log: ReadLog,
): Promise<TakenSnapshot> {
  if (asked !== true && resources === undefined) {
    return { organization: data, inventory: undefined };
  }
  const organization = organizationOf(data);
  const optIn = await readOptInNow(live, organization, log, now);
  const settings = optIn === undefined ? data.settings : { ...data.settings, optIn };
  const inventory =
    resources === undefined ? undefined : await readResourcesNow(live, organization, resources, log, now);
  return { organization: { ...data, settings }, inventory };
}

function organizationOf(data: OrganizationData): Organization {
  const result = Organization.create(data);
  if (!result.ok) {
    throw new RangeError("an organization stays valid with another attachment order");
  }
  return result.organization;
}

async function withPublished(
  { api, progress }: Live,
  data: OrganizationData,
  which: "distinct" | "all",
  log: ReadLog,
  at: Date,
): Promise<OrganizationData> {
  const { readPublishedPolicies } = await import("../sources/live/read-published.js");
  const accountIds =
    which === "all"
      ? data.accounts.map(({ id }) => id)
      : distinctAccounts(EffectivePolicies.compute(organizationOf(data), at)).map(
          ({ representative }) => representative,
        );
  const published = await readPublishedPolicies(api, accountIds, { log, progress });
  return {
    ...data,
    publishedPolicies: new Map(
      data.accounts.flatMap(({ id }) => {
        const policy = published.get(id)?.policy;
        return policy === undefined ? [] : [[id, policy] as const];
      }),
    ),
  };
}

/** The snapshot that tells attachment orders: the one that is named, or the one that is written over. */
function previousSnapshot(
  { previous, file: out }: SnapshotRequest,
  warn: (sentence: string) => void,
): PreviousSnapshot | undefined {
  if (previous === false) {
    return undefined;
  }
  if (previous !== undefined) {
    return { file: previous, organization: readOrganizationFile(previous) };
  }
  if (!existsSync(out) || !isRegularOrNew(out)) {
    return undefined;
  }
  try {
    return { file: out, organization: readOrganizationFile(out) };
  } catch (error) {
    if (error instanceof OrgBackupError) {
      warn(
        `${escapeControl(out)} is not an organization file: it gives no attachment orders, and will be overwritten.`,
      );
      return undefined;
    }
    throw error;
  }
}

function previousOrders(
  previous: PreviousSnapshot | undefined,
  now: Organization,
  request: SnapshotRequest,
): readonly ShownOrder[] {
  if (previous === undefined) {
    return [];
  }
  const { file, organization } = previous;
  if (organization.settings.id !== now.settings.id) {
    if (request.previous !== undefined) {
      throw new OrgBackupError(
        "usage",
        `The previous snapshot is of another organization: ${organization.settings.id}, not ${now.settings.id}.`,
        {
          where: file,
        },
      );
    }
    return [];
  }
  return organization.attachments.flatMap(({ targetId, policyIds, order }) =>
    order === "known" ? [{ targetId, policyIds, source: file }] : [],
  );
}
