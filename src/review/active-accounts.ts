import type { Account } from "../organization/model";
import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";

/** The accounts in which AWS Backup works: not in suspended or closed ones, nor in those not activated yet. */
export function activeAccounts({ accounts }: Organization, ids: readonly string[]): readonly string[] {
  const inactive = getOrAdd(
    INACTIVE,
    accounts,
    () => new Set(accounts.flatMap(({ id, state }) => (state === "ACTIVE" ? [] : [id]))),
  );
  return inactive.size === 0 ? ids : ids.filter((id) => !inactive.has(id));
}

const INACTIVE = new WeakMap<readonly Account[], ReadonlySet<string>>();
