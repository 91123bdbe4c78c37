import { OrgBackupError } from "../../org-backup-error";
import { distinctAccounts } from "../../organization/distinct-accounts";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import { verifyJson } from "../../render/verify-json";
import { verifyText } from "../../render/verify-text";
import { mismatchOf } from "../../review/verification/mismatch";
import type { Mismatch, Observed } from "../../review/verification/mismatch";
import { verifyPolicies } from "../../review/verification/verification";
import type { Verification } from "../../review/verification/verification";
import { bySeverity } from "../../text/severity";
import { withAttachmentOrders } from "../../sources/edit-attachment-orders";
import type { LiveOptions } from "../../sources/live/live-options";
import { readOrganizationFile } from "../../sources/organization-file";
import { organizationFileFormat, organizationFileText } from "../../sources/write-organization-file";
import { accountsAskedFor } from "../accounts";
import { statusFor } from "../fail-on";
import type { ExitStatus, CliContext } from "../cli-context";
import { withLive } from "../live";
import type { LiveContext } from "../live";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { readLive } from "../read-organization";
import { writeFileWhole } from "../write-output";

export interface VerifyOptions extends OutputOptions, LiveOptions {
  readonly org?: string;
  readonly live?: boolean;
  readonly all?: boolean;
  readonly sample?: string;
  readonly account?: readonly string[];
  /** Seconds, or true for the default. */
  readonly wait?: string | true;
  readonly previous?: string;
  readonly fixOrder?: string;
  readonly failOn: string;
}

const WAIT_SECONDS = 180;
const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 20;
/** Differences for which the organization is looked at again. */
const MAX_LOOKS = 10;

/** `org-backup verify`: what is predicted against what AWS published. */
export async function verify(options: VerifyOptions, host: CliContext): Promise<ExitStatus> {
  const outputs = outputsOf(options, ["text", "json"]);
  statusFor(options.failOn, []);
  const seconds = waitOf(options.wait);
  if ((options.org === undefined) === (options.live !== true)) {
    throw new OrgBackupError("usage", "Say which organization to verify: --org FILE, or --live.");
  }
  const previous = options.previous === undefined ? undefined : readOrganizationFile(options.previous);
  const fromFile = options.org === undefined ? undefined : readOrganizationFile(options.org);
  const { verification, policies } = await withLive(options, host, "verify", async (live) => {
    const organization =
      fromFile === undefined ? await readLive(live) : await sameOrganization(live, fromFile, options.org);
    const policies = EffectivePolicies.compute(organization, host.now());
    const earlier = earlierDocuments(organization, previous, host.now());
    const asked = askedFor(policies, options);
    const verification = await compareAndWait(live, policies, asked, earlier, seconds);
    return {
      policies,
      verification:
        fromFile === undefined ? verification : await lookedAtAgain(live, organization, verification),
    };
  });
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json"
      ? verifyJson(verification, policies)
      : verifyText(verification, policies, textOptions(host, toFile)),
  );
  if (options.fixOrder !== undefined) {
    writeOrders(options.fixOrder, options.org, policies.organization, verification, host);
  }
  return statusFor(
    options.failOn,
    verification.mismatches.map(({ severity }) => severity),
  );
}

async function sameOrganization(
  { api }: LiveContext,
  organization: Organization,
  file = "",
): Promise<Organization> {
  const { Id: id } = await api.describeOrganization();
  if (id !== organization.settings.id) {
    throw new OrgBackupError(
      "usage",
      `The file is of another organization: ${organization.settings.id}. The credentials belong to ${id ?? "none"}.`,
      {
        where: file,
        hint: "Name the file of this organization, or use other credentials: --profile, --role-arn.",
      },
    );
  }
  return organization;
}

function askedFor(policies: EffectivePolicies, { all, sample, account }: VerifyOptions): readonly string[] {
  const { organization } = policies;
  if (account !== undefined) {
    return accountsAskedFor(organization, account);
  }
  if (all === true) {
    return organization.accounts.map(({ id }) => id);
  }
  const distinct = distinctAccounts(policies).map(({ representative }) => representative);
  if (sample === undefined) {
    return distinct;
  }
  const size = Number(sample);
  if (!Number.isInteger(size) || size < 1) {
    throw new OrgBackupError(
      "usage",
      `--sample expects a number of accounts, found ${JSON.stringify(sample)}.`,
    );
  }
  return evenly(
    organization.accounts.map(({ id }) => id),
    size,
  );
}

