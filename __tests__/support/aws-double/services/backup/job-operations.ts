import type { Input } from "../../input";
import type { Call, Operation, Operations } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import type { AnyJob } from "./any-job";
import { backupPage, insufficientPrivileges } from "./backup-answers";
import type { BackupStore, RegionalJob } from "./backup-store";
import { summaries } from "./job-summaries";

/** Query parameter to the member of the job that must equal it. */
type EqualFilters = Readonly<Record<string, string>>;

/** Backup, copy and restore jobs that a test put in. */
export function jobOperations(store: BackupStore, organizations: OrganizationsStore): Operations {
  const jobs = { store, organizations };
  return {
    ListBackupJobs: lister(jobs, "ListBackupJobs", "BackupJobs", () => store.backupJobs, {
      resourceArn: "ResourceArn",
      state: "State",
      backupVaultName: "BackupVaultName",
      resourceType: "ResourceType",
      parentJobId: "ParentJobId",
      messageCategory: "MessageCategory",
    }),
    ListCopyJobs: lister(jobs, "ListCopyJobs", "CopyJobs", () => store.copyJobs, {
      resourceArn: "ResourceArn",
      state: "State",
      destinationVaultArn: "DestinationBackupVaultArn",
      resourceType: "ResourceType",
      parentJobId: "ParentJobId",
      messageCategory: "MessageCategory",
      sourceRecoveryPointArn: "SourceRecoveryPointArn",
    }),
    ListRestoreJobs: lister(jobs, "ListRestoreJobs", "RestoreJobs", () => store.restoreJobs, {
      status: "Status",
      resourceType: "ResourceType",
      parentJobId: "ParentJobId",
    }),
    ListBackupJobSummaries: summarizer(jobs, "BackupJobSummaries", "State", () => store.backupJobs),
    ListCopyJobSummaries: summarizer(jobs, "CopyJobSummaries", "State", () => store.copyJobs),
    ListRestoreJobSummaries: summarizer(jobs, "RestoreJobSummaries", "Status", () => store.restoreJobs),
  };
}

interface Jobs {
  readonly store: BackupStore;
  readonly organizations: OrganizationsStore;
}

function lister(
  { organizations }: Jobs,
  list: string,
  member: string,
  all: () => readonly RegionalJob<object>[],
  filters: EqualFilters,
): Operation {
  return (input, call) => {
    const asked = input.optionalText("accountId") ?? call.caller.accountId;
    if (asked !== call.caller.accountId && !seesOrganization(organizations, call)) {
      throw insufficientPrivileges();
    }
    const jobs = all()
      .filter(({ region }) => region === call.caller.region)
      .map(({ job }) => job as AnyJob)
      // "*" is documented for backup jobs alone; for the others it is an account that has no jobs.
      .filter((job) => job.AccountId === asked || (asked === "*" && list === "ListBackupJobs"))
      .filter((job) => matches(job, input, filters))
      .sort((left, right) => (right.CreationDate?.getTime() ?? 0) - (left.CreationDate?.getTime() ?? 0));
    return backupPage(input, list, member, jobs, (job) => job);
  };
}

function summarizer(
  { organizations }: Jobs,
  member: string,
  stateMember: string,
  all: () => readonly RegionalJob<object>[],
): Operation {
  return (input, call) => {
    const wide = seesOrganization(organizations, call);
    const account = wide ? input.optionalText("AccountId") : call.caller.accountId;
    const jobs = all().map(({ region, job }) => ({ region, job: job as AnyJob }));
    const rows = summaries(jobs, stateMember, {
      region: call.caller.region,
      accountId: account ?? call.caller.accountId,
      state: input.optionalText("State"),
      resourceType: input.optionalText("ResourceType"),
      messageCategory: input.optionalText("MessageCategory"),
      period: input.optionalText("AggregationPeriod") ?? "ONE_DAY",
      now: call.now,
    });
    return {
      ...backupPage(input, member, member, rows, (row) => row),
      AggregationPeriod: input.optionalText("AggregationPeriod") ?? "ONE_DAY",
    };
  };
}

/** The management account, or a delegated administrator of AWS Backup, while trusted access is on. */
function seesOrganization(organizations: OrganizationsStore, call: Call): boolean {
  const { accountId } = call.caller;
  return (
    organizations.current?.trustedServices.has("backup.amazonaws.com") === true &&
    (organizations.isManagementAccount(accountId) ||
      organizations.isDelegatedAdministrator(accountId, "backup.amazonaws.com"))
  );
}

function matches(job: AnyJob, input: Input, filters: EqualFilters): boolean {
  const within = (date: Date | undefined, after: string, before: string): boolean => {
    const [from, to] = [input.date(after), input.date(before)];
    return (
      (from === undefined || (date !== undefined && date > from)) &&
      (to === undefined || (date !== undefined && date < to))
    );
  };
  return (
    Object.entries(filters).every(([parameter, name]) => {
      const wanted = input.optionalText(parameter);
      return wanted === undefined || job[name] === wanted;
    }) &&
    within(job.CreationDate, "createdAfter", "createdBefore") &&
    within(job.CompletionDate, "completeAfter", "completeBefore")
  );
}
