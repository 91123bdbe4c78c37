import { everyTypeIsOff } from "./account-facts";
import type { AccountFacts } from "./account-facts";
import type { GapCause } from "./failure-explanations";
import { ownRole } from "./account-plan";
import type { AccountPlan } from "./account-plan";
import type { PlannedRule } from "./planned-rules";
import type { RunTally } from "./tally";

/**
 * How it is known: the job's own message, a look into the account, the effective policy, or because the
 * other causes were ruled out.
 */
export type GapEvidence = "job message" | "looked up" | "effective policy" | "by elimination" | "nothing";

/** Why a planned backup is not there. */
export interface GapReason {
  readonly cause: GapCause;
  readonly evidence: GapEvidence;
  readonly message: string;
  readonly fix: string;
}

/** The reasons for a run that failed or left no job; never empty. */
export function explainGap(
  plan: AccountPlan,
  rule: PlannedRule,
  run: RunTally | undefined,
  facts: AccountFacts,
): readonly GapReason[] {
  if (run !== undefined && run.failures.length > 0) {
    return run.failures.map(({ gap, cause, fix }) => ({
      cause: gap ?? "job-failed",
      evidence: "job message",
      message: cause,
      fix,
    }));
  }
  if (plan.source === "merged") {
    return [withheldGap()];
  }
  const reasons = lookedUp(plan.accountId, rule, facts);
  return reasons.length > 0 ? reasons : [remaining(plan.accountId, rule, facts)];
}

export function withheldGap(): GapReason {
  return {
    cause: "policy-withheld",
    evidence: "effective policy",
    message:
      "The account's effective policy has errors: AWS withholds all of it and keeps the last valid one, which has no such rule or is not recorded.",
    fix: "See `org-backup effective --account ID` for the errors and the policies that contribute to them.",
  };
}

function lookedUp(accountId: string, rule: PlannedRule, facts: AccountFacts): readonly GapReason[] {
  const reasons: GapReason[] = [];
  // Named as the policy does, with $account: the same trouble of many accounts is said once.
  const missingRoles = rolesOf(rule).filter(
    (arn) => facts.role(accountId, ownRole(arn, accountId)) === "missing",
  );
  if (missingRoles.length > 0) {
    reasons.push({
      cause: "role-missing",
      evidence: "looked up",
      message: `The account has no role ${missingRoles.join(", ")}.`,
      fix: "Create it with this very path and name, trusted by backup.amazonaws.com.",
    });
  }
  if (facts.vault(accountId, rule.region, rule.vault) === "missing") {
    reasons.push({
      cause: "vault-missing",
      evidence: "looked up",
      message: `The account has no vault ${rule.vault} in ${rule.region}.`,
      fix: "Create the vault there, with this very name.",
    });
  }
  const optIn = facts.optIn(rule.region);
  if (
    optIn !== undefined &&
    rule.selections.length > 0 &&
    rule.selections.every(({ resourceTypes }) => everyTypeIsOff(resourceTypes, optIn))
  ) {
    reasons.push({
      cause: "opt-in-missing",
      evidence: "looked up",
      message: `In ${rule.region} AWS Backup is not opted in to any resource type that the plan selects.`,
      fix: "Opt in for the Region in the management account: for plans made by policies that setting counts.",
    });
  }
  return reasons;
}

/** Nothing speaks against role, vault and opt-in: then nothing is selected. Or they were not looked at. */
function remaining(accountId: string, rule: PlannedRule, facts: AccountFacts): GapReason {
  const open = [
    ...(rolesOf(rule).some((arn) => facts.role(accountId, ownRole(arn, accountId)) === undefined)
      ? ["the role"]
      : []),
    ...(facts.vault(accountId, rule.region, rule.vault) === undefined ? ["the vault"] : []),
    ...(facts.optIn(rule.region) === undefined ? ["the opt-in"] : []),
  ];
  if (open.length === 0) {
    return {
      cause: "no-resource-selected",
      evidence: "by elimination",
      message:
        "Role, vault and opt-in are there, and no job was made: the selections of the plan match no resource.",
      fix: "Compare the tags of the resources with the selection: tag keys and values count with their case.",
    };
  }
  return {
    cause: "not-known",
    evidence: "nothing",
    message: `No job was made. Usual causes are a missing role, vault or opt-in, or a selection that matches no resource; not looked at: ${open.join(", ")}.`,
    fix: "Run with --member-role-name NAME, a role in the accounts that may read roles and vaults, to have them looked at.",
  };
}

function rolesOf({ selections }: PlannedRule): readonly string[] {
  return [...new Set(selections.flatMap(({ role }) => role ?? []))];
}
