import { parseVaultArn } from "../../policy/vault-arn";
import type { BackupCopy } from "./backup-rule";
import type { PlanSource } from "./plan-source";
import { readLifecycle } from "./read-lifecycle";
import { text } from "./read-value";
import { vaultPlaces } from "./vault-places";

/** @param regions the Regions of the plan, for which `$region` in an ARN stands */
export function readCopy<Node>(
  source: PlanSource<Node>,
  key: string,
  copy: Node,
  path: string,
  regions: readonly string[],
): BackupCopy {
  const arn = text(source, copy, "target_backup_vault_arn") ?? key;
  const parts = parseVaultArn(arn);
  return {
    key,
    path,
    arn,
    region: parts?.region,
    account: parts?.account,
    vault: parts?.vault,
    destinations: vaultPlaces(parts, regions),
    ...readLifecycle(source, source.child(copy, "lifecycle")),
  };
}
