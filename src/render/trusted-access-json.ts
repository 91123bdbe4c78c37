import { BACKUP_PRINCIPAL, isBackupTrusted } from "../jobs/trusted-access";
import type { Refusal, TrustedAccess, TrustedAccessChange } from "../jobs/trusted-access";

/** What became of a change that was asked for. */
export interface TrustedAccessOutcome {
  readonly change: TrustedAccessChange;
  /** `unchanged`: it was so already. */
  readonly result: "done" | "unchanged" | "refused" | "declined";
  readonly refusals: readonly Refusal[];
}

/** Trusted access as JSON, `schemaVersion` 1; with what became of a change, if one was asked for. */
export function trustedAccessJson(access: TrustedAccess, outcome?: TrustedAccessOutcome): string {
  const { globalSettings, missing, ...rest } = access;
  const content = {
    schemaVersion: 1,
    servicePrincipal: BACKUP_PRINCIPAL,
    enabled: isBackupTrusted(access) ?? null,
    ...rest,
    globalSettings: globalSettings === undefined ? undefined : Object.fromEntries(globalSettings),
    complete: missing.length === 0,
    missing,
    ...outcome,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
