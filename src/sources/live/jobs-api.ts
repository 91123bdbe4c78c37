import * as sdk from "@aws-sdk/client-backup";
import type { Job, JobCreator, JobKind } from "../../jobs/job";
import type { JobCount } from "../../jobs/job-counts";
import { parseVaultArn } from "../../policy/vault-arn";
import type { AwsSession } from "./aws-session";
import { PageTokens } from "./page-tokens";

/** Which jobs to list; AWS compares times strictly. */
export interface JobsQuery {
  readonly region: string;
  /** An account; `*` for all, which AWS documents for backup jobs alone. */
  readonly accountId: string;
  readonly createdAfter: Date;
  readonly createdBefore?: Date | undefined;
  readonly state?: string | undefined;
  readonly resourceType?: string | undefined;
  /** Of backup jobs only. */
  readonly vault?: string | undefined;
}

export interface CountsQuery {
  readonly region: string;
  readonly days: 7 | 14;
}

/** The most that AWS Backup gives at once: of jobs, and of summaries. */
const JOBS_A_PAGE = 1000;
const SUMMARIES_A_PAGE = 500;
/** A hundred million jobs, more than the 30 days that AWS lists can hold. */
const MAX_PAGES = 100_000;
/** AWS looks for jobs page by page, and a page may hold none that is asked for. */
const MAX_EMPTY_PAGES = 1000;

/** The operations of AWS Backup that list jobs, page by page; nothing here changes anything. */
export class JobsApi {
  constructor(private readonly session: AwsSession) {}

  /** The jobs of a kind, newest first, a page at a time: the next page is asked for when it is wanted. */
  list(kind: JobKind, query: JobsQuery): AsyncGenerator<readonly Job[]> {
    switch (kind) {
      case "backup":
        return this.backupJobs(query);
      case "copy":
        return this.copyJobs(query);
      case "restore":
        return this.restoreJobs(query);
    }
  }

  private async *backupJobs(query: JobsQuery): AsyncGenerator<readonly Job[]> {
    const { region } = query;
    yield* this.pages("ListBackupJobs", region, async (client, NextToken, options) => {
      const output = await client.send(
        new sdk.ListBackupJobsCommand({
          ...common(query, NextToken),
          ...(query.state === undefined ? {} : { ByState: query.state as sdk.BackupJobState }),
          ...(query.vault === undefined ? {} : { ByBackupVaultName: query.vault }),
        }),
        options,
      );
      return {
        items: (output.BackupJobs ?? []).map((job) => backupJob(job, region)),
        next: output.NextToken,
      };
    });
  }

  private async *copyJobs(query: JobsQuery): AsyncGenerator<readonly Job[]> {
    const { region } = query;
    yield* this.pages("ListCopyJobs", region, async (client, NextToken, options) => {
      const output = await client.send(
        new sdk.ListCopyJobsCommand({
          ...common(query, NextToken),
          ...(query.state === undefined ? {} : { ByState: query.state as sdk.CopyJobState }),
        }),
        options,
      );
      return { items: (output.CopyJobs ?? []).map((job) => copyJob(job, region)), next: output.NextToken };
    });
  }

  private async *restoreJobs(query: JobsQuery): AsyncGenerator<readonly Job[]> {
    const { region } = query;
    yield* this.pages("ListRestoreJobs", region, async (client, NextToken, options) => {
      const output = await client.send(
        new sdk.ListRestoreJobsCommand({
          ...common(query, NextToken),
          ...(query.state === undefined ? {} : { ByStatus: query.state as sdk.RestoreJobStatus }),
        }),
        options,
      );
      return {
        items: (output.RestoreJobs ?? []).map((job) => restoreJob(job, region)),
        next: output.NextToken,
      };
    });
  }

  /** AWS's own counts by account, state, resource type and message category over the last days. */
  async *counts(kind: JobKind, { region, days }: CountsQuery): AsyncGenerator<readonly JobCount[]> {
    const AggregationPeriod =
      days === 7 ? sdk.AggregationPeriod.SEVEN_DAYS : sdk.AggregationPeriod.FOURTEEN_DAYS;
    const asked = {
      AccountId: "ANY",
      State: "ANY",
      ResourceType: "ANY",
      AggregationPeriod,
      MaxResults: SUMMARIES_A_PAGE,
    } as const;
    const row = (summary: sdk.BackupJobSummary | sdk.CopyJobSummary | sdk.RestoreJobSummary): JobCount => ({
      kind,
      region,
      accountId: summary.AccountId ?? "",
      state: summary.State ?? "",
      resourceType: summary.ResourceType ?? "",
      messageCategory: "MessageCategory" in summary ? (summary.MessageCategory ?? "") : "",
      count: summary.Count ?? 0,
    });
    switch (kind) {
      case "backup":
        yield* this.pages("ListBackupJobSummaries", region, async (client, NextToken, options) => {
          const command = new sdk.ListBackupJobSummariesCommand({
            ...asked,
            MessageCategory: "ANY",
            NextToken,
          });
          const output = await client.send(command, options);
          return { items: (output.BackupJobSummaries ?? []).map(row), next: output.NextToken };
        });
        break;
      case "copy":
        yield* this.pages("ListCopyJobSummaries", region, async (client, NextToken, options) => {
          const command = new sdk.ListCopyJobSummariesCommand({
            ...asked,
            MessageCategory: "ANY",
            NextToken,
          });
          const output = await client.send(command, options);
          return { items: (output.CopyJobSummaries ?? []).map(row), next: output.NextToken };
        });
        break;
      case "restore":
        yield* this.pages("ListRestoreJobSummaries", region, async (client, NextToken, options) => {
          const command = new sdk.ListRestoreJobSummariesCommand({ ...asked, NextToken });
          const output = await client.send(command, options);
          return { items: (output.RestoreJobSummaries ?? []).map(row), next: output.NextToken };
        });
    }
  }

