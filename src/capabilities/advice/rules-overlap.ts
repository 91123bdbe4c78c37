import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { ruleOverlaps } from "../lifecycle/rule-overlaps";
import type { RuleOverlap } from "../lifecycle/rule-overlaps";
import { ENDLESS_RETENTION } from "../lifecycle/vault-limits";
import { capability } from "../capability";
import { namedKinds } from "../selection/reachable-kinds";
import type { PlanAdvice, PlanAdviceRule } from "./plan-advice";

/** Daily, weekly and monthly rules overlap by design: reported only if the skipped run does what the other does not. */
export const rulesOverlap: PlanAdviceRule = {
  id: "rules-overlap",
  severity: "warning",
  sentence:
    "Two rules of a plan start in overlapping windows, or are continuous in different vaults: AWS Backup makes one backup, and what only the other rule does is lost.",
  hint: "Give both rules the same vault, and the rule with the longer retention the same copies, or let the rules start at times that do not overlap.",
  advise: (plan, at) => [...ruleOverlaps(plan, at).flatMap(ofWindows), ...ofContinuous(plan)],
};

function ofWindows(overlap: RuleOverlap): readonly PlanAdvice[] {
  const { kept, skipped, isTie } = overlap;
  const lost = isTie
    ? [...ifUnder(kept, lostSettings(skipped, kept)), ...ifUnder(skipped, lostSettings(kept, skipped))]
    : lostSettings(skipped, kept);
  const isEndless = !isTie && kept.retentionDays === undefined;
  return lost.length === 0
    ? []
    : [
        {
          message: [opening(overlap), ...lost, ...(isEndless ? [ENDLESS_RETENTION] : [])].join(" "),
          path: skipped.path,
          ruleNames: [kept.name, skipped.name],
        },
      ];
}

function ifUnder({ name }: BackupRule, lost: readonly string[]): readonly string[] {
  return lost.length === 0 ? [] : [`Under "${name}": ${lost.join(" ")}`];
}

/** A resource has one continuous recovery point, whatever the schedules. */
function ofContinuous({ rules, selections }: BackupPlan): readonly PlanAdvice[] {
  const continuous = rules.filter((rule) => rule.continuous);
  if (continuous.length < 2) {
    return [];
  }
  const named = namedKinds(selections);
  if (named.length > 0 && named.every((kind) => capability(kind, "continuous").answer === "no")) {
    return [];
  }
  return continuous.flatMap((first, index) =>
    continuous
      .slice(index + 1)
      .filter(({ vault }) => vault !== first.vault)
      .map((second) => ({
        message: `"${first.name}" and "${second.name}" are continuous in different vaults: a resource has one continuous recovery point, that of the rule that AWS Backup processes first. The other rule takes snapshots only; an older page calls such a plan invalid.`,
        path: `${second.path}/enable_continuous_backup`,
        ruleNames: [first.name, second.name],
      })),
  );
}

function opening({ kept, skipped, first, isAlways, isTie }: RuleOverlap): string {
  const when = `${first.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (isTie) {
    return `"${skipped.name}" and "${kept.name}" start within the same window, first at ${when}: AWS Backup makes one backup, and no page says under which of two rules with equal retention.`;
  }
  const runs = isAlways ? "every run" : "runs";
  return `"${kept.name}" takes over ${runs} of "${skipped.name}", first at ${when}: their start windows overlap, and AWS Backup makes one backup under the longer retention.`;
}

/** What a run does and the run that replaces it does not, in sentences. */
function lostSettings(skipped: BackupRule, kept: BackupRule): readonly string[] {
  const copies = skipped.copies.filter(({ arn }) => !kept.copies.some((copy) => copy.arn === arn));
  return [
    ...(copies.length === 0 ? [] : [`Then there is no copy in ${copies.map(({ arn }) => arn).join(", ")}.`]),
    ...(skipped.vault === kept.vault
      ? []
      : [`The backup goes to the vault "${kept.vault ?? ""}" instead of "${skipped.vault ?? ""}".`]),
    ...(skipped.airGappedVault === undefined || skipped.airGappedVault === kept.airGappedVault
      ? []
      : [`It does not go to the air-gapped vault ${skipped.airGappedVault}.`]),
    ...(skipped.continuous && !kept.continuous
      ? ["No page says what happens to the continuous backup of the skipped run."]
      : []),
  ];
}
