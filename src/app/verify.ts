import { OrgBackupError } from "../org-backup-error";
import { distinctAccounts } from "../organization/distinct-accounts";
import { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import { mismatchOf } from "../review/verification/mismatch";
import type { Mismatch, Observed } from "../review/verification/mismatch";
import { verifyPolicies } from "../review/verification/verification";
import type { Verification } from "../review/verification/verification";
import { readOrganizationFile } from "../sources/organization-file";
import { counted } from "../text/counted";
import { escapeControl } from "../text/escape-control";
import { bySeverity } from "../text/severity";
import { accountsAskedFor } from "./accounts";
import type { Live } from "./live";
import { readOrganizationNow } from "./read-live-organization";

export interface VerifyRequest {
  /** An organization file; the live organization if undefined. */
  readonly file?: string | undefined;
  /** The organization before the last change: what AWS may still show. */
  readonly previous?: string | undefined;
  /** Ids or names. */
  readonly accounts?: readonly string[] | undefined;
  /** Every account; by default one for each distinct policy. */
  readonly all?: boolean | undefined;
  /** This many accounts, spread across the organization. */
  readonly sample?: number | undefined;
  /** How long to ask again while something differs. */
  readonly waitSeconds: number;
  readonly now: () => Date;
}

export interface VerifyResult {
  readonly verification: Verification;
  readonly policies: EffectivePolicies;
}

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 20;
/** Differences for which the organization is read again. */
const MAX_LOOKS = 10;

/**
 * Compares predicted effective policies with those that AWS published. Files are read by the call itself,
 * before the connection is used.
 *
 * @throws OrgBackupError (`usage`, `input`, `aws`)
 */
export function prepareVerify(request: VerifyRequest): (live: Live) => Promise<VerifyResult> {
  const { file } = request;
  const previous = request.previous === undefined ? undefined : readOrganizationFile(request.previous);
  const fromFile = file === undefined ? undefined : readOrganizationFile(file);
  return async (live) => {
    const organization =
      fromFile === undefined ? await readOrganizationNow(live) : await sameOrganization(live, fromFile, file);
    const policies = EffectivePolicies.compute(organization, request.now());
    const earlier = earlierDocuments(organization, previous, request.now());
    const asked = askedFor(policies, request);
    const verification = await compareAndWait(live, policies, asked, earlier, request.waitSeconds);
    return {
      policies,
      verification:
        fromFile === undefined ? verification : await lookedAtAgain(live, organization, verification),
    };
  };
}

async function sameOrganization({ api }: Live, organization: Organization, file = ""): Promise<Organization> {
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

function askedFor(policies: EffectivePolicies, { all, sample, accounts }: VerifyRequest): readonly string[] {
  const { organization } = policies;
  if (accounts !== undefined) {
    return accountsAskedFor(organization, accounts);
  }
  if (all === true) {
    return organization.accounts.map(({ id }) => id);
  }
  const distinct = distinctAccounts(policies).map(({ representative }) => representative);
  if (sample === undefined) {
    return distinct;
  }
  return evenly(
    organization.accounts.map(({ id }) => id),
    sample,
  );
}

/** Spread across the whole list; the same ones each time. */
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
  { api, progress, session }: Live,
  policies: EffectivePolicies,
  asked: readonly string[],
  earlier: Parameters<typeof verifyPolicies>[0]["earlier"],
  seconds: number,
): Promise<Verification> {
  const { readObserved } = await import("../sources/live/read-observed.js");
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
  { api }: Live,
  organization: Organization,
  verification: Verification,
): Promise<Verification> {
  const { changesAbove } = await import("../sources/live/read-lineage.js");
  let looks = 0;
  const mismatches: Mismatch[] = [];
  for (const mismatch of verification.mismatches) {
    const [accountId] = mismatch.accounts;
    const isOpen =
      mismatch.rule === "mismatch-unexplained" ||
      mismatch.rule === "mismatch-no-policy" ||
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
