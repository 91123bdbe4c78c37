import { existsSync, statSync } from "node:fs";
import { OrgBackupError } from "../../org-backup-error";
import { withShownOrders } from "../../organization/attachment-order";
import type { ShownOrder } from "../../organization/attachment-order";
import { distinctAccounts } from "../../organization/distinct-accounts";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { OrganizationData } from "../../organization/model";
import { Organization } from "../../organization/organization";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import type { LiveOptions } from "../../sources/live/live-options";
import type { ReadLog } from "../../sources/live/read-log";
import { readOrganizationFile } from "../../sources/organization-file";
import { readTerraformStateOrders } from "../../sources/terraform-state";
import { organizationFileFormat, organizationFileText } from "../../sources/write-organization-file";
import type { ExitStatus, CliContext } from "../cli-context";
import { withLive } from "../live";
import type { LiveContext } from "../live";
import { writeFileWhole } from "../write-output";

export interface SnapshotOptions extends LiveOptions {
  readonly out: string;
  /** `distinct`, `all`, or true for `distinct`. */
  readonly published?: string | true;
  /** A file, or false where no earlier snapshot is to count. */
  readonly previous?: string | false;
  readonly state?: readonly string[];
  readonly emails?: boolean;
  readonly tags?: boolean;
  readonly restart?: boolean;
}

/** `org-backup snapshot`: the whole organization as it is now, as an organization file. */
export async function snapshot(options: SnapshotOptions, host: CliContext): Promise<ExitStatus> {
  const published = publishedOf(options.published);
  if (existsSync(options.out) && statSync(options.out).isDirectory()) {
    // Said before anything is read, which may take long.
    throw new OrgBackupError("usage", "--out names a folder, not a file.", { where: options.out });
  }
  const shown = (options.state ?? []).flatMap(readTerraformStateOrders);
  const previous = previousSnapshot(options, host);
  const { CheckpointFile } = await import("../../sources/live/checkpoint-file.js");
  const scope = `emails=${options.emails === true} tags=${options.tags === true}`;
  const checkpoint = new CheckpointFile(`${options.out}.checkpoint`, scope, host.now());
  if (options.restart === true) {
    checkpoint.remove();
  }
  const data = await withLive(
    options,
    host,
    "snapshot",
    async (live) => {
      const read = await readOrganization(live, options, checkpoint);
      const orders = withShownOrders(read.data.attachments, [
        ...previousOrders(previous, read, options),
        ...shown,
      ]);
      orders.warnings.forEach((warning) => {
        live.progress.warn(escapeControl(warning));
      });
      const ordered = { ...read.data, attachments: orders.attachments };
      return published === undefined
        ? ordered
        : withPublished(live, ordered, published, checkpoint, host.now());
    },
    `Run the same command again: it goes on from ${checkpoint.file}.`,
  );
  writeFileWhole(
    options.out,
    organizationFileText(data, organizationFileFormat(options.out), commentOf(data)),
  );
  checkpoint.remove();
  host.stdout(`${summary(data, options.out)}\n`);
  return 0;
}

async function readOrganization(
  { api, progress }: LiveContext,
  { emails, tags }: SnapshotOptions,
  log: ReadLog & { readonly size: number; readonly file: string },
): Promise<Organization> {
  const { readLiveOrganization } = await import("../../sources/live/read-organization.js");
  const noting: ReadLog = {
    begin: (identity) => {
      log.begin(identity);
      if (log.size > 0) {
        progress.note(
          `Going on with ${counted(log.size, "answer")} of an interrupted run, from ${escapeControl(log.file)}.`,
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
  const { organization, warnings } = await readLiveOrganization(api, {
    emails: emails === true,
    tags: tags === true,
    log: noting,
    progress,
  });
  warnings.forEach((warning) => {
    progress.warn(escapeControl(warning));
  });
  return organization;
}

async function withPublished(
  { api, progress }: LiveContext,
  data: OrganizationData,
  which: "distinct" | "all",
  log: ReadLog,
  at: Date,
): Promise<OrganizationData> {
  const { readPublishedPolicies } = await import("../../sources/live/read-published.js");
  const result = Organization.create(data);
  if (!result.ok) {
    throw new RangeError("an organization stays valid with another order of attachments");
  }
  const accountIds =
    which === "all"
      ? data.accounts.map(({ id }) => id)
      : distinctAccounts(EffectivePolicies.compute(result.organization, at)).map(
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

/** The snapshot that tells orders of attachment: the one that is named, or the one that is written over. */
function previousSnapshot(
  { previous, out }: SnapshotOptions,
  host: CliContext,
): { readonly file: string; readonly organization: Organization } | undefined {
  if (previous === false) {
    return undefined;
  }
  if (previous !== undefined) {
    return { file: previous, organization: readOrganizationFile(previous) };
  }
  if (!existsSync(out)) {
    return undefined;
  }
  try {
    return { file: out, organization: readOrganizationFile(out) };
  } catch (error) {
    if (error instanceof OrgBackupError) {
      host.stderr(
        `warning: ${escapeControl(out)} is no organization file: it tells no order of attachments, and is written over.\n`,
      );
      return undefined;
    }
    throw error;
  }
}

function previousOrders(
  previous: { readonly file: string; readonly organization: Organization } | undefined,
  now: Organization,
  options: SnapshotOptions,
): readonly ShownOrder[] {
  if (previous === undefined) {
    return [];
  }
  const { file, organization } = previous;
  if (organization.settings.id !== now.settings.id) {
    if (options.previous !== undefined) {
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

function publishedOf(published: string | true | undefined): "distinct" | "all" | undefined {
  if (published === undefined || published === "distinct" || published === "all") {
    return published;
  }
  if (published === true) {
    return "distinct";
  }
  throw new OrgBackupError(
    "usage",
    `--published expects distinct or all, found ${JSON.stringify(published)}.`,
  );
}

/** Without a time: two snapshots of an organization that did not change are the same file. */
function commentOf({ settings }: OrganizationData): string {
  return `The organization ${settings.id}, written by org-backup snapshot.`;
}

function summary(
  { accounts, organizationalUnits, policies, attachments }: OrganizationData,
  file: string,
): string {
  const unknown = attachments.filter(({ order }) => order === "unknown").length;
  const parts = [
    counted(accounts.length, "account"),
    counted(organizationalUnits.length, "OU"),
    counted(policies.length, "backup policy", "backup policies"),
    counted(
      attachments.reduce((sum, { policyIds }) => sum + policyIds.length, 0),
      "attachment",
    ),
  ];
  const order =
    unknown === 0
      ? ""
      : `\nThe order of attachment is not known on ${counted(unknown, "target")}: org-backup verify --fix-order can find it.`;
  return `Wrote ${escapeControl(file)}: ${parts.join(", ")}.${order}`;
}
