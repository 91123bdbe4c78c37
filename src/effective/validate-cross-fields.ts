import { CROSS_FIELD_RULES } from "../policy/grammar/cross-field-rules";
import type { CrossFieldRule, CrossFieldRuleName, CrossFields } from "../policy/grammar/cross-field-rules";
import { DEFAULT_SCHEDULE } from "../policy/rule-defaults";
import type { ScheduleValidator } from "../policy/validate/schedule-decision";
import type { AssumptionId } from "./assumptions";
import type { MergedNode } from "./merged-node";
import type { PathLink } from "./path-link";
import type { PlanFindings } from "./plan-findings";
import { child, forEachMember, numberSetting, setting } from "./rendered";

/** What is not known about a rule after merging, by the rule. */
const assumptions: Partial<Readonly<Record<CrossFieldRuleName, AssumptionId>>> = {
  continuousRetentionMissing: "continuous-backup-needs-retention",
  archiveLifecycle: "archive-needs-explicit-lifecycle",
  archiveScheduleEnded: "archive-schedule-ended",
};

/** Applies the rules about settings that depend on each other to a merged rule and each of its copies. */
export function validateCrossFields(
  rule: MergedNode,
  plan: MergedNode,
  path: PathLink,
  findings: PlanFindings,
  schedules: ScheduleValidator,
): void {
  const judge = (lifecycle: MergedNode | undefined, crossFields: readonly CrossField[]): void => {
    const fields = fieldsOf(rule, plan, lifecycle, schedules);
    if (fields.optsInToArchive && setting(rule, "schedule_expression") === undefined) {
      findings.note("archive-default-schedule", path);
    }
    for (const crossField of crossFields) {
      if (crossField.isBroken(fields)) {
        report(crossField, rule, lifecycle, path, findings);
      }
    }
  };
  judge(child(rule, "lifecycle"), everyField);
  forEachMember(child(rule, "copy_actions"), (copy) => {
    judge(child(copy, "lifecycle"), lifecycleFields);
  });
}

function report(
  { afterMerging, fields, unknownAs }: CrossField,
  rule: MergedNode,
  lifecycle: MergedNode | undefined,
  path: PathLink,
  findings: PlanFindings,
): void {
  if (afterMerging === "refused") {
    const spelled = fields.map((key) => spelledField(key, rule, lifecycle));
    const message = `Dependent fields ${spelled.join(",")} in policy block ${path.name} are invalid when used together`;
    findings.add("CROSS_ATTRIBUTE_VALIDATION", message, path);
  } else if (afterMerging === "unknown") {
    findings.note(unknownAs, path);
  }
}

/** What depends on each other, and what is noted where it is not known what AWS does. */
interface CrossField extends CrossFieldRule {
  readonly unknownAs: AssumptionId;
}

const everyField: readonly CrossField[] = (
  Object.entries(CROSS_FIELD_RULES) as readonly (readonly [CrossFieldRuleName, CrossFieldRule])[]
).map(([name, rule]) => ({ ...rule, unknownAs: assumptions[name] ?? "required-settings-by-analogy" }));

const lifecycleFields = everyField.filter(({ perLifecycle }) => perLifecycle);

function fieldsOf(
  rule: MergedNode,
  plan: MergedNode,
  lifecycle: MergedNode | undefined,
  schedules: ScheduleValidator,
): CrossFields {
  const optsInToArchive = setting(lifecycle, "opt_in_to_archive_for_supported_resources") === "true";
  return {
    isContinuous: setting(rule, "enable_continuous_backup") === "true",
    optsInToArchive,
    deleteAfterDays: numberSetting(lifecycle, "delete_after_days"),
    coldAfterDays: numberSetting(lifecycle, "move_to_cold_storage_after_days"),
    gapMinutes: optsInToArchive ? gapOf(rule, schedules) : undefined,
    hasScanActions: child(rule, "scan_actions") !== undefined,
    hasScanSettings: child(plan, "scan_settings") !== undefined,
  };
}

/** A missing schedule counts as AWS Backup's default, as it is recorded for single documents. */
function gapOf(rule: MergedNode, schedules: ScheduleValidator): CrossFields["gapMinutes"] {
  const expression = setting(rule, "schedule_expression") ?? DEFAULT_SCHEDULE;
  const decision = schedules.decide(typeof expression === "string" ? expression : "");
  return decision.kind === "runs"
    ? decision.gapMinutes
    : decision.kind === "no-two-runs"
      ? "none"
      : undefined;
}

/** As AWS's messages spell a field: its value, or that there is none, which it says of containers too. */
function spelledField(key: string, rule: MergedNode, lifecycle: MergedNode | undefined): string {
  const value = setting(lifecycle, key) ?? setting(rule, key);
  return typeof value === "string" ? `${key}=${value}` : `${key}(undefined)`;
}
