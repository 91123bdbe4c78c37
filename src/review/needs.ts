import { getOrAdd } from "../text/get-or-add";
import { neededRoles, neededVaults } from "../effective/backup-plan/needs";
import { backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import type { PlanNames } from "../effective/backup-plan/read-backup-plans";
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

/** The needs that come from one plan. */
export interface NeedsOfPlan {
  readonly needs: readonly PossibleNeed[];
  /** One of the needs for each role or vault and where it must be: the rules of a plan share few. */
  readonly places: ReadonlyMap<string, PossibleNeed>;
}

/** The same text for needs of the same role or vault in the same place. */
export function placeOf({ kind, region = "", accountId = "", name }: Need): string {
  return `${kind} ${region} ${accountId} ${name}`;
}

/** The needs of a plan are the same objects for all its accounts. */
const known = new WeakMap<BackupPlan, NeedsOfPlan>();
const knownOfPolicies = new WeakMap<EffectivePolicy, readonly PossibleNeed[]>();

/** The roles and vaults that a policy needs in some order of its attachments. */
export function needsOf(policy: EffectivePolicy): readonly PossibleNeed[] {
  return getOrAdd(knownOfPolicies, policy, () => needsByPlan(policy).flatMap(({ needs }) => needs));
}

/**
 * The same in parts, which accounts share as far as every attachment order is known.
 *
 * @param names which plans to look at; all of them where an attachment order is not known
 */
export function needsByPlan(policy: EffectivePolicy, names?: PlanNames): readonly NeedsOfPlan[] {
  const { states } = possibleStates(policy);
  const [only] = states;
  if (only !== undefined && states.length === 1) {
    return partsOf(only.state, names);
  }
  const found = new Map<string, { readonly need: Need; states: number }>();
  for (const { state } of states) {
    for (const [key, need] of new Map(needsIn(state).map((each) => [JSON.stringify(each), each]))) {
      getOrAdd(found, key, () => ({ need, states: 0 })).states += 1;
    }
  }
  const needs = [...found.values()].map(({ need, states: count }) => ({
    ...need,
    isCertain: count === states.length,
  }));
  return [placed(needs)];
}

/** The roles and vaults that a merged policy needs: certainly, if that is the policy. */
export function needsIn(state: MergedNode): readonly PossibleNeed[] {
  return partsOf(state).flatMap(({ needs }) => needs);
}

function partsOf(state: MergedNode, names?: PlanNames): readonly NeedsOfPlan[] {
  return backupPlansIn(state, names).map((plan) => getOrAdd(known, plan, () => placed(needsOfPlan(plan))));
}

function placed(needs: readonly PossibleNeed[]): NeedsOfPlan {
  const places = new Map<string, PossibleNeed>();
  needs.forEach((need) => getOrAdd(places, placeOf(need), () => need));
  return { needs, places };
}

function needsOfPlan(plan: BackupPlan): readonly PossibleNeed[] {
  const isCertain = true;
  const needs: readonly PossibleNeed[] = [
    ...neededVaults(plan).map(({ vault, region, accountId, path, retentionDays }) => {
      return { kind: "vault", name: vault, region, accountId, path, retentionDays, isCertain } as const;
    }),
    ...neededRoles(plan).map(({ role, accountId, path }) => {
      return { kind: "role", name: role, region: undefined, accountId, path, isCertain } as const;
    }),
  ];
  // A setting names one thing: only a Region that the plan lists twice repeats a need.
  return new Set(plan.regions).size === plan.regions.length
    ? needs
    : [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}
