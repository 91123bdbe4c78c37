import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import { renderPolicy } from "../effective/merged-node";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import type { Runs } from "../effective/backup-plan/running-plan";
import { possibleStates } from "../effective/possible-states";
import { applicationRemarks } from "../organization/application-remarks";
import { EffectivePolicies } from "../organization/effective-policies";
import type { PolicyInForce } from "../organization/policy-in-force";
import { policyInForce, UNKNOWN_IN_FORCE } from "../organization/policy-in-force";
import { statusWords } from "../render/review/status-words";
import type { Organization } from "../organization/organization";
import { accountChanges } from "../review/account-change";
import type { AccountOutcome } from "../review/account-change";
import { accountGroups } from "../review/account-groups";
import { CoverageFacts } from "../review/coverage-facts";
import { organizationChanges } from "../review/organization-change";
import type { Requirement } from "../review/guardrails/guardrails";
import type { Review } from "../review/review";
import { reviewNames } from "../review/review-names";
import { getOrAdd } from "../text/get-or-add";
import type { JsonObject } from "../text/json";
import type { RecordedOptIn } from "../review/recorded-opt-in";
import { plansProtect, policyProtects } from "../review/plan-protects";
import { coverageOf, leastOf, RunningPlans, typesOf } from "./coverage";
import { forPage } from "./for-page";
import { markOf, pageChanges, pageFindings } from "./page-changes";
import type { PageData } from "./page-data";
import { pageMasthead } from "./page-masthead";
import type { Coverage, Covered, Mark, PageAccount, PageCoverage, PageModel, PageTarget } from "./page-model";
import { PageTree } from "./page-nodes";
import { PagePolicies } from "./page-policies";
import { DAYS_AHEAD, PageSchedules } from "./page-schedules";
import { requiredOf } from "./required";

/** Decided only during apply. */
const UNKNOWN: PolicyInForce = { source: "unknown", sentence: UNKNOWN_IN_FORCE };

/** Two organizations and the review of what is between them, as a page asks for them. */
export class PageView {
  private readonly tree: PageTree;
  private readonly changed: ReadonlySet<string>;
  private readonly running = new Map<RecordedOptIn, RunningPlans>();

  constructor(
    readonly review: Review,
    readonly before: EffectivePolicies,
    readonly after: EffectivePolicies,
    private readonly at: Date,
    private readonly requirements: readonly Requirement[] = [],
  ) {
    this.tree = new PageTree(before.organization, after.organization);
    this.changed = new Set(review.changes.flatMap(({ accounts }) => accounts));
  }

  /** What the page was written with; changes and effective policies are computed. */
  static of({ before, after, at, review, context }: PageData): PageView {
    const first = EffectivePolicies.compute(before, at);
    const second = EffectivePolicies.compute(after, at, { previous: first });
    const whole: Review = {
      ...review,
      organizationChanges: organizationChanges(before, after),
      changes: accountChanges(accountGroups(first, second), first, second),
      ...reviewNames(before, after),
    };
    return new PageView(whole, first, second, at, context?.guardrails?.requirements);
  }

  /** What the page shows before anything is computed: the tree, and the findings that it was written with. */
  static opening({ before, after, at, review }: PageData): PageModel {
    const tree = new PageTree(before, after);
    const whole = { ...review, changes: [], ...reviewNames(before, after) };
    return {
      ...modelOf(whole, tree, after, at, () => "computing"),
      changes: null,
    };
  }

  /** What is attached to a target itself, and where an account can go. */
  target(node: number): PageTarget {
    const id = this.tree.idOf(node);
    const { organization } = this.after;
    if (id === undefined || organization.target(id) === undefined) {
      return { attached: [], isOrderKnown: true };
    }
    const { policies, order } = organization.attached(id);
    return {
      attached: policies.map((policy) => ({ id: policy.id, name: forPage(policy.name, 200) })),
      isOrderKnown: order === "known" || policies.length < 2,
    };
  }

  model(): PageModel {
    const { review, after, tree, at } = this;
    return modelOf(review, tree, after.organization, at, (id) => this.mark(id));
  }

