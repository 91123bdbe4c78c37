import type { Job } from "../jobs/job";
import type { JobCountsReport } from "../jobs/job-counts";
import { accountsByVerdict } from "../jobs/jobs-report";
import type { JobsReport } from "../jobs/jobs-report";
import type { ResourceJobsReport } from "../jobs/resource-jobs";
import { findingJson } from "./finding-json";

/** The whole report as JSON, `schemaVersion` 1; times in ISO 8601. */
export function jobsJson(report: JobsReport): string {
  const { at, window, regions, restrictions, summary, jobs, planned, findings, missing, notes } = report;
  const { organization } = report;
  return text({
    at,
    since: window.since,
    until: window.until,
    regions,
    restrictions,
    complete: missing.length === 0,
    summary: {
      ...summary,
      accounts: summary.accounts.map((account) => ({
        ...account,
        name: organization?.account(account.accountId)?.name,
        path: organization === undefined ? undefined : organization.path(account.accountId) || undefined,
      })),
    },
    protection:
      planned === undefined ? undefined : Object.fromEntries([...accountsByVerdict(planned)].sort()),
    planned: planned?.map((account) => ({
      ...account,
      name: organization?.account(account.accountId)?.name,
      path: organization?.path(account.accountId),
    })),
    resources: report.resources === undefined ? undefined : resourceJobsJson(report.resources),
    findings: findings.map(findingJson),
    jobs: jobs.map(jobJson),
    missing,
    notes,
  });
}

/** AWS's own counts as JSON, `schemaVersion` 1. */
export function jobCountsJson(report: JobCountsReport): string {
  return text({ ...report, complete: report.missing.length === 0 });
}

function resourceJobsJson({ sources, accountTypes, resources, ...rest }: ResourceJobsReport): object {
  const withNulls = (row: { readonly accountId: string | undefined }): object => ({
    ...row,
    accountId: row.accountId ?? null,
  });
  return {
    ...rest,
    inventories: sources,
    accountTypes: accountTypes.map(withNulls),
    resources: resources.map((resource) => ({ ...withNulls(resource), region: resource.region ?? null })),
  };
}

function jobJson({ createdBy, ...job }: Job): object {
  return { ...job, plan: createdBy?.plan, rule: createdBy?.rule };
}

function text(content: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...content }, undefined, 2)}\n`;
}
