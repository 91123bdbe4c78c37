import type { Organization } from "../../organization/organization";
import type { Review } from "../../review/review";
import { organizationJson } from "./organization-json";
import type { ReviewSummary } from "../../review/review-summary";
import type { SynthesisFinding } from "./synthesis-finding";
import { accountChangeJson } from "../../render/account-change-json";

/** Stands beside CDKTF's manifest. */
export const PLAN_FILE = "backup-policy-plan.json";

export interface SynthesisPlan {
  /** The time for which schedules were judged. */
  readonly at: Date;
  /** The organization as it is; absent where the app does not name it. */
  readonly organization: Organization | undefined;
  readonly review: Review | undefined;
  readonly findings: readonly SynthesisFinding[];
  readonly policyNames: ReadonlyMap<string, string>;
}

/** `summary`, `changes` and `findings` as `org-backup plan --format json` has them, and what they come from. */
export function planJson(plan: SynthesisPlan): string {
  const { at, organization, review, findings, policyNames } = plan;
  const document = {
    schemaVersion: 1,
    at: at.toISOString(),
    summary: summaryJson(review?.summary, findings),
    changes: (review?.changes ?? []).map(accountChangeJson),
    findings,
    policyNames: Object.fromEntries(policyNames),
    ...(organization === undefined ? {} : { organization: organizationJson(organization) }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function summaryJson(summary: ReviewSummary | undefined, findings: readonly SynthesisFinding[]): object {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const count = (severity: string): number => open.filter((found) => found.severity === severity).length;
  return {
    ...summary,
    findings: { error: count("error"), warning: count("warning"), notice: count("notice") },
    acknowledged: findings.length - open.length,
  };
}
