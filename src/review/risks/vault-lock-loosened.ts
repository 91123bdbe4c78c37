import { vaultKey } from "../../organization/backup-environment";
import type { VaultLock } from "../../organization/backup-environment";
import { count } from "../words";
import type { Risk } from "./risk";

export const vaultLockLoosened: Risk = {
  id: "vault-lock-loosened",
  severity: "error",
  sentence: "A vault's lock is removed or allows more: recovery points can be deleted earlier than now.",
  hint: "Keep the lock; no user can remove a lock in compliance mode once its grace period is over, and the apply fails.",
  find: ({ change }) => {
    const { before, after } = change.environment ?? {};
    const left = new Map(after?.vaults.map((vault) => [vaultKey(vault), vault]));
    return (before?.vaults ?? []).flatMap((vault) => {
      const { name, lock } = vault;
      const now = left.get(vaultKey(vault));
      const what = lock === undefined || now === undefined ? undefined : loosened(lock, now.lock);
      return what === undefined
        ? []
        : [{ message: `The vault ${JSON.stringify(name)} ${what}.`, accounts: [], policies: [], path: "" }];
    });
  },
};

function loosened(before: VaultLock, after: VaultLock | undefined): string | undefined {
  if (after === undefined) {
    return "is no longer locked";
  }
  if (after.isOpen === true) {
    return "gets a lock that is known only after apply, and may allow more";
  }
  if (before.compliance && !after.compliance) {
    return "is locked in governance mode instead of compliance mode";
  }
  const [from, to] = [before.minimumDays ?? 0, after.minimumDays ?? 0];
  return to < from
    ? `requires a retention of at least ${count(to, "day")} instead of ${count(from, "day")}`
    : undefined;
}
