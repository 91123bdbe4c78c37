import type { Resource } from "../organization/inventory";
import type { BackupRule } from "../effective/backup-plan/backup-rule";
import type { SelectedBy } from "../review/resources/compiled-plan";
import type { AccountTypeCoverage, ResourceCoverage } from "../review/resources/resource-coverage";
import type { ResourceMatch } from "../review/resources/resource-matcher";
import { findingJson } from "./finding-json";
import { refusedPoliciesJson } from "./refused-policies-json";
import type { ResourceReport } from "./resource-report";

/** All resources, then the summary; `schemaVersion` 1. Each resource is on its own line, so the file can be streamed. */
export function resourceCoverageJson(): ResourceReport {
  let isFirst = true;
  return {
    start: '{\n  "schemaVersion": 1,\n  "resources": [',
    resource: (resource, match) => {
      const separator = isFirst ? "" : ",";
      isFirst = false;
      return `${separator}\n    ${JSON.stringify(resourceJson(resource, match))}`;
    },
    end: (coverage) => `${isFirst ? "" : "\n  "}],\n${summaryText(coverage)}\n}\n`,
  };
}

function resourceJson(
  { arn, accountId, region }: Resource,
  { type, selected, by, reason }: ResourceMatch,
): object {
  return {
    arn,
    accountId: accountId ?? null,
    region: region ?? null,
    type: type.id,
    selected,
    by: by.map(selectedByJson),
    reason: reason?.words ?? null,
    ...(reason === undefined ? {} : { code: reason.code }),
  };
}

function selectedByJson({ plan, selection }: SelectedBy): object {
  return { plan: plan.name, selection: selection.name, rules: plan.rules.map(ruleJson) };
}

function ruleJson({ name, vault, retentionDays, copies }: BackupRule): object {
  return {
    rule: name,
    vault: vault ?? null,
    retentionDays: retentionDays ?? null,
    copies: copies.map(({ arn }) => arn),
  };
}

function summaryText(coverage: ResourceCoverage): string {
  const { summary, accountTypes, unselected, assumptions, sources, findings, remarks = [] } = coverage;
  const rest = {
    summary: {
      ...summary,
      accountTypes: accountTypes.map(accountTypeJson),
      unselected: unselected.map(({ code, ...group }) => ({ ...group, code })),
    },
    assumptions,
    inventories: sources,
    ...(remarks.length === 0 ? {} : { remarks }),
    ...refusedPoliciesJson(coverage.refused),
    findings: findings.map(findingJson),
  };
  return JSON.stringify(rest, undefined, 2).slice(2, -2);
}

function accountTypeJson({ accountId, by, ...row }: AccountTypeCoverage): object {
  return {
    accountId: accountId ?? null,
    ...row,
    by: by.map(({ plan, selection, resources }) => ({
      plan: plan.name,
      selection: selection.name,
      resources,
    })),
  };
}
