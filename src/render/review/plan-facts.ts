import { capability } from "../../capabilities/capability";
import { kindNames, RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupCopy, BackupRule, Lifecycle } from "../../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { compareText } from "../../text/compare-text";
import { counted } from "../../text/counted";
import { daysTemplate } from "./duration-words";
import { scheduleTemplate } from "./schedule-template";
import { joinTemplates, template } from "./template";
import type { Template } from "./template";
import { membersTemplate } from "./value-template";
import { vaultTemplate } from "./vault-template";

/** A rule that a change adds says what AWS Backup does with the setting; which types it selects is said elsewhere. */
const CONTINUOUS = `continuous for ${kindNames(
  RESOURCE_KINDS.filter((kind) => capability(kind, "continuous").answer !== "no"),
).join(", ")}, snapshots for other types`;

/** What a rule does, the most important first. */
export function ruleFacts(rule: BackupRule): readonly Template[] {
  const { schedule, continuous, vault, airGappedVault, copies } = rule;
  return [
    scheduleTemplate(schedule),
    ...(continuous ? [[CONTINUOUS]] : []),
    ...lifecycleFacts(rule),
    ...(vault === undefined ? [] : [template`vault ${vault}`]),
    ...(airGappedVault === undefined ? [] : [template`air-gapped ${vaultTemplate(airGappedVault)}`]),
    ...copies
      .toSorted((first, second) => compareText(first.key, second.key))
      .map((copy) => joinTemplates([template`copy to ${vaultTemplate(copy.arn)}`, ...copyFacts(copy)], " ")),
  ];
}

/** What a copy action does. */
export function copyFacts(copy: BackupCopy): readonly Template[] {
  return copy.kept.from === "own"
    ? lifecycleFacts(copy)
    : [["kept as long as its source"], ...coldFacts(copy)];
}

/** Where a plan works, and what it selects; its rules have their own facts. */
export function planFacts({ regions, selections }: BackupPlan): readonly Template[] {
  const facts = (wanted: BackupSelection["kind"], title: string): readonly Template[] =>
    byName(selections.filter(({ kind }) => kind === wanted)).map((selection) =>
      joinTemplates([[title], ...selectionFacts(selection)], " "),
    );
  return [
    ...(regions.length === 0 ? [] : [template`in ${membersTemplate(regions)}`]),
    ...facts("tags", "tag selection"),
    ...facts("resources", "resource selection"),
  ];
}

/** Which resources a selection takes. */
export function selectionFacts(selection: BackupSelection): readonly Template[] {
  const { kind, tagKey, tagValues, resourceTypes, notResourceTypes, conditions } = selection;
  return [
    ...(kind === "tags" ? [template`${tagKey ?? ""}=${membersTemplate(tagValues, "|")}`] : []),
    ...(resourceTypes.length === 0 ? [] : [template`of ${membersTemplate(resourceTypes)}`]),
    ...(notResourceTypes.length === 0 ? [] : [template`except ${membersTemplate(notResourceTypes)}`]),
    ...(conditions.length === 0 ? [] : [[`with ${counted(conditions.length, "condition")}`]]),
  ];
}

/** In the order of names, which the merge does not give. */
export function byName<T extends { readonly name: string }>(parts: readonly T[]): readonly T[] {
  return parts.toSorted((first, second) => compareText(first.name, second.name));
}

function lifecycleFacts({ retentionDays, coldAfterDays }: Lifecycle): readonly Template[] {
  return [
    retentionDays === undefined ? ["kept forever"] : template`kept ${daysTemplate(retentionDays)}`,
    ...coldFacts({ coldAfterDays }),
  ];
}

function coldFacts({ coldAfterDays }: Pick<Lifecycle, "coldAfterDays">): readonly Template[] {
  return coldAfterDays === undefined ? [] : [template`cold after ${daysTemplate(coldAfterDays)}`];
}
