import type { EffectivePolicies } from "../../organization/effective-policies";
import { describeAccounts } from "../../review/account-scope";
import type { Provisions, VaultProvision } from "../provisions";
import { covers } from "./coverage";
import { needsOf } from "./needs";
import type { NeededVault } from "../../effective/backup-plan/needs";
import type { PolicySources } from "./policy-sources";
import { finding } from "./synthesis-finding";
import type { SynthesisFinding } from "./synthesis-finding";

/** Retention that the lock of the vault does not allow: AWS Backup fails every such job. */
export function retentionFindings(
  policies: EffectivePolicies,
  { vaults }: Provisions,
  sources: PolicySources,
): readonly SynthesisFinding[] {
  const locked = vaults.filter(({ retention }) => retention !== undefined);
  const found = new Map<string, SynthesisFinding>();
  if (locked.length === 0) {
    return [];
  }
  const { organization } = policies;
  for (const [effective, accounts] of policies.distinct()) {
    for (const need of needsOf(effective.policy).vaults) {
      const vault = locked.find(
        (candidate) =>
          candidate.name === need.vault &&
          (candidate.regions?.includes(need.region) ?? true) &&
          accounts.some((id) => covers(candidate.where, need.accountId ?? id, organization)),
      );
      const source = sources.naming(need.path, need.vault);
      if (vault !== undefined && source !== undefined && !isAllowed(need, vault)) {
        const days = need.retentionDays === undefined ? "for ever" : `for ${need.retentionDays} days`;
        const key = `${need.path} ${vault.origin} ${days}`;
        const all = [...new Set([...(found.get(key)?.accounts ?? []), ...accounts])];
        const message = `Recovery points of ${describeAccounts(organization, all)} are kept ${days} in the vault ${JSON.stringify(need.vault)}, which ${vault.origin} locks to ${range(vault)}.`;
        const details = { accounts: all, policies: [source.id], path: need.path, hint: HINT };
        found.set(key, finding("retention-outside-lock", "error", source.where, message, details));
      }
    }
  }
  return [...found.values()];
}

const HINT =
  "Change the retention in the policy, or the lock: AWS Backup fails jobs that do not fit the lock of their vault.";

function isAllowed({ retentionDays }: NeededVault, { retention }: VaultProvision): boolean {
  const { min = 0, max } = retention ?? {};
  return retentionDays === undefined
    ? max === undefined
    : retentionDays >= min && retentionDays <= (max ?? retentionDays);
}

function range({ retention }: VaultProvision): string {
  const { min, max } = retention ?? {};
  if (max === undefined) {
    return `at least ${min ?? 1} days`;
  }
  return min === undefined ? `at most ${max} days` : `${min} to ${max} days`;
}
