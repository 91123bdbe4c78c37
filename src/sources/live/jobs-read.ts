import { OrgBackupError } from "../../org-backup-error";
import type { Job, JobKind } from "../../jobs/job";
import type { JobCount } from "../../jobs/job-counts";
import type { MissingPart } from "../../jobs/missing-part";
import type { UnreadBackups } from "../../jobs/account-plan";
import type { AwsSession } from "./aws-session";
import { isAccessDenied } from "./aws-failure";
import type { JobsApi, JobsQuery } from "./jobs-api";
import { createLimiter } from "./limiter";

/** Which jobs to read; what AWS cannot select is left to the reader of the jobs. */
export interface JobsRequest {
  readonly kinds: readonly JobKind[];
  readonly regions: readonly string[];
  readonly since: Date;
  readonly until: Date;
  /** The present moment: decides whether AWS's summaries reach back far enough. */
  readonly now: Date;
  /** Undefined for the whole organization. */
  readonly accounts: readonly string[] | undefined;
  /** Accounts that are listed whatever the summaries say: those whose plans make copies. */
  readonly copyingAccounts: readonly string[];
  /** Every account, for kinds that have to be listed one account at a time. */
  readonly everyAccount: () => Promise<readonly string[]>;
  /** Ask about every account, summaries or not. */
  readonly askEveryAccount: boolean;
  readonly select: Pick<JobsQuery, "state" | "resourceType" | "vault">;
}

/** Told after each page how many jobs it held. */
export type JobsProgress = (jobs: number) => void;

export interface JobsRead {
  /** Jobs that AWS gave. */
  readonly jobs: number;
  readonly missing: readonly MissingPart[];
  /** Where backup jobs could not be read, or not all of them: nothing can be said to be missing there. */
  readonly unread: readonly UnreadBackups[];
  readonly notes: readonly string[];
}

/** Up to this many accounts are asked about one by one rather than by listing the whole organization. */
const FEW_ACCOUNTS = 25;
const CONCURRENCY = 8;
/** AWS's summaries count 14 days; the day that is not over may be left out on either end. */
const SUMMARY_REACH_MILLISECONDS = 13 * 24 * 60 * 60 * 1000;

/**
 * Reads jobs and hands them on one by one; keeps a page for each list under way, and nothing else.
 * What AWS refuses is a missing part of the answer.
 *
 * @throws OrgBackupError (`aws`) where AWS gave no list at all
 */
export async function readJobs(
  session: AwsSession,
  api: JobsApi,
  request: JobsRequest,
  sink: (job: Job) => void,
  progress: JobsProgress = () => undefined,
): Promise<JobsRead> {
  const reader = new JobsReader(session, api, request, sink, progress);
  return reader.read();
}

class JobsReader {
  private readonly limit = createLimiter(CONCURRENCY);
  private readonly failures = new Map<string, Failure>();
  private readonly notes = new Set<string>();
  private jobs = 0;
  private lists = 0;
  private accountsOnce: Promise<readonly string[]> | undefined;

  constructor(
    private readonly session: AwsSession,
    private readonly api: JobsApi,
    private readonly request: JobsRequest,
    private readonly sink: (job: Job) => void,
    private readonly progress: JobsProgress,
  ) {}

  async read(): Promise<JobsRead> {
    // Tells wrong credentials, addresses and Regions apart from missing permissions: everyone may ask.
    await this.session.caller();
    const { kinds, regions } = this.request;
    await Promise.all(
      kinds.flatMap((kind) =>
        regions.map((region) => (kind === "backup" ? this.backups(region) : this.byAccount(kind, region))),
      ),
    );
    const [first] = this.failures.values();
    if (this.lists === 0 && first !== undefined) {
      throw first.error;
    }
    return {
      jobs: this.jobs,
      missing: [...this.failures.values()].map((failure) => partOf(failure)),
      unread: [...this.failures.values()]
        .filter(({ kind }) => kind === "backup")
        .map(({ region, accounts }) => ({ region, accounts: accounts.has("*") ? undefined : accounts })),
      notes: [...this.notes].sort(),
    };
  }

  private async backups(region: string): Promise<void> {
    const { accounts } = this.request;
    const whose = accounts !== undefined && accounts.length <= FEW_ACCOUNTS ? accounts : ["*"];
    await Promise.all(whose.map((accountId) => this.list("backup", region, accountId)));
  }

  private async byAccount(kind: JobKind, region: string): Promise<void> {
    const { accounts } = this.request;
    let whose: readonly string[];
    try {
      whose =
        accounts !== undefined && accounts.length <= FEW_ACCOUNTS
          ? accounts
          : await this.accountsToAsk(kind, region);
    } catch (error) {
      this.fail(kind, region, "", error, "the accounts to ask about");
      return;
    }
    const wanted = accounts === undefined ? whose : whose.filter((id) => accounts.includes(id));
    if (wanted.length === 0) {
      // The summaries were an answer: there is nothing to list.
      this.lists += 1;
    }
    await Promise.all(wanted.map((accountId) => this.list(kind, region, accountId)));
  }

