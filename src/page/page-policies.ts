import type { EffectivePolicy } from "../effective/effective-policy";
import type { SettingValue } from "../effective/setting-value";
import type { InheritanceLevel } from "../effective/inheritance-level";
import type { MergedNode } from "../effective/merged-node";
import type { ProvenanceEvent } from "../effective/provenance";
import { child, forEachMember } from "../effective/rendered";
import { inheritanceLevels } from "../organization/inheritance-levels";
import type { Organization } from "../organization/organization";
import { levelsOfPlan } from "../effective/inheritance-level";
import { traceAt } from "../review/traced";
import type { BackupCopy, BackupRule } from "../effective/backup-plan/backup-rule";
import { backupPlanOf, backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { isJsonObject, objectOf } from "../text/json";
import type { JsonObject } from "../text/json";
import { joinPath } from "../text/policy-path";
import { originStory } from "../render/review/origin-story";
import { templateText } from "../render/review/template";
import { vaultTemplate } from "../render/review/vault-template";
import type { PageCopy, PagePlan, PagePolicy, PageRule, PageSetting, PageStep } from "./page-model";
import type { PageSchedules } from "./page-schedules";
import { templateForPage, forPage } from "./for-page";
import { Table } from "./table";

type Events = ReadonlyMap<string, readonly ProvenanceEvent[]>;

const NO_EVENTS: Events = new Map();

/** The policies of an account with their plans and the origins of their settings, each once. */
export class PagePolicies {
  readonly policies = new Table<PagePolicy>();
  readonly plans = new Table<PagePlan>();
  readonly origins = new Table<readonly number[]>();
  readonly steps = new Table<PageStep>();

  constructor(private readonly schedules: PageSchedules) {}

  /** @param accountId one of the accounts with this policy, to trace where it comes from */
  add(effective: EffectivePolicy, organization: Organization, accountId: string): number {
    return this.policies.add({
      status: effective.status,
      plans: this.tracedPlans(effective, organization, inheritanceLevels(organization, accountId)),
      errors: effective.errors.map(({ code, message, path }) => forPage(`${code}: ${message} (${path})`)),
    });
  }

  /** A policy of which only the text is known: what AWS last published. */
  addPublished(policy: JsonObject, organization: Organization): number {
    return this.policies.add({
      status: "published",
      plans: backupPlansOf(policy)
        .toSorted((first, second) => (first.name < second.name ? -1 : 1))
        .map(({ name, rules }) =>
          this.plan(name, objectOf(objectOf(policy.plans)[name]), rules, NO_EVENTS, organization),
        ),
      errors: [],
    });
  }

  private tracedPlans(
    { state }: EffectivePolicy,
    organization: Organization,
    levels: readonly InheritanceLevel[],
  ): readonly number[] {
    const plans: (readonly [name: string, node: MergedNode])[] = [];
    forEachMember(child(state, "plans"), (node, name) => plans.push([name, node]));
    return plans
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(([name, node]) => this.traced(name, node, levelsOfPlan(levels, name), organization));
  }

  private traced(
    name: string,
    node: MergedNode,
    levels: readonly InheritanceLevel[],
    organization: Organization,
  ): number {
    const { events } = traceAt(levels, [["plans", name]], true);
    const rendered = objectOf(node.rendered());
    return this.plan(name, rendered, backupPlanOf(name, node).rules, events, organization);
  }

  private plan(
    name: string,
    plan: JsonObject,
    rules: readonly BackupRule[],
    events: Events,
    organization: Organization,
  ): number {
    const settings: PageSetting[] = [];
    this.collect(plan, ["plans", name], events, organization, settings);
    return this.plans.add({ name: forPage(name), settings, rules: rules.map((rule) => this.rule(rule)) });
  }

  private collect(
    container: JsonObject,
    path: readonly string[],
    events: Events,
    organization: Organization,
    found: PageSetting[],
  ): void {
    for (const name of Object.keys(container).sort()) {
      const child = container[name];
      const childPath = [...path, name];
      if (isJsonObject(child)) {
        this.collect(child, childPath, events, organization, found);
      } else {
        const story = originStory(events.get(joinPath(childPath)) ?? [], organization);
        const steps = story.map(({ policy, target, says, role }) =>
          this.steps.add([forPage(policy), forPage(target), templateForPage(says), role]),
        );
        found.push([
          forPage(joinPath(childPath.slice(2))),
          shownValue(child as SettingValue),
          steps.length === 0 ? -1 : this.origins.add(steps),
        ]);
      }
    }
  }

  private rule({
    name,
    schedule,
    vault,
    airGappedVault,
    continuous,
    retentionDays,
    coldAfterDays,
    copies,
  }: BackupRule): PageRule {
    return {
      name: forPage(name),
      schedule: this.schedules.add(schedule),
      vault: forPage(vault ?? airGappedVault ?? ""),
      continuous,
      kept: retentionDays ?? null,
      cold: coldAfterDays ?? null,
      copies: copies.map(copyOf),
    };
  }
}

function copyOf({ arn, kept, coldAfterDays }: BackupCopy): PageCopy {
  return {
    to: templateText(vaultTemplate(arn), (text) => forPage(text)),
    kept: kept.days ?? null,
    cold: coldAfterDays ?? null,
  };
}

function shownValue(value: SettingValue): string | readonly string[] {
  return typeof value === "string" ? forPage(value) : value.map((member) => forPage(member));
}
