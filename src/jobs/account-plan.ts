import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import { policyInForce } from "../organization/policy-in-force";
import type { JsonObject } from "../text/json";
import type { PlannedRuns, TimeWindow } from "./planned-runs";

export interface PlannedOptions {
  readonly window: TimeWindow;
  /** A backup that is not complete this long after its scheduled time is late; by default the next run is the limit. */
  readonly lateAfterMinutes?: number;
  /** When accounts joined the organization: nothing was due before. */
  readonly joined?: ReadonlyMap<string, Date>;
  /** Only these accounts are judged; default all. */
  readonly accounts?: ReadonlySet<string> | undefined;
}

/** Backup jobs that could not be read. */
export interface UnreadBackups {
  readonly region: string;
  /** Undefined for every account. */
  readonly accounts: ReadonlySet<string> | undefined;
}

/** What an account is planned to do, and where the plan comes from. */
export interface AccountPlan {
  readonly accountId: string;
  readonly runs: PlannedRuns;
  /** `in-force`: what AWS acts on. `merged`: the policy is withheld and the one in force is not recorded. */
  readonly source: "in-force" | "merged" | "not-knowable";
  /** Rules of a withheld policy that the one in force has not. */
  readonly withheld: PlannedRuns | undefined;
  /** Undefined if the account's age is not known. */
  readonly joinedAt: Date | undefined;
}

/** @param runsOf the runs of a policy, the same object for the same policy */
export function planOf(
  accountId: string,
  policies: EffectivePolicies,
  runsOf: (policy: JsonObject) => PlannedRuns,
  joined: ReadonlyMap<string, Date> | undefined,
): AccountPlan {
  const force = policyInForce(accountId, policies);
  const merged = policies.of(accountId);
  const isWithheld = merged?.status === "withheld";
  const notKnowable = !isKnowable(merged?.status);
  const policy = force.source === "unknown" ? (merged?.policy ?? {}) : force.policy;
  const known = force.source !== "unknown";
  return {
    accountId,
    runs: runsOf(policy),
    source: known ? "in-force" : notKnowable ? "not-knowable" : "merged",
    withheld: isWithheld && known ? runsOf(merged.policy) : undefined,
    joinedAt: joined?.get(accountId),
  };
}

/** A role's ARN in the account itself. */
export function ownRole(roleArn: string, accountId: string): string {
  return roleArn.replaceAll("$account", accountId);
}