/** Spread over the whole list; the same ones each time. */
function evenly(ids: readonly string[], size: number): readonly string[] {
  const step = Math.max(1, ids.length / size);
  return Array.from(
    { length: Math.min(size, ids.length) },
    (_, index) => ids[Math.floor(index * step)] ?? "",
  );
}

/** What AWS may still show: the recorded documents, and what an earlier organization gave. */
function earlierDocuments(
  organization: Organization,
  previous: Organization | undefined,
  at: Date,
): Parameters<typeof verifyPolicies>[0]["earlier"] {
  const recorded = (id: string): ReturnType<Organization["published"]> => organization.published(id);
  if (previous === undefined) {
    return [recorded];
  }
  const before = EffectivePolicies.compute(previous, at);
  return [recorded, (id) => previous.published(id), (id) => before.of(id)?.policy];
}

/** Compares; where something differs and waiting was asked for, asks AWS again until it does not. */
async function compareAndWait(
  { api, progress, session }: LiveContext,
  policies: EffectivePolicies,
  asked: readonly string[],
  earlier: Parameters<typeof verifyPolicies>[0]["earlier"],
  seconds: number,
): Promise<Verification> {
  const { readObserved } = await import("../../sources/live/read-observed.js");
  const told = new Set<string>();
  const read = async (ids: readonly string[]): Promise<Observed> => {
    const { warnings, ...observed } = await readObserved(api, ids, progress);
    for (const warning of warnings.filter((each) => !told.has(each))) {
      told.add(warning);
      progress.warn(escapeControl(warning));
    }
    return observed;
  };
  const deadline = performance.now() + seconds * 1000;
  let observed = await read(asked);
  for (let pause = FIRST_PAUSE_SECONDS; ; pause = Math.min(LONGEST_PAUSE_SECONDS, pause * 1.5)) {
    const verification = verifyPolicies({ policies, observed, asked, earlier });
    const left = (deadline - performance.now()) / 1000;
    if (verification.mismatches.length === 0 || left <= 0) {
      return verification;
    }
    const differing = new Set(verification.mismatches.flatMap(({ accounts }) => accounts));
    progress.note(
      `${counted(differing.size, "account")} still differ; asking again, ${Math.ceil(left)} s left.`,
    );
    await session.pause(Math.min(pause, left) * 1000);
    const again = await read(asked.filter((id) => differing.has(id)));
    observed = {
      published: new Map([...observed.published, ...again.published]),
      invalid: again.invalid,
      errors: new Map([...observed.errors, ...again.errors]),
    };
  }
}

/** Differences that nothing explains may come from a file that is out of date. */
async function lookedAtAgain(
  { api }: LiveContext,
  organization: Organization,
  verification: Verification,
): Promise<Verification> {
  const { changesAbove } = await import("../../sources/live/read-lineage.js");
  let looks = 0;
  const mismatches: Mismatch[] = [];
  for (const mismatch of verification.mismatches) {
    const [accountId] = mismatch.accounts;
    const isOpen =
      mismatch.rule === "mismatch-unexplained" ||
      mismatch.rule === "mismatch-uncertain-rule" ||
      mismatch.rule === "mismatch-order-unknown";
    if (!isOpen || accountId === undefined || looks >= MAX_LOOKS) {
      mismatches.push(mismatch);
      continue;
    }
    looks += 1;
    const changes = await changesAbove(api, organization, accountId);
    mismatches.push(
      changes.length === 0
        ? mismatch
        : mismatchOf(
            "mismatch-file-outdated",
            `Since the file was written, ${changes.join("; ")}. Take a new snapshot.`,
            mismatch,
          ),
    );
  }
  return { ...verification, mismatches: mismatches.toSorted(bySeverity) };
}

function writeOrders(
  file: string,
  org: string | undefined,
  organization: Organization,
  { orders, mismatches }: Verification,
  host: CliContext,
): void {
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
  writeFileWhole(file, text);
  host.stderr(
    `Wrote ${escapeControl(file)}: ${counted(orders.settled.size, "order")} of attachment settled.\n`,
  );
}

function waitOf(wait: string | true | undefined): number {
  if (wait === undefined) {
    return 0;
  }
  const seconds = wait === true ? WAIT_SECONDS : Number(wait);
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new OrgBackupError("usage", `--wait expects seconds, found ${JSON.stringify(wait)}.`);
  }
  return seconds;
}
