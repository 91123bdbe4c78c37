import type { BackupCopy } from "../effective/backup-plan/backup-rule";
import type { BackupSelection, NamedCondition } from "../effective/backup-plan/backup-selection";
import type { Coverage, CoverageGroup, CoveredRule, PlanCoverage } from "../review/coverage";
import type { TypeCoverage } from "../review/type-coverage";
import { setOwn } from "../text/json";
import { jsonPieces, listMemberTexts } from "./json-pieces";
import { refusedPoliciesJson } from "./refused-policies-json";

/** Coverage as JSON, `schemaVersion` 1. */
export function coverageJson(coverage: Coverage): string {
  return [...coverageJsonPieces(coverage)].join("");
}

/** As {@link coverageJson}, a group at a time. */
export function coverageJsonPieces(coverage: Coverage): Iterable<string> {
  const { accounts, protectedAccounts, notKnownAccounts, inactiveAccounts } = coverage;
  const { groups, remarks = [], refused } = coverage;
  const textOf = listMemberTexts(ruleJson);
  return jsonPieces(
    {
      schemaVersion: 1,
      summary: {
        accounts,
        protected: protectedAccounts,
        unprotected: accounts - protectedAccounts,
        notKnown: notKnownAccounts,
        inactive: inactiveAccounts,
      },
      ...(remarks.length === 0 ? {} : { remarks }),
      ...refusedPoliciesJson(refused),
    },
    "groups",
    groups,
    groupJson,
    ({ rules }) => ({ rules: rules.map(textOf) }),
  );
}

/** Without the rules, which are written by themselves. */
function groupJson(group: CoverageGroup): object {
  const { accounts, scope, status, inForce, alternatives, mayBeWithheld, isEveryOrderShown } = group;
  const { protection, types } = group;
  return {
    accounts,
    scope,
    status,
    inForce,
    ...plansJson({ protection, types, rules: [] }),
    alternatives: alternatives.map(plansJson),
    mayBeWithheld,
    everyOrderShown: isEveryOrderShown,
  };
}

function plansJson({ protection, rules, types }: PlanCoverage): object {
  return {
    protected: protection === "yes",
    known: protection !== "unknown",
    rules: rules.map(ruleJson),
    types: types.map(typeJson),
  };
}

function ruleJson({ selections, copies, ...rule }: CoveredRule): object {
  return {
    ...withNulls(rule),
    selections: selections.map(selectionJson),
    copies: copies.map(copyJson),
  };
}

function typeJson(coverage: TypeCoverage): object {
  const {
    type,
    name,
    covered,
    plans,
    largestGapMinutes,
    retentionDays,
    continuous,
    copies,
    regions,
    optedOutIn,
  } = coverage;
  return {
    type,
    name,
    covered,
    plans,
    largestGapMinutes: largestGapMinutes ?? null,
    retentionDays: retentionDays ?? null,
    continuous: continuous ?? null,
    copies: copies.map((copy) => ({
      to: copy.to,
      retentionDays: copy.retentionDays ?? null,
      answer: copy.answer,
      reason: copy.reason,
    })),
    regions,
    ...(optedOutIn === undefined ? {} : { optedOutIn }),
  };
}

function selectionJson({
  kind,
  name,
  role,
  tagKey,
  tagValues,
  resourceTypes,
  notResourceTypes,
  conditions,
}: BackupSelection): object {
  return {
    kind,
    name,
    role: role ?? null,
    ...(kind === "tags" ? { tagKey: tagKey ?? null, tagValues } : { resourceTypes, notResourceTypes }),
    conditions: conditionsJson(conditions),
  };
}

/** As a policy writes them: by operator and name. */
function conditionsJson(conditions: readonly NamedCondition[]): object {
  const byOperator: Record<string, Record<string, object>> = {};
  for (const { operator, name, key, value } of conditions) {
    const named = Object.hasOwn(byOperator, operator) ? (byOperator[operator] ?? {}) : {};
    setOwn(named, name, {
      ...(key === undefined ? {} : { condition_key: key }),
      ...(value === undefined ? {} : { condition_value: value }),
    });
    setOwn(byOperator, operator, named);
  }
  return byOperator;
}

/** A copy without a lifecycle of its own is kept as long as its source. */
function copyJson({ arn, region, account, vault, kept, coldAfterDays }: BackupCopy): object {
  return withNulls({ arn, region, account, vault, retentionDays: kept.days, coldAfterDays });
}

/** A key without a value is null, so that every object of a kind has the same keys. */
function withNulls(object: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, value ?? null]));
}
