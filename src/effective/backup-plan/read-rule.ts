import { DEFAULT_SCHEDULE } from "../../policy/rule-defaults";
import { joinPath } from "../../text/policy-path";
import type { BackupRule } from "./backup-rule";
import { PartContent } from "./part-content";
import type { PlanSource } from "./plan-source";
import { readCopy } from "./read-copy";
import { readLifecycle } from "./read-lifecycle";
import { isOn, numeric, text, texts } from "./read-value";
import { readTags } from "./read-tags";

/** @param regions the Regions of the plan, for which `$region` in an ARN stands */
export function readRule<Node>(
  source: PlanSource<Node>,
  name: string,
  rule: Node,
  path: string,
  regions: readonly string[],
): BackupRule {
  const schedule = text(source, rule, "schedule_expression");
  const lifecycle = readLifecycle(source, source.child(rule, "lifecycle"));
  const { retentionDays } = lifecycle;
  return {
    name,
    path,
    schedule: schedule ?? DEFAULT_SCHEDULE,
    usesDefaultSchedule: schedule === undefined,
    startWindowMinutes: numeric(source, rule, "start_backup_window_minutes"),
    completeWindowMinutes: numeric(source, rule, "complete_backup_window_minutes"),
    ...lifecycle,
    continuous: isOn(source, rule, "enable_continuous_backup"),
    vault: text(source, rule, "target_backup_vault_name"),
    airGappedVault: text(source, rule, "target_logically_air_gapped_backup_vault_arn"),
    copies: source
      .members(source.child(rule, "copy_actions"))
      .map(([key, copy]) =>
        readCopy(source, key, copy, `${path}/copy_actions/${joinPath([key])}`, regions, retentionDays),
      ),
    recoveryPointTags: readTags(
      source,
      source.child(rule, "recovery_point_tags"),
      `${path}/recovery_point_tags`,
    ),
    indexedTypes: texts(source, source.child(rule, "index_actions"), "resource_types"),
    scans: source.members(source.child(rule, "scan_actions")).map(([scanner, scan]) => ({
      path: `${path}/scan_actions/${joinPath([scanner])}`,
      scanner,
      mode: text(source, scan, "scan_mode"),
    })),
    content: new PartContent(source, rule),
  };
}
