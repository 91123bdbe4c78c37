import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { capability } from "../capability";
import { kindNames } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";

/** What a new retention does to existing recovery points. */
export interface RetentionChange {
  /** Kinds with one continuous recovery point, which takes the new retention at the next completed backup. */
  readonly updated: readonly ResourceKind[];
  /** Kinds whose continuous recovery point stops; a new one starts with the new retention. */
  readonly restarted: readonly ResourceKind[];
  /** Kinds whose recovery points keep the retention that they were made with. */
  readonly kept: readonly ResourceKind[];
}

/** Kinds whose continuous recovery point AWS Backup stops and starts again when the retention changes. */
const RESTARTED = ["s3"];

/** What becomes of the recovery points of a rule when its retention changes, by kind of resource. */
export function retentionChange(rule: BackupRule, kinds: readonly ResourceKind[]): RetentionChange {
  const continuous = kinds.filter(
    (kind) => rule.continuous && capability(kind, "continuous").answer !== "no",
  );
  return {
    updated: continuous.filter(({ id }) => !RESTARTED.includes(id)),
    restarted: continuous.filter(({ id }) => RESTARTED.includes(id)),
    kept: kinds.filter((kind) => !continuous.includes(kind)),
  };
}

/** The same in sentences. */
export function retentionChangeWords({ updated, restarted, kept }: RetentionChange): string {
  const sentences = [
    ...(updated.length === 0
      ? []
      : [
          `The continuous recovery point of ${kindNames(updated).join(", ")} takes the new retention at the next completed backup.`,
        ]),
    ...(restarted.length === 0
      ? []
      : [`The continuous recovery point of ${kindNames(restarted).join(", ")} stops and a new one starts.`]),
    ...(kept.length === 0
      ? []
      : [
          updated.length + restarted.length === 0
            ? "Existing recovery points keep their retention."
            : "Other recovery points keep their retention.",
        ]),
  ];
  return sentences.join(" ");
}
