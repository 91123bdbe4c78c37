import { DEFAULT_SCHEDULE } from "../policy/rule-defaults";
import { parseSchedule } from "../policy/schedule";
import type { SettingValue } from "./setting-value";
import { joinPath } from "../text/policy-path";
import {
  MERGED_ARCHIVE_DEFAULT_SCHEDULE_IS_DAILY,
  MERGED_ARCHIVE_NEEDS_EXPLICIT_LIFECYCLE,
  MERGED_CONTINUOUS_BACKUP_NEEDS_RETENTION,
  noteOf,
} from "./assumptions";
import type { AssumptionId, Note } from "./assumptions";
import type { MergedNode } from "./merged-node";
import { child, forEachMember, memberCount, setting, numberSetting } from "./rendered";
import type { EffectivePolicyErrorCode, ValidationError } from "./validation-error";

export interface PlanCheck {
  readonly errors: readonly ValidationError[];
  readonly notes: readonly Note[];
}

export const MAX_RULES = 10;
export const MAX_CONTINUOUS_RETENTION_DAYS = 35;
export const MIN_COLD_STORAGE_DAYS = 90;
export const MIN_ARCHIVE_INTERVAL_MINUTES = 28 * 24 * 60;

/**
 * Says what AWS would report for one plan of a merged policy (`ListEffectivePolicyValidationErrors`).
 *
 * @param plan the merged plan
 * @param at the time of AWS's validation: the archive rule looks at the next two backups from there
 */
export function checkPlan(name: string, plan: MergedNode, at: Date): PlanCheck {
  const check = new Check(below(below(undefined, "plans"), name), plan, at);
  check.plan();
  return check;
}

/** A path that costs one small object a step and is only spelled out for an error. */
interface Place {
  readonly above: Place | undefined;
  readonly name: string;
}

function below(above: Place | undefined, name: string): Place {
  return { above, name };
}

function segmentsOf(place: Place): readonly string[] {
  return [...(place.above === undefined ? [] : segmentsOf(place.above)), place.name];
}

class Check implements PlanCheck {
  readonly errors: ValidationError[] = [];
  readonly notes: Note[] = [];

  constructor(
    private readonly path: Place,
    private readonly node: MergedNode,
    private readonly at: Date,
  ) {}

  plan(): void {
    const regions = setting(this.node, "regions");
    if (regions === undefined) {
      this.missing("regions", this.path);
    } else if (regions.length === 0) {
      this.tooFew("regions", this.path);
    }
    const rules = child(this.node, "rules");
    const ruleCount = memberCount(rules);
    if (ruleCount === 0) {
      this.missing("rules", this.path);
    } else if (ruleCount > MAX_RULES) {
      const message = `'rules' exceeds the allowed maximum limit ${MAX_RULES}`;
      this.add("ELEMENTS_TOO_MANY", message, below(this.path, "rules"));
    }
    if (child(this.node, "selections") === undefined) {
      this.missing("selections", this.path);
    }
    const rulesPath = below(this.path, "rules");
    forEachMember(rules, (rule, name) => {
      this.rule(name, rule, below(rulesPath, name));
    });
    this.selections();
    this.pairs(
      "tag_key",
      "tag_value",
      child(this.node, "backup_plan_tags"),
      below(this.path, "backup_plan_tags"),
    );
  }

  private rule(name: string, rule: MergedNode, path: Place): void {
    if (setting(rule, "target_backup_vault_name") === undefined) {
      this.missing("target_backup_vault_name", path);
    }
    this.continuousBackup(name, rule, path);
    this.archive(name, rule, child(rule, "lifecycle"), path);
    forEachMember(child(rule, "copy_actions"), (copy, target) => {
      if (setting(copy, "target_backup_vault_arn") === undefined) {
        this.missing(
          "target_backup_vault_arn",
          below(below(path, "copy_actions"), target),
          "required-settings-by-analogy",
        );
      }
      this.archive(name, rule, child(copy, "lifecycle"), path);
    });
    if (child(rule, "scan_actions") !== undefined && child(this.node, "scan_settings") === undefined) {
      this.dependent(name, path, "scan_actions(undefined)", "scan_settings(undefined)");
    }
    this.pairs(
      "tag_key",
      "tag_value",
      child(rule, "recovery_point_tags"),
      below(path, "recovery_point_tags"),
    );
  }

  private continuousBackup(name: string, rule: MergedNode, path: Place): void {
    if (setting(rule, "enable_continuous_backup") !== "true") {
      return;
    }
    const lifecycle = child(rule, "lifecycle");
    const days = numberSetting(lifecycle, "delete_after_days");
    if (days === undefined) {
      this.note("continuous-backup-needs-retention", path);
      if (MERGED_CONTINUOUS_BACKUP_NEEDS_RETENTION) {
        this.dependent(name, path, "enable_continuous_backup=true", "delete_after_days(undefined)");
      }
    } else if (days > MAX_CONTINUOUS_RETENTION_DAYS) {
      this.dependent(name, path, "enable_continuous_backup=true", spelled("delete_after_days", lifecycle));
    }
  }

