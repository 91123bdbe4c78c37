import { prepareSnapshot } from "../../app/snapshot";
import { isRegularOrNew, writeFileWhole } from "../../files/write-file";
import { hasEmails } from "../../organization/has-emails";
import type { OrganizationData } from "../../organization/model";
import type { LiveOptions } from "../../sources/live/live-options";
import { organizationFileFormat, organizationFileText } from "../../sources/write-organization-file";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import type { CliContext, ExitStatus } from "../cli-context";
import { withLive } from "../live";

export interface SnapshotOptions extends LiveOptions {
  readonly out: string;
  readonly published?: "distinct" | "all";
  /** A file, or false to use no earlier snapshot. */
  readonly previous?: string | boolean;
  readonly state?: readonly string[];
  readonly emails?: boolean;
  readonly restart?: boolean;
}

/** `org-backup snapshot`: the whole organization as it is now, as an organization file. */
export async function snapshot(options: SnapshotOptions, context: CliContext): Promise<ExitStatus> {
  const { out: file, previous, state: states, published, emails, restart } = options;
  const { checkpoint, read } = await prepareSnapshot(
    {
      file,
      previous: previous === true ? undefined : previous,
      states,
      published,
      emails,
      restart,
      now: context.now(),
    },
    (sentence) => {
      context.stderr(`warning: ${sentence}\n`);
    },
  );
  const hint = `Run the same command again: it continues from ${checkpoint.file}.`;
  const data = await withLive(options, context, "snapshot", read, hint);
  const text = organizationFileText(data, organizationFileFormat(file), commentOf(data));
  await writeFileWhole(file, text, { isPrivate: hasEmails(data) });
  checkpoint.remove();
  // Where the result itself may be on standard output, the summary must not be part of it.
  const tell = isRegularOrNew(file) ? context.stdout : context.stderr;
  tell(`${summary(data, file)}\n`);
  return 0;
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
