import { QUOTAS } from "../../policy/quotas";
import type { Severity } from "../../text/severity";
import { accountsBelow } from "../accounts-inheriting";
import { MergedNode } from "../../effective/merged-node";
import { child } from "../../effective/rendered";
import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlanOf } from "../../effective/backup-plan/read-backup-plans";
import type { Risk, RiskContext, RiskFinding } from "./risk";
import { grouped } from "../../text/grouped";

export const quotaReached: Risk = {
  id: "quota-reached",
  severity: "warning",
  failsSynthesis: true,
  sentence: "A quota of AWS Organizations or AWS Backup is reached or exceeded.",
  hint: "Merge policies or selections, or ask AWS for more where the quota can be raised; `org-backup help quotas` lists them.",
  find: (context) => [...organizationQuotas(context), ...targetQuotas(context), ...planQuotas(context)],
};

function organizationQuotas({ before, after }: RiskContext): readonly RiskFinding[] {
  const { policiesPerOrganization, organizationalUnits } = QUOTAS;
  return [
    ...counted(
      before.organization.policies.length,
      after.organization.policies.length,
      policiesPerOrganization,
    ),
    ...counted(
      before.organization.organizationalUnits.length,
      after.organization.organizationalUnits.length,
      organizationalUnits,
    ),
  ].map((finding) => ({ ...finding, accounts: [], policies: [], path: "" }));
}

function targetQuotas({ before, after }: RiskContext): readonly RiskFinding[] {
  return after.organization.attachments.flatMap(({ targetId, policyIds }) =>
    counted(
      before.organization.attached(targetId).policies.length,
      policyIds.length,
      QUOTAS.policiesPerTarget,
    ).map(({ message, severity }) => ({
      message: `${after.organization.path(targetId)}: ${message}`,
      severity,
      accounts: accountsBelow(after.organization, [targetId]),
      policies: policyIds,
      path: "",
    })),
  );
}

/** What only merging can bring about; single documents are checked by `validate`. */
function planQuotas({ groups }: RiskContext): readonly RiskFinding[] {
  const known = new Map<MergedNode, readonly QuotaFinding[]>();
  return groups.flatMap(({ accounts, after, before, editedPlans }) => {
    if (after?.status !== "published" || editedPlans.size === 0) {
      return [];
    }
    const [plans, earlier] = [child(after.state, "plans"), child(before?.state, "plans")];
    return [...editedPlans].flatMap((name) => {
      const plan = child(plans, name);
      if (plan === undefined) {
        return [];
      }
      const found = known.get(plan) ?? quotasOf(name, plan, child(earlier, name));
      known.set(plan, found);
      return found.map((finding) => ({ ...finding, accounts, policies: [] }));
    });
  });
}

type QuotaFinding = Omit<RiskFinding, "accounts" | "policies">;

function quotasOf(
  name: string,
  node: MergedNode,
  nodeBefore: MergedNode | undefined,
): readonly QuotaFinding[] {
  const plan = backupPlanOf(name, node);
  const before = backupPlanOf(name, nodeBefore ?? MergedNode.EMPTY);
  const tags = (of: BackupPlan): number => of.selections.filter(({ kind }) => kind === "tags").length;
  const at = `${plan.path}/selections`;
  return [
    ...counted(tags(before), tags(plan), QUOTAS.tagSelectionsPerPlan).map((finding) => ({
      ...finding,
      path: `${at}/tags`,
    })),
    ...counted(before.selections.length, plan.selections.length, QUOTAS.selectionsPerPlan).map((finding) => ({
      ...finding,
      path: at,
    })),
    ...plan.selections.flatMap((selection) => {
      const earlier = before.selections.find(({ path }) => path === selection.path)?.tagValues.length ?? 0;
      return counted(earlier, selection.tagValues.length, QUOTAS.tagsPerSelection).map((finding) => ({
        ...finding,
        path: `${selection.path}/tag_value`,
      }));
    }),
  ];
}

/** Reaching a quota leaves no room; exceeding it fails. What was so before is no news. */
function counted(
  before: number,
  now: number,
  { limit, item, service }: { readonly limit: number; readonly item: string; readonly service: string },
): readonly { readonly message: string; readonly severity: Severity }[] {
  if (now < limit || now <= before) {
    return [];
  }
  return now === limit
    ? [{ message: `${grouped(now)} ${item}: the quota is reached.`, severity: "warning" }]
    : [
        {
          message: `${grouped(now)} ${item}: ${service} allows ${grouped(limit)}.`,
          severity: "error",
        },
      ];
}
