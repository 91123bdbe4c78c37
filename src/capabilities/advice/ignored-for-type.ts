import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { capability } from "../capability";
import { coldStorage } from "../lifecycle/cold-storage";
import { scanCapability } from "../rule-effect";
import type { ResourceKind } from "../resource-kinds";
import { namedKinds } from "../selection/reachable-kinds";
import type { Verdict } from "../verdict";
import { answerSentences, kindsByAnswer } from "./kinds-by-answer";
import type { PlanAdvice, PlanAdviceRule } from "./plan-advice";

/** Tags alone find resources of any type: nothing is said of types that no selection names. */
export const ignoredForType: PlanAdviceRule = {
  id: "ignored-for-type",
  severity: "warning",
  sentence:
    "A setting of a rule has no effect for a resource type that a selection names; AWS accepts it and ignores it.",
  hint: "Use a rule or plan of its own for these types, or drop the setting. `org-backup help capabilities` lists what each type can do.",
  advise: (plan) => {
    const kinds = namedKinds(plan.selections);
    return kinds.length === 0 ? [] : plan.rules.flatMap((rule) => ofRule(plan, rule, kinds));
  },
};

interface Setting {
  readonly path: string;
  readonly is: string;
  readonly whether: string;
  readonly kinds: readonly ResourceKind[];
  readonly verdictOf: (kind: ResourceKind) => Verdict;
}

function ofRule(plan: BackupPlan, rule: BackupRule, kinds: readonly ResourceKind[]): readonly PlanAdvice[] {
  return settingsOf(plan, rule, kinds).flatMap(({ path, is, whether, kinds: asked, verdictOf }) => {
    const found = kindsByAnswer(asked, verdictOf);
    const message = answerSentences(found, is, whether);
    const isOpen = found.no.length + found.probablyNo.length === 0;
    return message === ""
      ? []
      : [{ message, path, ruleNames: [rule.name], ...(isOpen ? { severity: "notice" as const } : {}) }];
  });
}

function settingsOf(plan: BackupPlan, rule: BackupRule, kinds: readonly ResourceKind[]): readonly Setting[] {
  const { path, continuous, airGappedVault, indexedTypes, scans } = rule;
  const scanned = plan.scanSettings.flatMap(({ resourceTypes }) => resourceTypes);
  const isScanned = (kind: ResourceKind): boolean => scanCapability(plan, kind).answer !== "no";
  return [
    ...(continuous
      ? [
          {
            path: `${path}/enable_continuous_backup`,
            is: "Continuous backup is ignored, and only snapshots are taken, for",
            whether: "continuous backup works for",
            kinds,
            verdictOf: (kind: ResourceKind) => capability(kind, "continuous"),
          },
        ]
      : []),
    ...[rule, ...rule.copies]
      .filter(({ coldAfterDays }) => coldAfterDays !== undefined)
      .map((holder) => ({
        path: `${holder.path}/lifecycle/move_to_cold_storage_after_days`,
        is: "The move to cold storage is ignored for",
        whether: "there is cold storage for",
        kinds,
        verdictOf: (kind: ResourceKind) => coldStorage(kind, holder),
      })),
    ...(airGappedVault === undefined
      ? []
      : [
          {
            path: `${path}/target_logically_air_gapped_backup_vault_arn`,
            is: "The air-gapped vault is ignored, and backups stay in the ordinary vault, for",
            whether: "an air-gapped vault takes backups of",
            kinds,
            verdictOf: (kind: ResourceKind) => capability(kind, "air-gapped-primary"),
          },
        ]),
    ...(indexedTypes.length === 0
      ? []
      : [
          {
            path: `${path}/index_actions`,
            is: "Search indexes are not made for",
            whether: "search indexes are made for",
            kinds: kinds.filter(({ optIn }) => indexedTypes.includes(optIn)),
            verdictOf: (kind: ResourceKind) => capability(kind, "index"),
          },
        ]),
    ...(scans.length === 0
      ? []
      : [
          {
            path: `${path}/scan_actions`,
            is: "Malware scans are not made for",
            whether: "malware scans are made for",
            kinds: kinds.some(isScanned) ? kinds.filter(({ optIn }) => scanned.includes(optIn)) : kinds,
            verdictOf: (kind: ResourceKind) => scanCapability(plan, kind),
          },
        ]),
  ];
}
