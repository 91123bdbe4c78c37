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

const known = new WeakMap<BackupPlan, readonly Need[]>();
const knownOfPolicies = new WeakMap<EffectivePolicy, readonly PossibleNeed[]>();

/** The roles and vaults that a policy needs in some order of its attachments. */
export function needsOf(policy: EffectivePolicy): readonly PossibleNeed[] {
  return getOrAdd(knownOfPolicies, policy, () => computeNeeds(policy));
}

function computeNeeds(policy: EffectivePolicy): readonly PossibleNeed[] {
  const { states } = possibleStates(policy);
  const found = new Map<string, { readonly need: Need; states: number }>();
  for (const { state } of states) {
    for (const [key, need] of new Map(needsIn(state).map((each) => [keyOf(each), each]))) {
      const same = found.get(key) ?? { need, states: 0 };
      same.states += 1;
      found.set(key, same);
    }
  }
  return [...found.values()].map(({ need, states: count }) => ({
    ...need,
    isCertain: count === states.length,
  }));
}

/** The needs of a plan are the same objects for all its accounts: each is spelled out once. */
const keys = new WeakMap<Need, string>();

function keyOf(need: Need): string {
  return getOrAdd(keys, need, () => JSON.stringify(need));
}

/** The roles and vaults that a merged policy needs. */
export function needsIn(state: MergedNode): readonly Need[] {
  return backupPlansIn(state).flatMap((plan) => {
    let needs = known.get(plan);
    if (needs === undefined) {
      needs = [
        ...neededVaults(plan).map(({ vault, ...need }) => ({ ...need, kind: "vault" as const, name: vault })),
        ...neededRoles(plan).map(({ role, ...need }) => ({
          ...need,
          kind: "role" as const,
          name: role,
          region: undefined,
        })),
      ];
      known.set(plan, needs);
    }
    return needs;
  });
}
