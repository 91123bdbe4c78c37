import type { EffectivePolicy } from "../../effective/effective-policy";
import type { SettingValue } from "../../effective/fragment";
import { traceProvenance } from "../../effective/provenance";
import type { ProvenanceEvent } from "../../effective/provenance";
import { levelsOf } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { protectionOf } from "../../review/protection";
import type { CopyProtection, RuleProtection } from "../../review/protection";
import { isJsonObject } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { joinPath } from "../../text/policy-path";
import { originStory } from "../review/origin-story";
import { phraseText } from "../review/phrase";
import { vaultPhrase } from "../review/vault-arn";
import type { PageCopy, PagePlan, PagePolicy, PageRule, PageSetting, PageStep } from "./page-model";
import type { PageSchedules } from "./page-schedules";
import { pagePhrase, pageText } from "./page-text";
import { Table } from "./table";

type Events = ReadonlyMap<string, readonly ProvenanceEvent[]>;

/** The policies of a page with their plans and the origins of their settings, each once. */
export class PagePolicies {
  readonly policies = new Table<PagePolicy>();
  readonly plans = new Table<PagePlan>();
  readonly origins = new Table<readonly number[]>();
  readonly steps = new Table<PageStep>();
  private readonly known = new Map<EffectivePolicy, number>();

  constructor(private readonly schedules: PageSchedules) {}

  /** @param accountId one of the accounts with this policy, to trace where it comes from */
  add(effective: EffectivePolicy, organization: Organization, accountId: string): number {
    let index = this.known.get(effective);
    if (index === undefined) {
      const { events } = traceProvenance(levelsOf(organization, accountId));
      const errors = effective.errors.map(({ code, message, path }) =>
        pageText(`${code}: ${message} (${path})`),
      );
      index = this.policies.add({
        status: effective.status,
        plans: this.plansOf(effective.policy, events, organization),
        errors,
      });
      this.known.set(effective, index);
    }
    return index;
  }

  /** A policy of which only the text is known: what AWS last published. */
  addPublished(policy: JsonObject, organization: Organization): number {
    return this.policies.add({
      status: "published",
      plans: this.plansOf(policy, new Map(), organization),
      errors: [],
    });
  }

  private plansOf(policy: JsonObject, events: Events, organization: Organization): readonly number[] {
    const plans = isJsonObject(policy.plans) ? policy.plans : {};
    const rules = new Map(protectionOf(policy).plans.map((plan) => [plan.name, plan.rules]));
    return Object.keys(plans)
      .sort()
      .map((name) => {
        const plan = plans[name];
        const settings: PageSetting[] = [];
        this.collect(isJsonObject(plan) ? plan : {}, ["plans", name], events, organization, settings);
        return this.plans.add({
          name: pageText(name),
          settings,
          rules: (rules.get(name) ?? []).map((rule) => this.rule(rule)),
        });
      });
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
          this.steps.add([pageText(policy), pageText(target), pagePhrase(says), role]),
        );
        found.push([
          pageText(joinPath(childPath.slice(2))),
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
  }: RuleProtection): PageRule {
    return {
      name: pageText(name),
      schedule: this.schedules.add(schedule),
      vault: pageText(vault ?? airGappedVault ?? ""),
      continuous,
      kept: retentionDays ?? null,
      cold: coldAfterDays ?? null,
      copies: copies.map(copyOf),
    };
  }
}

function copyOf({ arn, retentionDays, coldAfterDays }: CopyProtection): PageCopy {
  return {
    to: phraseText(vaultPhrase(arn), (text) => pageText(text)),
    kept: retentionDays ?? null,
    cold: coldAfterDays ?? null,
  };
}

function shownValue(value: SettingValue): string | readonly string[] {
  return typeof value === "string" ? pageText(value) : value.map((member) => pageText(member));
}
