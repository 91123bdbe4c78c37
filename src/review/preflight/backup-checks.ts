import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { QUOTAS } from "../../policy/quotas";
import { minifyPolicy } from "../../policy/minify-policy";
import type { BackupPlan } from "../../effective/backup-plan";
import { backupNeedsOf } from "../../effective/backup-plan/backup-needs";
import type { BackupNeeds } from "../../effective/backup-plan/backup-needs";
import { possiblePlans } from "../possible-plans";
import { checkOf, checkOfFact, listed } from "./preflight-check";
import type { CheckStatus, Fact, Observation, PreflightCheck } from "./preflight-check";
import { ruleRuns } from "../../effective/backup-plan/running-plan";
import type { Runs } from "../../effective/backup-plan/running-plan";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";

/** The plans of all accounts, each once. */
export function plansOfAll(policies: EffectivePolicies): readonly BackupPlan[] {
  return [...new Set([...policies.distinct().keys()].flatMap(possiblePlans))];
}

/** What the effective policies of all accounts need together. */
export function needsOfAll(policies: EffectivePolicies): BackupNeeds {
  return backupNeedsOf(plansOfAll(policies));
}

/** What the effective policy of one account needs. */
export function needsOfAccount(policies: EffectivePolicies, accountId: string): BackupNeeds {
  const effective = policies.of(accountId);
  return backupNeedsOf(effective === undefined ? [] : possiblePlans(effective));
}

/** The cross-account setting, where a policy copies to another account. */
export function globalSettingChecks(
  settings: Fact<ReadonlyMap<string, string>>,
  needs: BackupNeeds,
): readonly PreflightCheck[] {
  const targets = [
    ...new Set(
      needs.vaults.flatMap(({ accountId, use }) =>
        use === "copy" && accountId !== undefined ? [accountId] : [],
      ),
    ),
  ];
  return [
    checkOfFact("cross-account-backup", "Cross-account copies are allowed", settings, (values) => {
      const isOn = values.get("isCrossAccountBackupEnabled") === "true";
      if (isOn) {
        return { status: "ok", seen: "isCrossAccountBackupEnabled is true." };
      }
      return targets.length === 0
        ? { status: "ok", seen: "isCrossAccountBackupEnabled is false; no policy copies to a named account." }
        : {
            status: "failed",
            seen: `isCrossAccountBackupEnabled is false, and policies copy to ${listed(targets)}.`,
            action:
              "Switch it on: aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true.",
          };
    }),
  ];
}

/** Whether the rules of the plans make backups at all. */
export function scheduleChecks(plans: readonly BackupPlan[], at: Date): readonly PreflightCheck[] {
  const rules = plans.flatMap((plan) => plan.rules);
  const pathsOf = (runs: Runs): readonly string[] => [
    ...new Set(rules.filter((rule) => ruleRuns(rule, at) === runs).map(({ path }) => path)),
  ];
  const [ended, unread] = [pathsOf("no"), pathsOf("unknown")];
  const observation: Observation =
    ended.length > 0
      ? { status: "failed", seen: `No future runs: ${listed(ended)}.` }
      : unread.length > 0
        ? { status: "unknown", seen: `The schedules of ${listed(unread)} cannot be read.` }
        : { status: "ok", seen: `${counted(rules.length, "rule")} with future runs.` };
  return rules.length === 0 ? [] : [checkOf("schedule", "Every backup rule runs again", observation)];
}

/** How near the organization is to what AWS limits. */
export function quotaChecks(organization: Organization): readonly PreflightCheck[] {
  const { policies, attachments, organizationalUnits } = organization;
  const fullest = attachments.reduce<{ readonly name: string; readonly count: number }>(
    (most, { targetId, policyIds }) =>
      policyIds.length > most.count ? { name: organization.path(targetId), count: policyIds.length } : most,
    { name: "any target", count: 0 },
  );
  const longest = policies.reduce<{ readonly name: string; readonly count: number }>(
    (most, { name, content }) => {
      const text = content.kind === "known" ? (content.text ?? minifyPolicy(content.value)) : "";
      return text.length > most.count ? { name, count: text.length } : most;
    },
    { name: "no policy", count: 0 },
  );
  return [
    quota("policies", policies.length, QUOTAS.policiesPerOrganization.limit, "backup policies"),
    quota(
      "policies-per-target",
      fullest.count,
      QUOTAS.policiesPerTarget.limit,
      `policies on ${fullest.name}`,
    ),
    quota(
      "document-size",
      longest.count,
      QUOTAS.documentCharacters.limit,
      `characters in ${longest.name}, the longest`,
    ),
    quota("organizational-units", organizationalUnits.length, QUOTAS.organizationalUnits.limit, "OUs"),
  ];
}

const NARROW = 0.9;

function quota(what: Quota, count: number, limit: number, noun: string): PreflightCheck {
  const status: CheckStatus = count > limit ? "failed" : count >= limit * NARROW ? "warning" : "ok";
  const seen = `${grouped(count)} of ${grouped(limit)} ${noun}; room for ${grouped(Math.max(0, limit - count))}.`;
  const action = "AWS does not raise this limit: merge or remove before you add.";
  return checkOf(`quota-${what}`, `Quota: ${what.replaceAll("-", " ")}`, { status, seen, action });
}

type Quota = "policies" | "policies-per-target" | "document-size" | "organizational-units";
