import { getOrAdd } from "../text/get-or-add";
import { neededRoles, neededVaults } from "../effective/backup-plan/needs";
import { backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import type { BackupPlan } from "../effective/backup-plan";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { MergedNode } from "../effective/merged-node";
import { possibleStates } from "../effective/possible-states";

/** A role or vault that a policy needs. */
export interface Need {
  readonly kind: "role" | "vault";
  /** A role's path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly name: string;
  /** Undefined for a role. */
  readonly region: string | undefined;
  /** Undefined for the account that the policy applies to. */
  readonly accountId: string | undefined;
  /** The setting that names it. */
  readonly path: string;
  /** Of a vault: how long recovery points are kept there; undefined if forever. */
  readonly retentionDays?: number | undefined;
}

/** A need of a policy whose attachment orders may not be known. */
export interface PossibleNeed extends Need {
  /** False if only some of the possible orders lead to it. */
  readonly isCertain: boolean;
}

/** What a message adds about a need that is not certain. */
export function certaintyWords({ isCertain }: Pick<PossibleNeed, "isCertain">): string {
  return isCertain ? "" : " This depends on the attachment order, which is not known.";
}

/** The needs of a plan are the same objects for all its accounts. */
const known = new WeakMap<BackupPlan, readonly PossibleNeed[]>();
const knownOfPolicies = new WeakMap<EffectivePolicy, readonly PossibleNeed[]>();

/** The roles and vaults that a policy needs in some order of its attachments. */
export function needsOf(policy: EffectivePolicy): readonly PossibleNeed[] {
  return getOrAdd(knownOfPolicies, policy, () => computeNeeds(policy));
}

function computeNeeds(policy: EffectivePolicy): readonly PossibleNeed[] {
  const { states } = possibleStates(policy);
  const [only] = states;
  if (only !== undefined && states.length === 1) {
    return needsIn(only.state);
  }
  const found = new Map<string, { readonly need: Need; states: number }>();
  for (const { state } of states) {
    for (const [key, need] of new Map(needsIn(state).map((each) => [JSON.stringify(each), each]))) {
      getOrAdd(found, key, () => ({ need, states: 0 })).states += 1;
    }
  }
  return [...found.values()].map(({ need, states: count }) => ({
    ...need,
    isCertain: count === states.length,
  }));
}

/** The roles and vaults that a merged policy needs: certainly, if that is the policy. */
export function needsIn(state: MergedNode): readonly PossibleNeed[] {
  return backupPlansIn(state).flatMap((plan) => getOrAdd(known, plan, () => needsOfPlan(plan)));
}

function needsOfPlan(plan: BackupPlan): readonly PossibleNeed[] {
  const needs = [
    ...neededVaults(plan).map(({ vault, ...need }) => ({ ...need, kind: "vault" as const, name: vault })),
    ...neededRoles(plan).map(({ role, ...need }) => ({
      ...need,
      kind: "role" as const,
      name: role,
      region: undefined,
    })),
  ].map((need) => ({ ...need, isCertain: true }));
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}
