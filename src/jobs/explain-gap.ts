import { kindNames } from "../capabilities/resource-kinds";
import type { ResourceKind } from "../capabilities/resource-kinds";
import { assumedSentences, selectionOptIn } from "../capabilities/selection-opt-in";
import type { SelectionOptIn } from "../capabilities/selection-opt-in";
import { reachableKinds } from "../capabilities/selection/reachable-kinds";
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
  const missingRoles = rolesOf(rule).filter((arn) => facts.role(accountId, ownRole(arn, accountId)) === "no");
  if (missingRoles.length > 0) {
    reasons.push({
      cause: "role-missing",
      evidence: "looked up",
      message: `The account has no role ${missingRoles.join(", ")}.`,
      fix: "Create it with exactly this path and name, trusted by backup.amazonaws.com.",
    });
  }
  if (facts.vault(accountId, rule.region, rule.vault) === "no") {
    reasons.push({
      cause: "vault-missing",
      evidence: "looked up",
      message: `The account has no vault ${rule.vault} in ${rule.region}.`,
      fix: "Create the vault there, with exactly this name.",
    });
  }
  const optIn = optInOf(rule, facts);
  if (optIn?.answer === "no") {
    reasons.push({
      cause: "opt-in-missing",
      evidence: "looked up",
      message: sentences(
        `In ${rule.region} the management account is not opted in to ${noneOf([...optIn.lost, ...optIn.doubtful, ...optIn.passedOver])}.`,
        ...assumedSentences(optIn),
      ),
      fix: "Opt in for the Region in the management account: its settings count for plans that policies make, those of the account itself do not.",
    });
  }
  return reasons;
}

/** What the opt-in does to a rule in its Region; undefined if the management account's settings are not known. */
function optInOf({ selections, region }: PlannedRule, facts: AccountFacts): SelectionOptIn | undefined {
  const settings = facts.optIn(region);
  return settings === undefined
    ? undefined
    : selectionOptIn(selections.flatMap(reachableKinds), settings, region);
}

/** Nothing speaks against role, vault and opt-in: then nothing is selected. Or they were not looked at. */
function remaining(accountId: string, rule: PlannedRule, facts: AccountFacts): GapReason {
  const optIn = optInOf(rule, facts);
  const open = [
    ...(rolesOf(rule).some((arn) => facts.role(accountId, ownRole(arn, accountId)) !== "yes")
      ? ["the role"]
      : []),
    ...(facts.vault(accountId, rule.region, rule.vault) !== "yes" ? ["the vault"] : []),
    ...(optIn === undefined ? ["the management account's opt-in"] : []),
  ];
  if (open.length > 0 || optIn === undefined) {
    return {
      cause: "not-known",
      evidence: "nothing",
      message: `No job was created. Usual causes are a missing role, vault or opt-in, or a selection that matches no resource; not looked at: ${open.join(", ")}.`,
      fix: "To have roles and vaults looked at, add --member-role-name NAME, a role in the accounts that may read them; to have the opt-in looked at, run as the management account.",
    };
  }
  if (optIn.answer === "unknown") {
    const doubt = namesOf(optIn.unknown);
    return {
      cause: "not-known",
      evidence: "nothing",
      message: sentences(
        "The role and the vault exist, and no job was created: the selections match no resource, or its type is not opted in.",
        doubt === ""
          ? "It is not known which resource types the selections name."
          : `The management account's settings in ${rule.region} do not say whether it is opted in to ${doubt}.`,
        ...assumedSentences(optIn),
      ),
      fix: `Compare the tags of the resources with the selection, and check the settings: aws backup describe-region-settings --region ${rule.region}.`,
    };
  }
  return noResource(optIn);
}

/** Types that are not opted in, or may not be, could have resources that the selections match. */
function noResource(optIn: SelectionOptIn): GapReason {
  const off = namesOf([...optIn.lost, ...optIn.doubtful, ...optIn.passedOver]);
  const doubt = namesOf(optIn.unknown);
  return {
    cause: "no-resource-selected",
    evidence: "by elimination",
    message: sentences(
      optIn.answer === "yes"
        ? "The role, the vault and the opt-in exist, and no job was created: the selections of the plan match no resource."
        : "The role and the vault exist, and no job was created: the selections of the plan match no resource of a type that is opted in.",
      off === "" ? "" : `Opted out in the management account: ${off}.`,
      doubt === "" ? "" : `Not known whether opted in: ${doubt}.`,
      ...assumedSentences(optIn),
    ),
    fix: "Compare the tags of the resources with the selection: tag keys and values are case-sensitive.",
  };
}

/** A selection by tags alone reaches every type: a few are worth naming, all of them are not. */
function noneOf(kinds: readonly ResourceKind[]): string {
  const names = kindNames(kinds);
  return `any resource type that the plan selects${names.length > MOST_NAMED ? "" : `: ${names.join(", ")}`}`;
}

const MOST_NAMED = 6;

function namesOf(kinds: readonly ResourceKind[]): string {
  return kindNames(kinds).join(", ");
}

function sentences(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join(" ");
}

function rolesOf({ selections }: PlannedRule): readonly string[] {
  return [...new Set(selections.flatMap(({ role }) => role ?? []))];
}