  private async *pages<T>(
    operation: string,
    region: string,
    read: ReadPage<T>,
  ): AsyncGenerator<readonly T[]> {
    const client = await this.session.client(
      operation,
      (configuration) => new sdk.BackupClient(configuration),
      region,
    );
    const action = `backup:${operation}`;
    const tokens = new PageTokens(action, { pages: MAX_PAGES, emptyPages: MAX_EMPTY_PAGES });
    let token: string | undefined;
    do {
      const current = token;
      const { items, next } = await this.session.call(
        action,
        (options) => read(client, current, options),
        [],
        region,
      );
      yield items;
      token = tokens.after(items.length, next);
    } while (token !== undefined);
  }
}

type ReadPage<T> = (
  client: sdk.BackupClient,
  token: string | undefined,
  options: { readonly abortSignal?: AbortSignal },
) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>;

function common(query: JobsQuery, NextToken: string | undefined) {
  return {
    ByAccountId: query.accountId,
    ByCreatedAfter: query.createdAfter,
    ...(query.createdBefore === undefined ? {} : { ByCreatedBefore: query.createdBefore }),
    ...(query.resourceType === undefined ? {} : { ByResourceType: query.resourceType }),
    MaxResults: JOBS_A_PAGE,
    NextToken,
  };
}

const NEVER = new Date(0);

function backupJob(job: sdk.BackupJob, region: string): Job {
  return {
    kind: "backup",
    id: job.BackupJobId ?? "",
    accountId: job.AccountId ?? "",
    region,
    state: job.State ?? "",
    resourceType: job.ResourceType ?? "",
    resourceArn: job.ResourceArn ?? "",
    vault: job.BackupVaultName ?? vaultName(job.BackupVaultArn),
    destinationVaultArn: undefined,
    createdAt: job.CreationDate ?? NEVER,
    completedAt: job.CompletionDate,
    startBy: job.StartBy,
    message: job.StatusMessage ?? "",
    messageCategory: job.MessageCategory ?? "",
    createdBy: creatorOf(job.CreatedBy),
    continuous: /continuous/i.test(job.BackupType ?? ""),
    retentionDays: retentionOf(job.RecoveryPointLifecycle),
  };
}

function copyJob(job: sdk.CopyJob, region: string): Job {
  return {
    kind: "copy",
    id: job.CopyJobId ?? "",
    accountId: job.AccountId ?? "",
    region,
    state: job.State ?? "",
    resourceType: job.ResourceType ?? "",
    resourceArn: job.ResourceArn ?? "",
    vault: vaultName(job.DestinationBackupVaultArn),
    destinationVaultArn: job.DestinationBackupVaultArn,
    createdAt: job.CreationDate ?? NEVER,
    completedAt: job.CompletionDate,
    startBy: undefined,
    message: job.StatusMessage ?? "",
    messageCategory: job.MessageCategory ?? "",
    createdBy: creatorOf(job.CreatedBy),
    continuous: false,
    retentionDays: retentionOf(job.DestinationRecoveryPointLifecycle),
  };
}

function restoreJob(job: sdk.RestoreJobsListMember, region: string): Job {
  return {
    kind: "restore",
    id: job.RestoreJobId ?? "",
    accountId: job.AccountId ?? "",
    region,
    state: job.Status ?? "",
    resourceType: job.ResourceType ?? "",
    resourceArn: job.SourceResourceArn ?? job.RecoveryPointArn ?? "",
    vault: vaultName(job.BackupVaultArn),
    destinationVaultArn: undefined,
    createdAt: job.CreationDate ?? NEVER,
    completedAt: job.CompletionDate,
    startBy: undefined,
    message: job.StatusMessage ?? "",
    messageCategory: "",
    createdBy: undefined,
    continuous: false,
    retentionDays: undefined,
  };
}

function creatorOf(creator: sdk.RecoveryPointCreator | undefined): JobCreator | undefined {
  return creator?.BackupPlanId === undefined &&
    creator?.BackupPlanArn === undefined &&
    creator?.BackupPlanName === undefined
    ? undefined
    : { plan: creator.BackupPlanName, rule: creator.BackupRuleName, schedule: creator.BackupRuleCron };
}

/** AWS writes -1 for recovery points that are never deleted. */
function retentionOf(lifecycle: sdk.Lifecycle | undefined): Job["retentionDays"] {
  const days = lifecycle?.DeleteAfterDays;
  return days === undefined ? undefined : days < 0 ? "forever" : days;
}

function vaultName(arn: string | undefined): string {
  return parseVaultArn(arn)?.vault ?? "";
}
