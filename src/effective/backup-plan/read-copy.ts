import { parseVaultArn } from "../../policy/vault-arn";
import type { BackupCopy } from "./backup-rule";
import type { PlanSource } from "./plan-source";
import { readLifecycle } from "./read-lifecycle";
import { text } from "./read-value";
import { vaultPlaces } from "./vault-places";

/**
 * @param regions the Regions of the plan, for which `$region` in an ARN stands
 * @param sourceDays how long the source is kept; undefined if forever
 */
export function readCopy<Node>(
  source: PlanSource<Node>,
  key: string,
  copy: Node,
  path: string,
  regions: readonly string[],
  sourceDays: number | undefined,
): BackupCopy {
  const arn = text(source, copy, "target_backup_vault_arn") ?? key;
  const parts = parseVaultArn(arn);
  const lifecycle = readLifecycle(source, source.child(copy, "lifecycle"));
  const { retentionDays: days } = lifecycle;
  return {
    key,
    path,
    arn,
    region: parts?.region,
    account: parts?.account,
    vault: parts?.vault,
    destinations: vaultPlaces(parts, regions),
    ...lifecycle,
    kept: days === undefined ? { days: sourceDays, from: "source" } : { days, from: "own" },
  };
}
