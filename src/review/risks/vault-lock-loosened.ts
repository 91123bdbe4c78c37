import type { VaultLock } from "../infrastructure";
import { count } from "../words";
import type { Risk } from "./risk";

export const vaultLockLoosened: Risk = {
  id: "vault-lock-loosened",
  severity: "error",
  sentence: "A vault's lock is taken away or allows more: recovery points can be deleted earlier than now.",
  hint: "Keep the lock; a lock in compliance mode cannot be taken away by anybody once its grace time is over, and the apply fails.",
  find: ({ change }) => {
    const { before, after } = change.infrastructure ?? {};
    return [...(before?.vaults.values() ?? [])].flatMap(({ name, lock }) => {
      const now = after?.vaults.get(name);
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
  if (before.compliance && !after.compliance) {
    return "is locked in governance mode instead of compliance mode";
  }
  const [from, to] = [before.minimumDays ?? 0, after.minimumDays ?? 0];
  return to < from
    ? `demands a retention of ${count(to, "day")} instead of ${count(from, "day")}`
    : undefined;
}
