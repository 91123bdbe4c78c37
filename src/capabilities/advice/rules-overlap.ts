import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { ruleOverlaps } from "../lifecycle/rule-overlaps";
import type { RuleOverlap } from "../lifecycle/rule-overlaps";
import type { PlanAdviceRule } from "./plan-advice";

/** Daily, weekly and monthly rules overlap by design: reported only if the skipped run does what the other does not. */
export const rulesOverlap: PlanAdviceRule = {
  id: "rules-overlap",
  severity: "warning",
  sentence:
    "Start windows of two rules of a plan overlap, so that AWS Backup makes one backup under the longer retention, and what only the other rule does is lost.",
  hint: "Give the rule with the longer retention the same copies and vault, or let the rules start at times that do not overlap.",
  advise: (plan, at) =>
    ruleOverlaps(plan, at).flatMap((overlap) => {
      const { kept, skipped, isTie } = overlap;
      const lost = lostSettings(skipped, kept);
      const lostOther = isTie ? lostSettings(kept, skipped) : [];
      return lost.length + lostOther.length === 0
        ? []
        : [
            {
              message: `${opening(overlap)} ${[...new Set([...lost, ...lostOther])].join(" ")}`,
              path: skipped.path,
              ruleNames: [kept.name, skipped.name],
            },
          ];
    }),
};

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
      ? ["No page says what becomes of the continuous backup of the skipped run."]
      : []),
  ];
}
