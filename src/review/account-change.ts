import type { EffectivePolicy, EffectivePolicyError, EffectiveStatus } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { AccountGroup } from "./account-groups";
import { describeAccounts } from "./account-scope";
import type { SettingChange } from "./setting-change";
import { addAll } from "../text/add-all";

/** What a change does to accounts that have the same edits and the same outcome. */
export interface AccountChange {
  readonly accounts: readonly string[];
  /** The accounts in words: the smallest set of OUs and accounts that describes them. */
  readonly scope: string;
  readonly edits: readonly SettingChange[];
  readonly before: AccountOutcome;
  readonly after: AccountOutcome;
}

/** `absent`: the account does not exist on that side. */
export interface AccountOutcome {
  readonly status: EffectiveStatus | "absent";
  readonly errors: readonly EffectivePolicyError[];
}

/** Whether applying the change leaves an account on the policy that it has now. */
export function staysOnPrevious({ after }: AccountChange): boolean {
  return after.status === "withheld";
}

/** The groups of accounts for which something changes, merged by edits and outcomes; the largest first. */
export function accountChanges(
  groups: readonly AccountGroup[],
  before: EffectivePolicies,
  after: EffectivePolicies,
): readonly AccountChange[] {
  const merged = new Map<string, { readonly accounts: string[]; readonly first: AccountGroup }>();
  const keys = new ContentKeys();
  for (const group of groups.filter(isChanged)) {
    const key = [...group.editsByPlan, errorsOf(group.before), errorsOf(group.after)]
      .map((part) => keys.of(part))
      .concat(statusOf(group.before), statusOf(group.after))
      .join();
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, { accounts: [...group.accounts], first: group });
    } else {
      addAll(known.accounts, group.accounts);
    }
  }
  return [...merged.values()]
    .map(({ accounts, first }) => ({
      accounts,
      scope: describeAccounts(first.after === undefined ? before.organization : after.organization, accounts),
      edits: first.edits,
      before: outcome(first.before),
      after: outcome(first.after),
    }))
    .sort((first, second) => second.accounts.length - first.accounts.length);
}

export function isChanged({ before, after, editedPlans }: AccountGroup): boolean {
  return editedPlans.size > 0 || before?.status !== after?.status;
}

function outcome(policy: EffectivePolicy | undefined): AccountOutcome {
  return { status: statusOf(policy), errors: errorsOf(policy) };
}

function statusOf(policy: EffectivePolicy | undefined): AccountOutcome["status"] {
  return policy?.status ?? "absent";
}

function errorsOf(policy: EffectivePolicy | undefined): readonly EffectivePolicyError[] {
  return policy?.errors ?? [];
}

/** Equal keys for lists of equal content. Thousands of groups share the lists of edits: each is spelled out once. */
class ContentKeys {
  private readonly byList = new Map<readonly object[], string>();
  private readonly byContent = new Map<string, string>();

  of(list: readonly object[]): string {
    let key = this.byList.get(list);
    if (key === undefined) {
      const content = JSON.stringify(list);
      key = this.byContent.get(content) ?? String(this.byContent.size);
      this.byContent.set(content, key);
      this.byList.set(list, key);
    }
    return key;
  }
}
