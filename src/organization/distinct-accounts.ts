import { distinctContents } from "../effective/distinct-contents";
import type { EffectivePolicies } from "./effective-policies";

/** Accounts for which the same document is predicted. */
export interface DistinctAccounts {
  /** The one to ask about: active, if one of them is. */
  readonly representative: string;
  readonly accountIds: readonly string[];
}

/** The accounts of each distinct predicted document and status; accounts in the order of the organization. */
export function distinctAccounts(policies: EffectivePolicies): readonly DistinctAccounts[] {
  const { organization } = policies;
  const groups = [...policies.distinct()];
  const byStatus = new Map<string, typeof groups>();
  for (const group of groups) {
    const [{ status }] = group;
    byStatus.set(status, [...(byStatus.get(status) ?? []), group]);
  }
  return [...byStatus.values()].flatMap((sameStatus) => {
    const byState = new Map(sameStatus.map(([policy, accountIds]) => [policy.state, accountIds]));
    return distinctContents([...byState.keys()]).map((states) => {
      const accountIds = states.flatMap((state) => byState.get(state) ?? []);
      const active = accountIds.find((id) => organization.account(id)?.state === "ACTIVE");
      return { representative: active ?? accountIds[0] ?? "", accountIds };
    });
  });
}
