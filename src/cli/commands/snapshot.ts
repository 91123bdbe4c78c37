import { existsSync, statSync } from "node:fs";
import { prepareSnapshot } from "../../app/snapshot";
import { isSameFile, pathIdentity } from "../../files/path-identity";
import { isRegularOrNew, writeFileWhole } from "../../files/write-file";
import { hasEmails } from "../../organization/has-emails";
import type { Inventory } from "../../organization/inventory";
import type { OrganizationData } from "../../organization/model";
import { OrgBackupError } from "../../org-backup-error";
import { notSeenWords } from "../../review/resources/resource-coverage";
import { inventoryFileFormat, inventoryText } from "../../sources/inventory/write-inventory";
import type { InventorySourceName } from "../../sources/live/inventory/read-live-inventory";
import type { LiveOptions } from "../../sources/live/live-options";
import { organizationFileFormat, organizationFileText } from "../../sources/write-organization-file";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import type { CliContext, ExitStatus } from "../cli-context";
import { withLive } from "../live";

export interface SnapshotOptions extends LiveOptions {
  readonly out: string;
  readonly published?: "distinct" | "all";
  /** A file, or false to ignore earlier snapshots. */
  readonly previous?: string | boolean;
  readonly state?: readonly string[];
  readonly emails?: boolean;
  readonly optIn?: boolean;
  readonly resourcesOut?: string;
  readonly resourcesFrom?: InventorySourceName;
  readonly memberRoleName?: string;
  readonly regions?: readonly string[];
  readonly restart?: boolean;
}

/** `org-backup snapshot`: the whole organization as it is now, as an organization file. */
export async function snapshot(options: SnapshotOptions, context: CliContext): Promise<ExitStatus> {
  const { out: file, previous, state: states, published, emails, restart, optIn } = options;
  const resourcesFile = resourcesFileOf(options);
  const { checkpoint, read } = await prepareSnapshot(
    {
      file,
      previous: previous === true ? undefined : previous,
      states,
      published,
      emails,
      optIn,
      resources:
        resourcesFile === undefined
          ? undefined
          : {
              from: options.resourcesFrom,
              memberRoleName: options.memberRoleName,
              regions: options.regions,
            },
      restart,
      now: context.now(),
    },
    (sentence) => {
      context.stderr(`warning: ${sentence}\n`);
    },
  );
  const hint = `Run the same command again: it continues from ${checkpoint.file}.`;
  const { organization: data, inventory } = await withLive(options, context, "snapshot", read, hint);
  const text = organizationFileText(data, organizationFileFormat(file), commentOf(data));
  const written =
    resourcesFile === undefined || inventory === undefined
      ? []
      : [await writeInventory(inventory, resourcesFile, data)];
  await writeFileWhole(file, text, { isPrivate: hasEmails(data) });
  checkpoint.remove();
  // Where the result itself may be on standard output, the summary must not be part of it.
  const isFile = [file, ...(resourcesFile === undefined ? [] : [resourcesFile])].every(isRegularOrNew);
  const tell = isFile ? context.stdout : context.stderr;
  tell(`${[summary(data, file), ...written].join("\n")}\n`);
  return 0;
}

/** @throws OrgBackupError (`usage`) */
function resourcesFileOf({
  out,
  resourcesOut: file,
  resourcesFrom,
  memberRoleName,
  regions,
}: SnapshotOptions): string | undefined {
  if (file === undefined) {
    if (resourcesFrom !== undefined || memberRoleName !== undefined || regions !== undefined) {
      throw new OrgBackupError(
        "usage",
        "--resources-from, --member-role-name and --regions say how resources are read: they need --resources-out.",
      );
    }
    return undefined;
  }
  if (isSameFile(pathIdentity(file), pathIdentity(out))) {
    throw new OrgBackupError("usage", "--out and --resources-out name the same file.", { where: file });
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new OrgBackupError("usage", "--resources-out names a folder, not a file.", { where: file });
  }
  return file;
}

async function writeInventory(
  inventory: Inventory,
  file: string,
  { accounts }: OrganizationData,
): Promise<string> {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  let count = 0;
  const counting: Inventory = {
    ...inventory,
    resources: {
      *[Symbol.iterator]() {
        count = 0;
        for (const resource of inventory.resources) {
          count += 1;
          yield resource;
        }
      },
    },
  };
  await writeFileWhole(file, inventoryText(counting, inventoryFileFormat(file)));
  const { format, notSeen = [] } = inventory.source;
  return [
    `Wrote ${escapeControl(file)}: ${counted(count, "resource")} from ${escapeControl(format)}.`,
    ...notSeen.map((part) => escapeControl(notSeenWords(part, (id) => names.get(id) ?? id))),
  ].join("\n");
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
      : `\nAttachment order is unknown on ${counted(unknown, "target")}: org-backup verify --fix-order can find it.`;
  return `Wrote ${escapeControl(file)}: ${parts.join(", ")}.${order}`;
}
