import { findingOf } from "../text/finding";
import type { Finding } from "../text/finding";
import { joinPath } from "../text/policy-path";
import {
  coldStorageLimitWords,
  isAtColdStorageLimit,
  leavesColdStorageEarly,
} from "../policy/grammar/cross-field-rules";
import { COLD_STORAGE_DAYS } from "../policy/limits";
import type { Advise } from "./advise";
import { adviseTogether } from "./advise-together";
import { MERGED_ADVICE } from "./merged-rules";
import type { MergedNode } from "./merged-node";
import { child, forEachMember, setting, numberSetting } from "./rendered";

/**
 * Settings that AWS Organizations publishes without an error, but that AWS Backup refuses or carries out
 * differently. Some arise only from merging; others AWS accepts even in a single document.
 */
export function advisePlan(planName: string, plan: MergedNode): readonly Finding[] {
  const findings: Finding[] = [];
  const advise: Advise = (path, rule, message, hint) => {
    findings.push(
      findingOf(MERGED_ADVICE[rule], {
        message,
        path: joinPath(["plans", planName, ...path]),
        ...(hint === undefined ? {} : { hint }),
      }),
    );
  };
  forEachMember(child(plan, "rules"), (rule, name) => {
    adviseColdStorage(rule, advise, "rules", name);
    forEachMember(child(rule, "copy_actions"), (copy, target) => {
      adviseColdStorage(copy, advise, "rules", name, "copy_actions", target);
    });
    adviseRule(rule, advise, "rules", name);
  });
  adviseTogether(plan, advise);
  return findings;
}

function adviseColdStorage(holder: MergedNode, advise: Advise, ...path: readonly string[]): void {
  const cold = coldStorageDays(holder);
  const remove = numberSetting(child(holder, "lifecycle"), "delete_after_days");
  if (cold !== undefined && remove !== undefined && leavesColdStorageEarly(remove, cold)) {
    advise(
      [...path, "lifecycle"],
      "merged-cold-storage-too-short",
      `Recovery points move to cold storage after ${cold} days and are deleted after ${remove}: AWS Backup keeps them there for at least ${COLD_STORAGE_DAYS} days.`,
      `Set delete_after_days to ${cold + COLD_STORAGE_DAYS} or more, or move to cold storage earlier.`,
    );
  } else if (cold !== undefined && remove !== undefined && isAtColdStorageLimit(remove, cold)) {
    const { message, hint } = coldStorageLimitWords(remove, cold);
    advise([...path, "lifecycle"], "merged-cold-storage-limit", message, hint);
  }
}

function adviseRule(rule: MergedNode, advise: Advise, ...path: readonly string[]): void {
  if (setting(rule, "enable_continuous_backup") === "true" && coldStorageDays(rule) !== undefined) {
    advise(
      path,
      "merged-continuous-with-cold-storage",
      "Continuous backup and a move to cold storage meet here by merging: AWS refuses them in one document, and AWS Backup does not support them together.",
    );
  }
  const start = numberSetting(rule, "start_backup_window_minutes");
  const complete = numberSetting(rule, "complete_backup_window_minutes");
  if (start !== undefined && complete !== undefined && complete < start) {
    advise(
      path,
      "merged-completion-window-too-short",
      `The backup may start within ${start} minutes and must be complete within ${complete}: it can be cancelled before it starts.`,
    );
  }
}

function coldStorageDays(holder: MergedNode): number | undefined {
  return numberSetting(child(holder, "lifecycle"), "move_to_cold_storage_after_days");
}
