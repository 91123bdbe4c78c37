import type { BackupEnvironment, BackupRole, BackupVault, Known } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { AskedPlace } from "../organization/place";
import { getOrAdd } from "../text/get-or-add";
import type { Need } from "./needs";

type Existing = BackupVault | BackupRole;

/** Answers for many accounts: those of one OU share them as long as no place names a single account. */
export class EnvironmentLookup {
  private readonly known = new Map<string, Known<Existing>>();
  private readonly accountsNamed: ReadonlySet<string>;

  constructor(
    private readonly environment: BackupEnvironment,
    private readonly organization: Organization,
  ) {
    this.accountsNamed = getOrAdd(ACCOUNTS_NAMED, environment, () => accountsNamed(environment));
  }

  /** Whether what a policy needs exists; `accountId` is the account that the policy applies to. */
  find({ kind, name, region = "", accountId: named }: Need, accountId: string): Known<Existing> {
    const id = named ?? accountId;
    const isAlone = id === this.organization.settings.managementAccountId || this.accountsNamed.has(id);
    const parentId = isAlone ? undefined : this.organization.target(id)?.parentId;
    const key = `${parentId ?? id} ${kind} ${region} ${name}`;
    let answer = this.known.get(key);
    if (answer === undefined) {
      const place = askedPlace(this.organization, id, region);
      answer = kind === "role" ? this.environment.role(name, place) : this.environment.vault(name, place);
      this.known.set(key, answer);
    }
    return answer;
  }

  /** Whether the answer is the same for every account: nothing anywhere has the name. */
  isSameEverywhere({ kind, name }: Need): boolean {
    const { environment } = this;
    return (kind === "role" ? environment.rolesNamed(name) : environment.vaultsNamed(name)).length === 0;
  }

  /** The vaults that may be the one that is needed; one that certainly is rules out the others. */
  vaults(need: Need, accountId: string): readonly BackupVault[] {
    return candidates(this.find(need, accountId)).filter((found) => "lock" in found);
  }

  mayExist(need: Need, accountId: string): boolean {
    return candidates(this.find(need, accountId)).length > 0;
  }
}

/** Each of thousands of roles may be looked up on its own. */
const ACCOUNTS_NAMED = new WeakMap<BackupEnvironment, ReadonlySet<string>>();

function accountsNamed({ vaults, roles }: BackupEnvironment): ReadonlySet<string> {
  return new Set(
    [...vaults, ...roles].flatMap(({ place: { accounts } }) =>
      accounts.kind === "account" ? [accounts.accountId] : [],
    ),
  );
}

function candidates(answer: Known<Existing>): readonly Existing[] {
  return answer.kind === "exists" ? [answer.value] : answer.kind === "unknown" ? answer.candidates : [];
}

/** @param region empty for what has no Region */
export function askedPlace(organization: Organization, accountId: string, region: string): AskedPlace {
  return {
    accountId,
    region,
    lineage: organization.lineage(accountId).map(({ id }) => id),
    isManagementAccount: accountId === organization.settings.managementAccountId,
  };
}