  /** @throws RangeError if the node is not an account */
  account(node: number): PageAccount {
    const id = this.tree.accounts()[node];
    if (id === undefined) {
      throw new RangeError(`node ${node} is not an account`);
    }
    const { before, after } = this;
    const [first, second] = [before.of(id), after.of(id)];
    const schedules = new PageSchedules(this.at);
    const policies = new PagePolicies(schedules);
    const change = { before: outcomeOf(first), after: outcomeOf(second), edits: [] };
    const [forceBefore, force] = [this.inForceBefore(id), this.inForceAfter(id)];
    const places = {
      before: first === undefined ? -1 : policies.add(first, before.organization, id),
      after: second === undefined ? -1 : policies.add(second, after.organization, id),
    };
    const place = (
      inForce: PolicyInForce,
      computed: number,
      lastValid: number,
      { organization }: EffectivePolicies,
    ): number => {
      switch (inForce.source) {
        case "computed":
          return computed;
        case "published":
          return policies.addPublished(inForce.policy, organization);
        case "last-valid":
          return lastValid;
        case "unknown":
          return -1;
      }
    };
    const merged = mergedAs(force, id, after, before);
    const { optIn } = after.organization.settings;
    const isOrderOpen = (merged?.orderDependent.length ?? 0) > 0;
    return {
      ...places,
      force: second === undefined ? -1 : place(force, places.after, places.before, after),
      forceBefore: first === undefined ? -1 : place(forceBefore, places.before, -1, before),
      isOrderOpen,
      ...(second === undefined || force.source === "unknown" || isOrderOpen
        ? { types: [], otherTypes: [] }
        : typesOf(this.plansOf(force.policy, undefined), new CoverageFacts(this.at, optIn))),
      sentence: this.mark(id) === "same" ? "" : (statusWords(change)?.sentence ?? ""),
      policies: policies.policies.entries,
      plans: policies.plans.entries,
      schedules: schedules.entries,
      origins: policies.origins.entries,
      steps: policies.steps.entries,
    };
  }

  /** @param pause awaited now and then, so that other questions get their turn */
  async coverage(pause: () => Promise<void>): Promise<PageCoverage> {
    const { before, after } = this;
    const required = requiredOf(this.requirements, this.review.findings, after.organization);
    const notApplied = new Set(
      [before, after].filter(({ organization }) => applicationRemarks(organization).length > 0),
    );
    const asked = new Map<RecordedOptIn, Asked>();
    const indexes = new Map<string, number>();
    const keys = new Map<Covered, string>();
    const entries: PageCoverage["entries"][number][] = [];
    const of: number[] = [];
    const covered = (force: PolicyInForce, id: string, side: EffectivePolicies): Covered => {
      if (force.source === "unknown") {
        return "unknown";
      }
      const { optIn } = side.organization.settings;
      const { facts, known } = getOrAdd(asked, optIn, () => ({
        facts: new CoverageFacts(this.at, optIn),
        known: new Map<JsonObject, Coverage | "unknown">(),
      }));
      let coverage = known.get(force.policy);
      if (coverage === undefined) {
        const isKnown = this.protection(force, id, side) !== "unknown";
        const merged = mergedAs(force, id, side, before);
        coverage = isKnown ? this.coverageInEachOrder(force.policy, merged, facts) : "unknown";
        known.set(force.policy, coverage);
      }
      // Whatever policies say: perhaps AWS applies none of them.
      return coverage !== "unknown" && coverage.rules > 0 && notApplied.has(side) ? "unknown" : coverage;
    };
    const keyOf = (coverage: Covered): string => {
      const key = keys.get(coverage) ?? JSON.stringify(coverage);
      keys.set(coverage, key);
      return key;
    };
    for (const [node, id] of this.tree.accounts().entries()) {
      if (id === undefined) {
        of.push(-1);
        continue;
      }
      const entry = {
        before: isActive(before, id) ? covered(this.inForceBefore(id), id, before) : null,
        after: isActive(after, id) ? covered(this.inForceAfter(id), id, after) : null,
        required: required.get(id) ?? {},
      };
      const key = `${keyOf(entry.before)} ${keyOf(entry.after)} ${JSON.stringify(entry.required)}`;
      const index = indexes.get(key) ?? entries.push(entry) - 1;
      indexes.set(key, index);
      of.push(index);
      if (node % 100 === 0) {
        await pause();
      }
    }
    return { of, entries };
  }

