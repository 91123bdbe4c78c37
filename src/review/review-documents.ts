import { PLAN_ADVICE } from "../capabilities/advice/all-plan-advice";
import type { BackupEnvironment } from "../organization/backup-environment";
import { EffectivePolicies } from "../organization/effective-policies";
import type { OrganizationData, Policy } from "../organization/model";
import { Organization } from "../organization/organization";
import type { Finding } from "../text/finding";
import { bySeverity } from "../text/severity";
import { reviewWithoutChanges } from "./review";
import type { Review } from "./review";
import type { ReviewContext } from "./review-context";
import { BACKUP_SERVICE } from "../organization/application-remarks";

/** What is known besides the documents. */
export interface DocumentSurroundings {
  /** Undefined if the code does not set it. */
  readonly trustedAccess: "on" | "off" | undefined;
  /** Compared by name; undefined if nothing is known of roles and vaults. */
  readonly environment: BackupEnvironment | undefined;
}

/** Findings of these rules hold for a document wherever it is attached. */
const RULES: ReadonlySet<string> = new Set([
  "acknowledgement-expired",
  "acknowledgement-unused",
  "not-knowable",
  "policy-refused",
  "prerequisite-missing",
  "retention-outside-lock",
  "trusted-access-off",
  ...PLAN_ADVICE.map(({ id }) => id),
]);

/**
 * Reviews policies by themselves: what can be said if the organization is not known. Each policy is taken
 * for the only one of an account.
 */
export function reviewDocuments(
  policies: readonly (Policy & { readonly origin: string })[],
  { trustedAccess, environment }: DocumentSurroundings,
  context: ReviewContext,
): Review {
  const trustedServices = trustedAccess === undefined ? {} : { trustedServices: servicesOf(trustedAccess) };
  const data: OrganizationData = {
    settings: { id: "unknown", ...trustedServices },
    root: { id: "root", name: "Root" },
    organizationalUnits: [],
    accounts: policies.map(({ name }, index) => ({
      id: accountId(index),
      name,
      parentId: "root",
      state: "ACTIVE",
    })),
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
  };
  const attachments = policies.map(({ id }, index) => ({
    targetId: accountId(index),
    policyIds: [id],
    order: "known" as const,
  }));
  const after = effective({ ...data, policies, attachments }, context.at);
  const origins = new Map(policies.map(({ id, origin }) => [id, origin]));
  const change = {
    after,
    declared: { origins },
    ...(environment === undefined ? {} : { environment: { after: environment } }),
  };
  return withoutAccounts(reviewWithoutChanges(effective(data, context.at), change, context));
}

/** The accounts only stand for policies. */
function withoutAccounts({ findings: all, summary, policyNames }: Omit<Review, "changes">): Review {
  const findings = all
    .filter(({ rule }) => RULES.has(rule))
    .map((finding) => withoutScope(finding))
    .toSorted(bySeverity);
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const count = (severity: string): number => open.filter((finding) => finding.severity === severity).length;
  return {
    summary: {
      ...summary,
      accounts: 0,
      changed: 0,
      withheld: 0,
      unchanged: 0,
      notKnowable: 0,
      findings: { error: count("error"), warning: count("warning"), notice: count("notice") },
      acknowledged: findings.length - open.length,
    },
    changes: [],
    findings,
    policyNames,
  };
}

function withoutScope(finding: Finding): Finding {
  const { scope, ...rest } = finding;
  return scope === undefined ? finding : { ...rest, accounts: [] };
}

function servicesOf(trustedAccess: "on" | "off"): readonly string[] {
  return trustedAccess === "on" ? [BACKUP_SERVICE] : [];
}

function accountId(index: number): string {
  return String(index + 1).padStart(12, "0");
}

function effective(data: OrganizationData, at: Date): EffectivePolicies {
  const result = Organization.create(data);
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join(" "));
  }
  return EffectivePolicies.compute(result.organization, at);
}
