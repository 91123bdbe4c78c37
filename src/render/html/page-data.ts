import type { EffectivePolicy } from "../../effective/effective-policy";
import type { EffectivePolicies } from "../../organization/effective-policies";
import { policyInForce } from "../../organization/policy-in-force";
import type { AccountOutcome } from "../../review/account-change";
import type { Review } from "../../review/review";
import type { JsonObject } from "../../text/json";
import { statusWords } from "../review/status-words";
import { coverageOf } from "./coverage";
import { markOf, pageChanges, pageFindings } from "./page-changes";
import type { Coverage, PageModel, PageOutcome } from "./page-model";
import { PageTree } from "./page-nodes";
import { PagePolicies } from "./page-policies";
import { DAYS_AHEAD, PageSchedules } from "./page-schedules";
import { forPage } from "./for-page";
import { Table } from "./table";

/** Gathers what the page shows. */
export function pageData(
  review: Review,
  before: EffectivePolicies,
  after: EffectivePolicies,
  at: Date,
): PageModel {
  const tree = new PageTree(before.organization, after.organization);
  const outcomes = new Outcomes(review, before, after, at);
  const outcomeOf = new Map(tree.accounts().map((id) => [id, outcomes.of(id)]));
  const { policies, schedules } = outcomes;
  return {
    summary: {
      organization: forPage(after.organization.settings.id),
      at: at.getTime(),
      daysAhead: DAYS_AHEAD,
    },
    nodes: tree.columns(outcomeOf),
    outcomes: outcomes.entries,
    policies: policies.policies.entries,
    plans: policies.plans.entries,
    schedules: schedules.entries,
    origins: policies.origins.entries,
    steps: policies.steps.entries,
    changes: pageChanges(review, tree),
    findings: pageFindings(review, tree),
  };
}

class Outcomes {
  readonly schedules: PageSchedules;
  readonly policies: PagePolicies;
  private readonly table = new Table<PageOutcome>();
  /** By the two results, which accounts share: the same objects give the same outcome. */
  private readonly known = new Map<EffectivePolicy | undefined, Map<EffectivePolicy | undefined, number>>();
  private readonly changedAccounts: ReadonlySet<string>;
  private readonly covered = new Map<JsonObject, Coverage>();

  constructor(
    review: Review,
    private readonly before: EffectivePolicies,
    private readonly after: EffectivePolicies,
    at: Date,
  ) {
    this.schedules = new PageSchedules(at);
    this.policies = new PagePolicies(this.schedules);
    this.changedAccounts = new Set(review.changes.flatMap(({ accounts }) => accounts));
  }

  get entries(): readonly PageOutcome[] {
    return this.table.entries;
  }

  of(accountId: string): number {
    const [first, second] = [this.before.of(accountId), this.after.of(accountId)];
    // What AWS last published is recorded per account.
    const own = this.after.organization.published(accountId) ?? this.before.organization.published(accountId);
    const known = own === undefined ? this.known.get(first)?.get(second) : undefined;
    if (known !== undefined) {
      return known;
    }
    const index = this.table.add(this.outcome(accountId, first, second));
    if (own === undefined) {
      const group = this.known.get(first) ?? new Map<EffectivePolicy | undefined, number>();
      this.known.set(first, group.set(second, index));
    }
    return index;
  }

  private outcome(
    accountId: string,
    first: EffectivePolicy | undefined,
    second: EffectivePolicy | undefined,
  ): PageOutcome {
    const change = { before: outcomeOf(first), after: outcomeOf(second), edits: [] };
    const coverage = {
      before: this.coverageBefore(accountId, first),
      after: this.coverageAfter(accountId, second),
    };
    const byStatus = markOf(change, this.changedAccounts.has(accountId));
    // Plans may stay and never run again.
    const isLost = byStatus === "changed" && coverage.after?.plans === 0 && (coverage.before?.plans ?? 0) > 0;
    const mark = isLost ? "lost" : byStatus;
    return {
      mark,
      before: this.index(first, this.before, accountId),
      after: this.index(second, this.after, accountId),
      force: this.force(accountId, second),
      sentence: mark === "same" ? "" : (statusWords(change)?.sentence ?? ""),
      coverage,
    };
  }

  private index(policy: EffectivePolicy | undefined, side: EffectivePolicies, accountId: string): number {
    return policy === undefined ? -1 : this.policies.add(policy, side.organization, accountId);
  }

  private force(accountId: string, second: EffectivePolicy | undefined): number {
    if (second === undefined) {
      return -1;
    }
    const force = policyInForce(accountId, this.after, this.before);
    switch (force.source) {
      case "computed":
        return this.index(second, this.after, accountId);
      case "published":
        return this.policies.addPublished(force.policy, this.after.organization);
      case "last-valid":
        return this.index(this.before.of(accountId), this.before, accountId);
      case "unknown":
        return -1;
    }
  }

  private coverageBefore(accountId: string, first: EffectivePolicy | undefined): Coverage | null {
    return first === undefined ? null : this.coverage(policyInForce(accountId, this.before));
  }

  private coverageAfter(accountId: string, second: EffectivePolicy | undefined): Coverage | null {
    return second === undefined ? null : this.coverage(policyInForce(accountId, this.after, this.before));
  }

  private coverage(force: ReturnType<typeof policyInForce>): Coverage | null {
    if (force.source === "unknown") {
      return null;
    }
    const coverage = this.covered.get(force.policy) ?? coverageOf(force.policy, this.schedules);
    this.covered.set(force.policy, coverage);
    return coverage;
  }
}

function outcomeOf(policy: EffectivePolicy | undefined): AccountOutcome {
  return { status: policy?.status ?? "absent", errors: policy?.errors ?? [] };
}