  /** The least that any attachment order gives. */
  private coverageInEachOrder(
    policy: JsonObject,
    merged: EffectivePolicy | undefined,
    facts: CoverageFacts,
  ): Coverage {
    const { optIn } = facts;
    const states = merged === undefined ? [] : possibleStates(merged).states;
    return states.length < 2
      ? coverageOf(this.plansOf(policy, optIn), facts)
      : states
          .map(({ state }) => coverageOf(this.plansOf(renderPolicy(state), optIn), facts))
          .reduce(leastOf);
  }

  private plansOf(policy: JsonObject, optIn: RecordedOptIn): readonly BackupPlan[] {
    return getOrAdd(this.running, optIn, () => new RunningPlans(this.at, optIn)).of(policy);
  }

  private mark(id: string): Mark {
    const [first, second] = [this.before.of(id), this.after.of(id)];
    const byStatus = markOf({ before: outcomeOf(first), after: outcomeOf(second) }, this.changed.has(id));
    if (this.review.summary.state !== undefined && byStatus === "same") {
      return MARKS_OF_STATE[this.protection(this.inForceAfter(id), id, this.after)];
    }
    const was = (): Runs => this.protection(this.inForceBefore(id), id, this.before);
    const isClosed = second !== undefined && isActive(this.before, id) && !isActive(this.after, id);
    if (isClosed && was() !== "no") {
      return "lost";
    }
    if (byStatus !== "changed") {
      return byStatus;
    }
    // Plans may stay and never run again, or select nothing.
    const isLost = was() === "yes" && this.protection(this.inForceAfter(id), id, this.after) === "no";
    return isLost ? "lost" : "changed";
  }

  private inForceBefore(id: string): PolicyInForce {
    return isKnowable(this.before.of(id)?.status) ? policyInForce(id, this.before) : UNKNOWN;
  }

  private inForceAfter(id: string): PolicyInForce {
    return isKnowable(this.after.of(id)?.status) ? policyInForce(id, this.after, this.before) : UNKNOWN;
  }

  /** Whether policies say that an account is backed up, whether or not AWS applies them. */
  private protection(force: PolicyInForce, id: string, side: EffectivePolicies): Runs {
    const merged = mergedAs(force, id, side, this.before);
    const { optIn } = side.organization.settings;
    return force.source === "unknown"
      ? "unknown"
      : merged === undefined
        ? plansProtect(backupPlansOf(force.policy), this.at, optIn)
        : policyProtects(merged, this.at, optIn);
  }
}

/** What is known of policies under the same opt-in settings. */
interface Asked {
  readonly facts: CoverageFacts;
  readonly known: Map<JsonObject, Coverage | "unknown">;
}

/** Of an organization as it is. */
const MARKS_OF_STATE: Readonly<Record<Runs, Mark>> = { yes: "same", no: "lost", unknown: "unknowable" };

/** What was merged to a policy in force; undefined if only its text is known. */
function mergedAs(
  { source }: PolicyInForce,
  id: string,
  side: EffectivePolicies,
  before: EffectivePolicies,
): EffectivePolicy | undefined {
  return source === "computed" ? side.of(id) : source === "last-valid" ? before.of(id) : undefined;
}

function modelOf(
  review: Review,
  tree: PageTree,
  organization: Organization,
  at: Date,
  markOf: (accountId: string) => Mark,
): PageModel {
  return {
    summary: {
      organization: forPage(organization.settings.id),
      at: at.getTime(),
      daysAhead: DAYS_AHEAD,
      isState: review.summary.state !== undefined,
    },
    masthead: pageMasthead(review),
    nodes: tree.columns(markOf),
    policies: organization.policies.map(({ id, name }) => ({ id, name: forPage(name, 200) })),
    changes: pageChanges(review, tree),
    findings: pageFindings(review, tree),
  };
}

function isActive({ organization }: EffectivePolicies, accountId: string): boolean {
  return organization.account(accountId)?.state === "ACTIVE";
}

function outcomeOf(policy: EffectivePolicy | undefined): AccountOutcome {
  return { status: policy?.status ?? "absent", errors: policy?.errors ?? [] };
}
