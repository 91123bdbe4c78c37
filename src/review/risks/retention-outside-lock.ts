import { ENDLESS_RETENTION, fitsLimits } from "../../capabilities/lifecycle/vault-limits";
import { vaultKey } from "../../organization/backup-environment";
import type { BackupEnvironment, BackupVault, VaultLock } from "../../organization/backup-environment";
import { sameJson } from "../../text/json";
import type { AccountGroup } from "../account-groups";
import { answerableFor } from "../answerable";
import { EnvironmentLookup } from "../environment-lookup";
import { certaintyWords, needsOf } from "../needs";
import type { PossibleNeed } from "../needs";
import { count, kept } from "../words";
import type { Risk, RiskContext, RiskFinding } from "./risk";
import { activeAccounts } from "../active-accounts";

export const retentionOutsideLock: Risk = {
  id: "retention-outside-lock",
  severity: "error",
  failsSynthesis: true,
  sentence:
    "The lock of a vault does not allow the retention of what goes there: AWS Backup fails every new job, and leaves existing recovery points alone.",
  hint: "Change the retention in the policy, or the lock in the code that creates the vault.",
  find: (context) => {
    const environment = context.change.environment?.after;
    return environment?.vaults.some(({ lock }) => lock !== undefined) === true
      ? new Search(context, environment).all()
      : [];
  },
};

class Search {
  private readonly lookup: EnvironmentLookup;
  private readonly locksBefore: ReadonlyMap<string, VaultLock | undefined>;

  constructor(
    private readonly context: RiskContext,
    environment: BackupEnvironment,
  ) {
    this.lookup = new EnvironmentLookup(environment, context.after.organization);
    this.locksBefore = new Map(
      context.change.environment?.before?.vaults.map((vault) => [vaultKey(vault), vault.lock]),
    );
  }

  all(): readonly RiskFinding[] {
    return this.context.groups.flatMap((group) =>
      group.after === undefined || group.after.status === "not-knowable"
        ? []
        : needsOf(group.after)
            .filter(({ kind }) => kind === "vault")
            .flatMap((need) => this.violations(need, group)),
    );
  }

  private violations(need: PossibleNeed, group: AccountGroup): readonly RiskFinding[] {
    const accounts = new Map<BackupVault, string[]>();
    for (const id of activeAccounts(this.context.after.organization, group.accounts)) {
      for (const vault of this.lookup.vaults(need, id)) {
        if (vault.lock !== undefined && fitsLimits(need.retentionDays, vault.lock).answer === "no") {
          const found = accounts.get(vault) ?? [];
          accounts.set(vault, found);
          found.push(id);
        }
      }
    }
    return [...accounts].flatMap(([vault, ids]) => this.finding(need, group, vault, ids));
  }

  private finding(
    need: PossibleNeed,
    group: AccountGroup,
    vault: BackupVault,
    accounts: readonly string[],
  ): readonly RiskFinding[] {
    const { path: setting, name, retentionDays } = need;
    const path = `${setting.slice(0, setting.lastIndexOf("/"))}/lifecycle/delete_after_days`;
    const behind = [path, setting].map((each) => answerableFor(group, each, this.context.change));
    const policies = [...new Set(behind.flatMap((ids) => ids ?? []))];
    // A lock that the change tightens is its affair, no matter who wrote the policy.
    const isTightened =
      this.locksBefore.has(vaultKey(vault)) && !sameLock(this.locksBefore.get(vaultKey(vault)), vault.lock);
    if (behind.every((ids) => ids === undefined) && !isTightened) {
      return [];
    }
    return [
      {
        message: `Recovery points are kept ${kept(retentionDays)} in the vault ${JSON.stringify(name)}, which ${vault.origin} locks to ${range(vault.lock)}.${retentionDays === undefined ? ` ${ENDLESS_RETENTION}` : ""}${certaintyWords(need)}`,
        accounts,
        policies,
        path,
      },
    ];
  }
}

function sameLock(first: VaultLock | undefined, second: VaultLock | undefined): boolean {
  return sameJson({ ...first }, { ...second });
}

function range(lock: VaultLock | undefined): string {
  const { minimumDays, maximumDays } = lock ?? {};
  if (maximumDays === undefined) {
    return `at least ${count(minimumDays ?? 1, "day")}`;
  }
  return minimumDays === undefined
    ? `at most ${count(maximumDays, "day")}`
    : `${minimumDays} to ${count(maximumDays, "day")}`;
}
