import type { BackupPlan } from "../../effective/backup-plan";
import type { ProtectionPairs } from "../protection-pairs";
import type { ProtectionChange } from "../protection-change";
import { list } from "../words";
import { BY_ORDER, byGroup, isOutcome } from "./find-in-plans";
import type { Risk, RiskFinding } from "./risk";

export const accountUnprotected: Risk = {
  id: "account-unprotected",
  severity: "error",
  sentence:
    "Accounts that are backed up now will not be backed up at all. As a warning: it is not known whether they will be.",
  hint: "Attach a policy with a complete plan to them or above them, or acknowledge the finding if the accounts are to be closed.",
  find: ({ protections }) =>
    byGroup(protections).flatMap((outcomes) =>
      isOutcome(outcomes)
        ? outcomes.losesEverything === "no"
          ? []
          : [findingOf(outcomes, false)]
        : worstOf(outcomes),
    ),
};

/** What attachment orders that are not known allow. */
function worstOf(outcomes: readonly ProtectionChange[]): readonly RiskFinding[] {
  const losing = (["yes", "unknown"] as const)
    .map((wanted) => outcomes.filter(({ losesEverything }) => losesEverything === wanted))
    .find(({ length }) => length > 0);
  return losing?.[0] === undefined ? [] : [findingOf(losing[0], losing.length < outcomes.length)];
}

function findingOf(
  { accounts, pairs, end, losesEverything, group }: ProtectionChange,
  isByOrder: boolean,
): RiskFinding {
  const message =
    end === "closed"
      ? "The accounts are closed: AWS Backup no longer backs up anything in them."
      : end === "leaves"
        ? "The accounts leave the organization, and its backup policies no longer apply."
        : losesEverything === "yes"
          ? `No backup plan is left: ${whatEnds(pairs)}.`
          : "It is not known whether anything is still backed up.";
  return {
    ...(losesEverything === "yes" ? {} : { severity: "warning" }),
    message: isByOrder ? `${message} ${BY_ORDER}` : message,
    accounts,
    policies:
      end === "closed" ? [] : [...new Set(group.edits.flatMap(({ policies, causes = policies }) => causes))],
    path: end === undefined ? "plans" : "",
  };
}

/** A plan may be gone, or stay with rules that never run again, or with selections that match nothing. */
function whatEnds({ lostPlans, plans }: ProtectionPairs): string {
  const isGone = ({ regions, rules, leftOut = [], selections }: BackupPlan): boolean =>
    regions.length === 0 || selections.length === 0 || (rules.length === 0 && leftOut.length === 0);
  const gone = plans.filter(({ after }) => isGone(after));
  const stay = plans.filter((pair) => !gone.includes(pair));
  const over = stay.filter(({ after }) => after.rules.length === 0);
  const idle = stay.filter(({ after }) => after.rules.length > 0);
  const named = (plan: readonly BackupPlan[]): string =>
    plan.map(({ name }) => JSON.stringify(name)).join(", ");
  const before = (pairs: typeof plans): string => named(pairs.map((pair) => pair.before));
  const lost = [...lostPlans, ...gone.map((pair) => pair.before)];
  const regions = [...new Set(idle.flatMap(({ after }) => after.regions))];
  return [
    ...(lost.length === 0 ? [] : [`${named(lost)} ${lost.length === 1 ? "is" : "are"} gone`]),
    ...(over.length === 0 ? [] : [`no rule of ${before(over)} runs again`]),
    ...(idle.length === 0
      ? []
      : [`no selection of ${before(idle)} matches anything that AWS Backup backs up in ${list(regions)}`]),
  ].join(", ");
}