  private archive(name: string, rule: MergedNode, lifecycle: MergedNode | undefined, path: Place): void {
    if (setting(lifecycle, "opt_in_to_archive_for_supported_resources") !== "true") {
      return;
    }
    const optIn = "opt_in_to_archive_for_supported_resources=true";
    const remove = numberSetting(lifecycle, "delete_after_days");
    const cold = numberSetting(lifecycle, "move_to_cold_storage_after_days");
    const deletion = spelled("delete_after_days", lifecycle);
    const transition = spelled("move_to_cold_storage_after_days", lifecycle);
    if (remove === undefined || cold === undefined) {
      this.note("archive-needs-explicit-lifecycle", path);
      if (MERGED_ARCHIVE_NEEDS_EXPLICIT_LIFECYCLE) {
        this.dependent(name, path, optIn, deletion, transition);
      }
    } else if (remove < cold + MIN_COLD_STORAGE_DAYS) {
      this.dependent(name, path, optIn, deletion, transition);
    }
    const schedule = setting(rule, "schedule_expression");
    if (schedule === undefined) {
      this.note("archive-default-schedule", path);
    }
    if (
      (schedule !== undefined || MERGED_ARCHIVE_DEFAULT_SCHEDULE_IS_DAILY) &&
      this.tooFrequentForArchive(schedule)
    ) {
      this.dependent(name, path, optIn, spelled("schedule_expression", rule));
    }
  }

  private tooFrequentForArchive(expression: SettingValue = DEFAULT_SCHEDULE): boolean {
    const parsed = parseSchedule(typeof expression === "string" ? expression : "");
    const gap = parsed.ok ? parsed.schedule.nextGapMinutes(this.at) : undefined;
    return gap !== undefined && gap < MIN_ARCHIVE_INTERVAL_MINUTES;
  }

  private selections(): void {
    const path = below(this.path, "selections");
    const selections = child(this.node, "selections");
    forEachMember(child(selections, "tags"), (selection, name) => {
      const at = below(below(path, "tags"), name);
      if (setting(selection, "iam_role_arn") === undefined) {
        this.missing("iam_role_arn", at, "tag-selection-needs-role");
      }
      if (setting(selection, "tag_key") === undefined) {
        this.missing("tag_key", at, "required-settings-by-analogy");
      }
      const values = setting(selection, "tag_value");
      if (values === undefined) {
        this.missing("tag_value", at);
      } else if (values.length === 0) {
        this.note("required-settings-by-analogy", below(at, "tag_value"));
        this.tooFew("tag_value", at);
      }
      this.conditions(selection, at);
    });
    forEachMember(child(selections, "resources"), (selection, name) => {
      const at = below(below(path, "resources"), name);
      if (
        setting(selection, "resource_types") === undefined &&
        child(selection, "conditions") === undefined
      ) {
        this.missing("resource_types", at, "required-settings-by-analogy");
      }
      this.conditions(selection, at);
    });
  }

  private conditions(selection: MergedNode, path: Place): void {
    forEachMember(child(selection, "conditions"), (conditions, operator) => {
      this.pairs("condition_key", "condition_value", conditions, below(below(path, "conditions"), operator));
    });
  }

  /** Settings that only have a meaning together. */
  private pairs(first: string, second: string, container: MergedNode | undefined, path: Place): void {
    forEachMember(container, (pair, name) => {
      for (const key of [first, second]) {
        if (setting(pair, key) === undefined) {
          this.missing(key, below(path, name), "required-settings-by-analogy");
        }
      }
    });
  }

  private missing(key: string, path: Place, assumption?: AssumptionId): void {
    this.add("KEY_REQUIRED", `'${key}' is missing`, path);
    if (assumption !== undefined) {
      this.note(assumption, path);
    }
  }

  private tooFew(key: string, path: Place): void {
    this.add("ELEMENTS_TOO_FEW", `'${key}' is less than the allowed minimum limit 1`, below(path, key));
  }

  private dependent(block: string, path: Place, ...fields: readonly string[]): void {
    const message = `Dependent fields ${fields.join(",")} in policy block ${block} are invalid when used together`;
    this.add("CROSS_ATTRIBUTE_VALIDATION", message, path);
  }

  /** AWS coalesces identical errors, those of several copy actions for instance. */
  private add(code: EffectivePolicyErrorCode, message: string, place: Place): void {
    const path = joinPath(segmentsOf(place));
    if (!this.errors.some((error) => error.message === message && error.path === path)) {
      this.errors.push({ code, message, path });
    }
  }

  private note(id: AssumptionId, place: Place): void {
    const path = joinPath(segmentsOf(place));
    if (!this.notes.some((note) => note.assumption === id && note.path === path)) {
      this.notes.push(noteOf(id, path));
    }
  }
}

function spelled(key: string, container: MergedNode | undefined): string {
  const value = setting(container, key);
  return typeof value === "string" ? `${key}=${value}` : `${key}(undefined)`;
}
