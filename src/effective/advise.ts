import type { Issue } from "../text/issue";
import { joinPath } from "../text/policy-path";
import { MIN_COLD_STORAGE_DAYS } from "./check";
import type { MergedNode } from "./merged-node";
import { child, members, setting, wholeNumber } from "./rendered";

export const MAX_COPIES_PER_RULE = 5;

/**
 * What AWS Organizations publishes without a word and AWS Backup refuses or does otherwise than
 * written: possible only by merging, or admitted by AWS in a single document too.
 */
export function advisePlan(name: string, plan: MergedNode): readonly Issue[] {
  const issues: Issue[] = [];
  for (const [ruleName, rule] of members(child(plan, "rules"))) {
    const path = ["plans", name, "rules", ruleName];
    const copies = members(child(rule, "copy_actions"));
    const advise = (rule: string, message: string, hint: string, at: readonly string[] = path): void => {
      issues.push({ rule, severity: "warning", message, hint, path: joinPath(at) });
    };
    for (const [at, holder] of [
      [path, rule] as const,
      ...copies.map(([arn, copy]) => [[...path, "copy_actions", arn], copy] as const),
    ]) {
      const { cold, remove } = lifecycleOf(holder);
      if (cold !== undefined && remove !== undefined && remove < cold + MIN_COLD_STORAGE_DAYS) {
        advise(
          "merged-cold-storage-too-short",
          `Recovery points move to cold storage after ${cold} days and are deleted after ${remove}: AWS Backup keeps them there for at least ${MIN_COLD_STORAGE_DAYS} days.`,
          `Set delete_after_days to ${cold + MIN_COLD_STORAGE_DAYS} or more, or move to cold storage earlier.`,
          [...at, "lifecycle"],
        );
      }
    }
    if (setting(rule, "enable_continuous_backup") === "true" && lifecycleOf(rule).cold !== undefined) {
      advise(
        "merged-continuous-with-cold-storage",
        "Continuous backup and a move to cold storage meet here by merging: AWS refuses them in one document, and AWS Backup does not support them together.",
        "Leave out move_to_cold_storage_after_days, or switch continuous backup off for this rule.",
      );
    }
    const start = wholeNumber(rule, "start_backup_window_minutes");
    const complete = wholeNumber(rule, "complete_backup_window_minutes");
    if (start !== undefined && complete !== undefined && complete < start) {
      advise(
        "merged-completion-window-too-short",
        `The backup may start within ${start} minutes and must be complete within ${complete}: it can be cancelled before it starts.`,
        "Make complete_backup_window_minutes larger than start_backup_window_minutes.",
      );
    }
    if (copies.length > MAX_COPIES_PER_RULE) {
      advise(
        "merged-too-many-copies",
        `The rule makes ${copies.length} copies: AWS Backup allows ${MAX_COPIES_PER_RULE} per rule.`,
        "Copy in a second rule, or to fewer vaults.",
      );
    }
  }
  return issues;
}

function lifecycleOf(holder: MergedNode): {
  readonly cold: number | undefined;
  readonly remove: number | undefined;
} {
  const lifecycle = child(holder, "lifecycle");
  return {
    cold: wholeNumber(lifecycle, "move_to_cold_storage_after_days"),
    remove: wholeNumber(lifecycle, "delete_after_days"),
  };
}
