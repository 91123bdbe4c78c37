import type { BackupPlan } from "../../effective/backup-plan";
import { runningPlan } from "../../effective/backup-plan/running-plan";
import { plansOf } from "../plan-protects";
import type { ProtectionChange } from "../protection-change";
import { list } from "../words";
import { BY_ORDER, byGroup, isOutcome } from "./find-in-plans";
import type { Risk, RiskFinding } from "./risk";

export const accountUnprotected: Risk = {
  id: "account-unprotected",
  severity: "error",
  sentence:
    "Accounts that are backed up now will not be backed up at all. As a warning: it is not known whether they are now, or whether they will be.",
  hint: "Attach a policy with a complete plan to them or above them, or acknowledge the finding if the accounts are to be closed.",
  find: ({ protections, at }) =>
    byGroup(protections).flatMap((outcomes) => {
      const all = isOutcome(outcomes) ? [outcomes] : outcomes;
      // What attachment orders that are not known allow: the worst of it.
      const losing = (["yes", "unknown"] as const)
        .map((wanted) => all.filter(({ losesEverything }) => losesEverything === wanted))
        .find(({ length }) => length > 0);
      const [worst] = losing ?? [];
      return losing === undefined || worst === undefined
        ? []
        : [{ ...findingOf(worst, losing.length < all.length, at), accounts: worst.accounts }];
    }),
};

function findingOf(change: ProtectionChange, isByOrder: boolean, at: Date): Omit<RiskFinding, "accounts"> {
  const { end, losesEverything, isBackedUp, group } = change;
  const message =
    end === "closed"
      ? "The accounts are closed: AWS Backup no longer backs up anything in them."
      : end === "leaves"
        ? "The accounts leave the organization, and its backup policies no longer apply."
        : losesEverything === "unknown" && isBackedUp === "yes"
          ? "It is not known whether anything is still backed up."
          : whatEnds(change, at);
  return {
    ...(losesEverything === "yes" ? {} : { severity: "warning" }),
    message: [
      message,
      ...(isBackedUp === "yes" ? [] : ["It is not known whether anything was backed up before."]),
      ...(isByOrder ? [BY_ORDER] : []),
    ].join(" "),
    policies:
      end === "closed" ? [] : [...new Set(group.edits.flatMap(({ policies, causes = policies }) => causes))],
    path: end === undefined ? "plans" : "",
  };
}

/** A plan may be gone, or stay or be new with rules that never run again, or with selections that match nothing. */
function whatEnds({ pairs: { lostPlans, plans }, next = [] }: ProtectionChange, at: Date): string {
  const isGone = ({ regions, rules, leftOut = [], selections }: BackupPlan): boolean =>
    regions.length === 0 || selections.length === 0 || (rules.length === 0 && leftOut.length === 0);
  const gone = plans.filter(({ after }) => isGone(after));
  const others = plansOf(next)
    .filter(({ name }) => !plans.some(({ after }) => after.name === name))
    .map((plan) => runningPlan(plan, at))
    .filter((plan) => !isGone(plan))
    .map((plan) => ({ before: plan, after: plan }));
  const stay = [...plans.filter((pair) => !gone.includes(pair)), ...others];
  const over = stay.filter(({ after }) => after.rules.length === 0);
  const idle = stay.filter(({ after }) => after.rules.length > 0);
  const named = (plan: readonly BackupPlan[]): string =>
    plan.map(({ name }) => JSON.stringify(name)).join(", ");
  const before = (pairs: typeof stay): string => named(pairs.map((pair) => pair.before));
  const lost = [...lostPlans, ...gone.map((pair) => pair.before)];
  const regions = [...new Set(idle.flatMap(({ after }) => after.regions))];
  const reasons = [
    ...(lost.length === 0 ? [] : [`${named(lost)} ${lost.length === 1 ? "is" : "are"} gone`]),
    ...(over.length === 0 ? [] : [`no rule of ${before(over)} runs again`]),
    ...(idle.length === 0
      ? []
      : [`no selection of ${before(idle)} matches anything that AWS Backup backs up in ${list(regions)}`]),
  ].join(", ");
  return `No backup plan is left${stay.length === 0 ? "" : " that backs up anything"}${reasons === "" ? "" : `: ${reasons}`}.`;
}
