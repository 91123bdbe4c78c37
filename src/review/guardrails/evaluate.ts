import { count, duration, kept, list } from "../words";
import { RESOURCE_TYPES } from "../../policy/resource-types";
import type { Infrastructure } from "../infrastructure";
import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { rhythmOf } from "../rhythm";
import { parseArn } from "../../text/arn";
import { matcher } from "./account-filter";
import type { Demands } from "./guardrails";

/** What a requirement can fail on; each is the id of a finding's rule behind `guardrail-`. */
export type Shortfall =
  | "protection"
  | "retention"
  | "gap"
  | "copy-region"
  | "copy-account"
  | "copy-retention"
  | "vault"
  | "vault-lock"
  | "continuous-backup"
  | "regions"
  | "resource-types";

export interface Violation {
  readonly shortfall: Shortfall;
  /** What is and what is demanded. */
  readonly message: string;
  readonly path: string;
}

export interface Circumstances {
  /** The account's own id where copies go to it: a copy into the account itself goes to no other. */
  readonly ownId: string | undefined;
  readonly infrastructure: Infrastructure | undefined;
  readonly at: Date;
}

/** What an account's protection lacks of what is demanded; empty where it meets all of it. */
export function violationsOf(
  plans: readonly BackupPlan[],
  demands: Demands,
  planNames: readonly string[] | undefined,
  circumstances: Circumstances,
): readonly Violation[] {
  const isMeant = planNames === undefined ? () => true : matcher(planNames);
  const candidates = plans
    .filter(({ name, regions, selections }) => isMeant(name) && regions.length > 0 && selections.length > 0)
    .flatMap((plan) =>
      plan.rules.map((rule) => ({ plan, rule, lacks: shortfalls(rule, plan, demands, circumstances) })),
    );
  const [best] = candidates.toSorted((first, second) => first.lacks.length - second.lacks.length);
  if (best === undefined) {
    const which = planNames === undefined ? "" : ` of a plan named ${list(planNames)}`;
    return [{ shortfall: "protection", message: `no rule${which} makes backups`, path: "plans" }];
  }
  if (best.lacks.length > 0) {
    return best.lacks;
  }
  const good = candidates.filter(({ lacks }) => lacks.length === 0).map(({ plan }) => plan);
  return [...missingRegions(good, demands), ...missingTypes(good, demands)];
}

function shortfalls(
  rule: BackupRule,
  plan: BackupPlan,
  demands: Demands,
  { ownId, infrastructure, at }: Circumstances,
): readonly Violation[] {
  const found: Violation[] = [];
  const add = (shortfall: Shortfall, message: string, setting: string): void => {
    found.push({ shortfall, message, path: `${rule.path}/${setting}` });
  };
  const { minimumRetentionDays, maximumGapHours, minimumCopyRetentionDays, vaults } = demands;
  if (minimumRetentionDays !== undefined && (rule.retentionDays ?? Infinity) < minimumRetentionDays) {
    add(
      "retention",
      `recovery points are kept ${kept(rule.retentionDays)}, ${count(minimumRetentionDays, "day")} are required`,
      "lifecycle/delete_after_days",
    );
  }
  if (maximumGapHours !== undefined) {
    const gap = rhythmOf(rule.schedule, at)?.largestGapMinutes;
    if (gap === undefined || gap > maximumGapHours * 60) {
      const is =
        gap === undefined ? "the schedule does not repeat" : `up to ${duration(gap)} lie between two backups`;
      add("gap", `${is}, ${duration(maximumGapHours * 60)} at most are allowed`, "schedule_expression");
    }
  }
  const outside = rule.copies.filter(({ account }) => account !== "$account" && account !== ownId);
  const uncopied = plan.regions.filter(
    (from) => !rule.copies.some(({ region }) => region !== undefined && region !== from),
  );
  if (demands.copyToAnotherRegion === true && uncopied.length > 0) {
    add(
      "copy-region",
      `recovery points of ${list(uncopied)} are not copied to another Region`,
      "copy_actions",
    );
  }
  if (demands.copyToAnotherAccount === true && outside.length === 0) {
    add("copy-account", "recovery points are not copied to another account", "copy_actions");
  }
  if (minimumCopyRetentionDays !== undefined) {
    const longest = Math.max(0, ...rule.copies.map(({ retentionDays }) => retentionDays ?? Infinity));
    if (longest < minimumCopyRetentionDays) {
      const is = rule.copies.length === 0 ? "there are no copies" : `copies are kept ${kept(longest)}`;
      add("copy-retention", `${is}, ${count(minimumCopyRetentionDays, "day")} are required`, "copy_actions");
    }
  }
  if (vaults !== undefined && !matcher(vaults)(rule.vault ?? "")) {
    add(
      "vault",
      `recovery points go to the vault ${JSON.stringify(rule.vault ?? "")}, required is ${list(vaults)}`,
      "target_backup_vault_name",
    );
  }
  if (demands.vaultLock === true && infrastructure?.vaults.get(rule.vault ?? "")?.lock === undefined) {
    add(
      "vault-lock",
      `the given code declares no lock of the vault ${JSON.stringify(rule.vault ?? "")}`,
      "target_backup_vault_name",
    );
  }
  if (demands.continuousBackup === true && !rule.continuous) {
    add("continuous-backup", "continuous backup is off", "enable_continuous_backup");
  }
  return found;
}

function missingRegions(plans: readonly BackupPlan[], { regions = [] }: Demands): readonly Violation[] {
  const missing = regions.filter((region) => !plans.some((plan) => plan.regions.includes(region)));
  return missing.length === 0
    ? []
    : [
        {
          shortfall: "regions",
          message: `no rule that meets the requirement runs in ${list(missing)}`,
          path: plans.length === 1 ? `${plans[0]?.path ?? "plans"}/regions` : "plans",
        },
      ];
}

/** A tag selection finds resources of every type; which of them carry the tag is not known here. */
function missingTypes(plans: readonly BackupPlan[], { resourceTypes = [] }: Demands): readonly Violation[] {
  const missing = resourceTypes.filter((wanted) => {
    const types =
      wanted === "*" ? ["*"] : RESOURCE_TYPES.filter((type) => type === wanted || serviceOf(type) === wanted);
    return !types.some((type) => plans.some((plan) => covers(plan, type)));
  });
  return missing.length === 0
    ? []
    : [
        {
          shortfall: "resource-types",
          message: `no rule that meets the requirement selects ${list(missing)}`,
          path: plans.length === 1 ? `${plans[0]?.path ?? "plans"}/selections` : "plans",
        },
      ];
}

/** Whether a plan selects resources of a type. */
export function covers({ selections }: BackupPlan, type: string): boolean {
  return selections.some(
    ({ kind, resourceTypes, notResourceTypes }) =>
      kind === "tags" ||
      ((resourceTypes.includes("*") || resourceTypes.includes(type)) && !notResourceTypes.includes(type)),
  );
}

/** `arn:aws:rds:*:*:db:*` is one of `rds`. */
export function serviceOf(type: string): string {
  return parseArn(type)?.service ?? type;
}
