import type { BackupEnvironment } from "../organization/backup-environment";
import type { PlanNames } from "../effective/backup-plan/read-backup-plans";
import { getOrAdd } from "../text/get-or-add";
import { differingPlans } from "./account-groups";
import type { AccountGroup } from "./account-groups";
import { answerableFor } from "./answerable";
import { EnvironmentLookup } from "./environment-lookup";
import { needsByPlan, placeOf } from "./needs";
import type { Need, NeedsOfPlan, PossibleNeed } from "./needs";
import { NamesInForce } from "./names-in-force";
import type { RiskContext } from "./risks/risk";
import { activeAccounts } from "./active-accounts";

/** A role or vault that a policy needs and that nothing creates there. */
export interface MissingPrerequisite extends PossibleNeed {
  readonly accounts: readonly string[];
  readonly policies: readonly string[];
}

/** What the effective policies after the change need and nothing creates, as far as the change answers for it. */
export function missingPrerequisites(context: RiskContext): readonly MissingPrerequisite[] {
  const environment = context.change.environment?.after;
  return environment === undefined ? [] : new Search(context, environment).all();
}

class Search {
  private readonly lookup: EnvironmentLookup;
  private readonly usedBefore: NamesInForce;
  /** Whether nothing that was used before is missing: what code does not declare may exist. */
  private readonly usedIsThere: boolean;
  private readonly thereEverywhere = new Map<NeedsOfPlan, boolean>();

  constructor(
    private readonly context: RiskContext,
    environment: BackupEnvironment,
  ) {
    const { vaults, roles } = environment.data.completeness;
    this.usedIsThere = vaults !== "complete" && roles !== "complete";
    this.usedBefore = new NamesInForce(context.before);
    this.lookup = new EnvironmentLookup(environment, context.after.organization);
  }

  all(): readonly MissingPrerequisite[] {
    return this.context.groups.flatMap((group) => this.ofGroup(group));
  }

  private ofGroup(group: AccountGroup): readonly MissingPrerequisite[] {
    const { after } = group;
    const { organization } = this.context.after;
    if (after?.status !== "published" && after?.status !== "withheld") {
      return [];
    }
    const [any = ""] = group.accounts;
    const parts = needsByPlan(after, this.plansToLookAt(group)).filter((part) => !this.isThere(part, any));
    if (parts.length === 0) {
      return [];
    }
    const active = activeAccounts(organization, group.accounts);
    // The rules of a policy share few roles and vaults: each is looked up once for the accounts.
    const lackingBy = new Map<string, readonly string[]>();
    const accountsLacking = (need: Need, place: string): readonly string[] =>
      getOrAdd(lackingBy, place, () => this.accountsLacking(need, active));
    return parts.flatMap(({ needs, places }) => {
      const isAnyLacking = [...places].some(([place, need]) => accountsLacking(need, place).length > 0);
      return isAnyLacking
        ? needs.flatMap((need) => this.lacking(need, group, accountsLacking(need, placeOf(need))))
        : [];
    });
  }

  /** A plan that is in force and stays as it is needs nothing that was not used before. */
  private plansToLookAt(group: AccountGroup): PlanNames {
    return this.usedIsThere && group.before?.status === "published" ? differingPlans(group) : undefined;
  }

  /** Whether nothing is missing in any account. */
  private isThere(part: NeedsOfPlan, any: string): boolean {
    return getOrAdd(this.thereEverywhere, part, () =>
      [...part.places.values()].every(
        (need) => this.lookup.isSameEverywhere(need) && !this.isMissing(need, any),
      ),
    );
  }

  private accountsLacking(need: Need, accounts: readonly string[]): readonly string[] {
    const [any] = accounts;
    if (any !== undefined && this.lookup.isSameEverywhere(need)) {
      return this.isMissing(need, any) ? accounts : [];
    }
    return accounts.filter((id) => this.isMissing(need, id));
  }

  private lacking(
    need: PossibleNeed,
    group: AccountGroup,
    accounts: readonly string[],
  ): readonly MissingPrerequisite[] {
    if (accounts.length === 0) {
      return [];
    }
    const withRegions = need.path.endsWith("/target_backup_vault_name");
    const policies = answerableFor(group, need.path, this.context.change, withRegions);
    return policies === undefined ? [] : [{ ...need, accounts, policies }];
  }

  /** What code does not declare may exist: what a policy in force used before is taken to. */
  private isMissing(need: Need, accountId: string): boolean {
    const answer = this.lookup.find(need, accountId).kind;
    return answer === "absent" || (answer === "undeclared" && !this.wasUsed(need));
  }

  private wasUsed({ kind, name }: Need): boolean {
    return this.usedBefore.has(`${kind} ${name}`);
  }
}