  /**
   * AWS lists copies and restores for one account at a time. Its summaries tell which accounts have any; they
   * reach back 14 days, and are asked for when the window does not reach further.
   */
  private async accountsToAsk(kind: JobKind, region: string): Promise<readonly string[]> {
    const { since, now, copyingAccounts, askEveryAccount } = this.request;
    if (askEveryAccount || now.getTime() - since.getTime() > SUMMARY_REACH_MILLISECONDS) {
      return this.everyAccount();
    }
    const found = new Set(kind === "copy" ? copyingAccounts : []);
    try {
      for await (const rows of this.api.counts(kind, { region, days: 14 })) {
        rows.forEach(({ accountId }) => found.add(accountId));
      }
    } catch (error) {
      this.session.failIfInterrupted();
      this.notes.add(
        `AWS gave no summary of ${kind} jobs (${messageOf(error)}): every account is asked about its own.`,
      );
      return this.everyAccount();
    }
    this.notes.add(
      "Copy and restore jobs are listed for the accounts that AWS's summaries of the last 14 days, or the plans, name; --all-accounts asks about all of them.",
    );
    found.delete("");
    return [...found].sort();
  }

  private async everyAccount(): Promise<readonly string[]> {
    this.accountsOnce ??= this.request.everyAccount();
    return this.accountsOnce;
  }

  private async list(kind: JobKind, region: string, accountId: string): Promise<void> {
    await this.limit(async () => {
      if (this.failures.get(`${kind} ${region}`)?.denied === true) {
        this.fail(kind, region, accountId, undefined);
        return;
      }
      const { since, until, select } = this.request;
      const query: JobsQuery = {
        region,
        accountId,
        createdAfter: since,
        createdBefore: new Date(until.getTime() + 1),
        ...select,
      };
      let jobs = 0;
      try {
        for await (const page of this.api.list(kind, query)) {
          page.forEach(this.sink);
          jobs += page.length;
          this.jobs += page.length;
          this.progress(page.length);
        }
        this.lists += 1;
      } catch (error) {
        this.fail(kind, region, accountId, error, undefined, jobs);
      }
    });
  }

  private fail(
    kind: JobKind,
    region: string,
    accountId: string,
    error: unknown,
    what?: string,
    readBefore = 0,
  ): void {
    this.session.failIfInterrupted();
    const key = `${kind} ${region}`;
    let failure = this.failures.get(key);
    if (failure === undefined) {
      const known = asError(error);
      failure = {
        kind,
        region,
        what,
        error: known,
        denied: isDenied(known),
        accounts: new Set(),
        readBefore: 0,
      };
      this.failures.set(key, failure);
    }
    failure.accounts.add(accountId);
    failure.readBefore += readBefore;
  }
}

interface Failure {
  readonly kind: JobKind;
  readonly region: string;
  /** What could not be read where it is not the jobs themselves. */
  readonly what: string | undefined;
  readonly error: OrgBackupError;
  readonly denied: boolean;
  readonly accounts: Set<string>;
  readBefore: number;
}

function partOf({ kind, region, what, error, accounts, readBefore }: Failure): MissingPart {
  const whole = accounts.has("*") || accounts.has("");
  const whose = whole ? "" : ` of ${accounts.size === 1 ? "one account" : `${accounts.size} accounts`}`;
  const cut = readBefore === 0 ? "" : ` after the first ${readBefore}`;
  const via = what === undefined ? "" : ` (${what})`;
  return {
    part: `${kind} jobs in ${region}${whose}${cut}${via}`,
    why: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

/** AWS's own counts; what it refuses is a missing part. */
export async function readJobCounts(
  session: AwsSession,
  api: JobsApi,
  kinds: readonly JobKind[],
  regions: readonly string[],
  days: 7 | 14,
  sink: (row: JobCount) => void,
): Promise<readonly MissingPart[]> {
  await session.caller();
  const missing: MissingPart[] = [];
  let first: OrgBackupError | undefined;
  let answers = 0;
  for (const region of regions) {
    for (const kind of kinds) {
      try {
        for await (const rows of api.counts(kind, { region, days })) {
          rows.forEach(sink);
        }
        answers += 1;
      } catch (error) {
        session.failIfInterrupted();
        const known = asError(error);
        first ??= known;
        missing.push({
          part: `counts of ${kind} jobs in ${region}`,
          why: known.message,
          ...(known.hint === undefined ? {} : { hint: known.hint }),
        });
      }
    }
  }
  if (answers === 0 && first !== undefined) {
    throw first;
  }
  return missing;
}

function asError(error: unknown): OrgBackupError {
  if (error instanceof OrgBackupError) {
    return error;
  }
  throw error;
}

/** What the session throws keeps the SDK's error as its cause. */
function isDenied({ cause }: OrgBackupError): boolean {
  return cause instanceof Error && isAccessDenied({ code: cause.name });
}

function messageOf(error: unknown): string {
  return asError(error).message.replace(/[.:]?\s*$/, "");
}
