import { prepareVerify } from "../../app/verify";
import { writeFileWhole } from "../../files/write-file";
import { OrgBackupError } from "../../org-backup-error";
import type { Organization } from "../../organization/organization";
import type { Verification } from "../../review/verification/verification";
import { hasEmails } from "../../organization/has-emails";
import { withAttachmentOrders } from "../../sources/edit-attachment-orders";
import type { LiveOptions } from "../../sources/live/live-options";
import { organizationFileFormat, organizationFileText } from "../../sources/write-organization-file";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { withLive } from "../live";

export interface VerifyOptions extends OutputOptions<FormatOf<"verify">>, LiveOptions {
  readonly org?: string;
  readonly live?: boolean;
  readonly all?: boolean;
  readonly sample?: number;
  readonly account?: readonly string[];
  /** Seconds. */
  readonly wait?: number;
  readonly previous?: string;
  readonly fixOrder?: string;
  readonly failOn?: readonly string[];
}

/** `org-backup verify`: predicted effective policies against those that AWS published. */
export async function verify(options: VerifyOptions, context: CliContext): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const failOn = await parseFailOn(options.failOn);
  if ((options.org === undefined) === (options.live !== true)) {
    throw new OrgBackupError("usage", "Say which organization to verify: --org FILE, or --live.");
  }
  const { org, previous, account, all, sample, wait = 0 } = options;
  const compare = prepareVerify({
    file: org,
    previous,
    accounts: account,
    all,
    sample,
    waitSeconds: wait,
    now: context.now,
  });
  const result = await withLive(options, context, "verify", compare);
  await writeOutputs(outputs, FORMATS.verify, result, context);
  const { verification, policies } = result;
  if (options.fixOrder !== undefined) {
    await writeOrders(options.fixOrder, org, policies.organization, verification, context);
  }
  return statusOf(failOn, verification.mismatches);
}

async function writeOrders(
  file: string,
  org: string | undefined,
  organization: Organization,
  { orders, mismatches }: Verification,
  context: CliContext,
): Promise<void> {
  const isOutdated = mismatches.some(({ rule }) => rule === "mismatch-file-outdated");
  if (isOutdated) {
    throw new OrgBackupError("input", "No orders were written: the organization file is out of date.", {
      hint: "Take a new snapshot, then verify it.",
    });
  }
  const found = new Map<string, { readonly policyIds: readonly string[]; readonly isKnown: boolean }>([
    ...[...orders.settled].map(([targetId, policyIds]) => [targetId, { policyIds, isKnown: true }] as const),
    ...[...orders.open].map(([targetId, policyIds]) => [targetId, { policyIds, isKnown: false }] as const),
  ]);
  const attachments = organization.attachments.map((attachment) => {
    const order = found.get(attachment.targetId);
    return order === undefined
      ? attachment
      : {
          ...attachment,
          policyIds: order.policyIds,
          order: order.isKnown ? ("known" as const) : ("unknown" as const),
        };
  });
  const sameFormat = org !== undefined && organizationFileFormat(org) === organizationFileFormat(file);
  const text = sameFormat
    ? withAttachmentOrders(org, found)
    : organizationFileText({ ...organization.data, attachments }, organizationFileFormat(file));
  await writeFileWhole(file, text, { isPrivate: hasEmails(organization.data) });
  context.stderr(
    `Wrote ${escapeControl(file)}: ${counted(orders.settled.size, "order")} of attachment settled.\n`,
  );
}
