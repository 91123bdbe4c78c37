import { takenOverBy } from "../capabilities/lifecycle/rule-overlaps";
import type { BackupPlan } from "../effective/backup-plan";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Inventory, InventorySource, Resource } from "../organization/inventory";
import { DEFAULT_START_WINDOW_MINUTES } from "../policy/rule-defaults";
import { parseSchedule } from "../policy/schedule";
import { optInSettings } from "../review/resources/opt-in-settings";
import { incompleteFindings } from "../review/resources/resource-coverage";
import { ResourceMatcher } from "../review/resources/resource-matcher";
import type { MatchAssumptions, ResourceMatch, Selected } from "../review/resources/resource-matcher";
import { counted } from "../text/counted";
import { findingOf } from "../text/finding";
import type { Finding } from "../text/finding";
import { grouped } from "../text/grouped";
import type { UnreadBackups } from "./account-plan";
import { outcomeOf } from "./job";
import type { Job } from "./job";
import { JOBS_RULES } from "./jobs-rules";
import { MAX_RUNS } from "./planned-runs";
import type { TimeWindow } from "./planned-runs";

/**
 * What became of the backups of a resource in the window. `none`: no job, although one was due. `not-due`: no job, and
 * none was due, or only a continuous backup that goes on without jobs. `not-read`: the jobs could not be read.
 */
export const RESOURCE_JOB_STATES = [
  "failed",
  "none",
  "partial",
  "unfinished",
  "not-read",
  "not-due",
  "completed",
] as const;
export type ResourceJobState = (typeof RESOURCE_JOB_STATES)[number];

/** A resource that a policy selects, or that a job has backed up. */
export interface ResourceJobs {
  readonly arn: string;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  /** `ebs`, `rds:cluster` */
  readonly type: string;
  /** What the policy says. */
  readonly selected: Selected;
  /** What the jobs say. */
  readonly backup: ResourceJobState;
}

export type BackupCounts = Readonly<Record<ResourceJobState, number>>;

/** The resources of one type in one account. */
export interface AccountTypeJobs {
  /** Undefined if it is not known. */
  readonly accountId: string | undefined;
  readonly type: string;
  readonly typeName: string;
  readonly selected: BackupCounts;
  /** Backed up although no policy selects them. */
  readonly unselectedBackedUp: number;
}

/** Which resources policies select, beside which ones jobs have backed up. */
export interface ResourceJobsReport {
  readonly sources: readonly InventorySource[];
  readonly assumptions: MatchAssumptions;
  readonly summary: {
    readonly resources: number;
    readonly selected: BackupCounts;
    readonly unselectedBackedUp: number;
    /** Not known whether they are selected. */
    readonly notKnown: number;
    /** Backed up, and not in the inventory. */
    readonly notInInventory: number;
  };
  /** The most resources without a backup first. */
  readonly accountTypes: readonly AccountTypeJobs[];
  readonly resources: readonly ResourceJobs[];
}

export interface ResourceJobsOptions {
  readonly window: TimeWindow;
  /** The present moment: what is due later than this is not missing. */
  readonly now: Date;
  /** When accounts joined the organization: nothing was due before. */
  readonly joined?: ReadonlyMap<string, Date> | undefined;
  /** Only these accounts; all of them if undefined. */
  readonly accounts?: ReadonlySet<string> | undefined;
}

const BETTER: readonly string[] = ["failed", "unfinished", "partial", "completed"];

/** Joins an inventory with backup jobs: keeps what became of each resource that has a job. */
export class ResourceJobsJoin {
  private readonly byResource = new Map<string, string>();
  /** The last run of each plan that was due, in milliseconds since 1970; 0 for none. */
  private readonly due = new Map<BackupPlan, number>();

  constructor(
    private readonly policies: EffectivePolicies,
    private readonly inventories: readonly Inventory[],
    private readonly options: ResourceJobsOptions,
  ) {}

  add({ kind, accountId, region, resourceArn, state }: Job): void {
    if (kind === "backup" && this.options.accounts?.has(accountId) !== false) {
      const key = `${accountId} ${region} ${resourceArn}`;
      const outcome = outcomeOf(state);
      const known = this.byResource.get(key);
      if (known === undefined || BETTER.indexOf(outcome) > BETTER.indexOf(known)) {
        this.byResource.set(key, outcome);
      }
    }
  }

  /**
   * @param unread where backup jobs could not be read
   * @param regions where jobs were asked for
   */
  report(unread: readonly UnreadBackups[], regions: readonly string[]): ResourceJobsReport {
    const { organization } = this.policies;
    // A rule that has ended since was due in the window all the same.
    const matcher = new ResourceMatcher(this.policies, {
      at: this.options.window.since,
      optIn: optInSettings(organization),
    });
    const tally = new JoinTally();
    const seen = new Set<string>();
    const asked = new Set(regions);
    for (const { resources } of this.inventories) {
      for (const resource of resources) {
        const { accountId } = resource;
        if (accountId === undefined || this.options.accounts?.has(accountId) !== false) {
          const key = keyOf(resource);
          if (this.byResource.has(key)) {
            seen.add(key);
          }
          const match = matcher.match(resource);
          tally.add(resource, match, this.stateOf(key, resource, match, { unread, asked }));
        }
      }
    }
    const completed = [...this.byResource].filter(
      ([key, outcome]) => outcome === "completed" && !seen.has(key),
    );
    return tally.report(
      this.inventories.map(({ source }) => source),
      matcher.assumptions,
      completed.length,
    );
  }

  private stateOf(
    key: string,
    { accountId, region }: Resource,
    { by }: ResourceMatch,
    { unread, asked }: { readonly unread: readonly UnreadBackups[]; readonly asked: ReadonlySet<string> },
  ): ResourceJobState {
    const outcome = this.byResource.get(key);
    if (outcome === "completed") {
      return "completed";
    }
    const isUnread =
      accountId === undefined ||
      region === undefined ||
      !asked.has(region) ||
      unread.some((each) => each.region === region && each.accounts?.has(accountId) !== false);
    // A job that could not be read may have been completed.
    if (isUnread) {
      return "not-read";
    }
    const joinedAt = this.options.joined?.get(accountId)?.getTime() ?? 0;
    return (
      (outcome as ResourceJobState | undefined) ??
      (by.some(({ plan }) => this.lastDue(plan) > joinedAt) ? "none" : "not-due")
    );
  }

  /** The last run of a plan whose start window is over in the window. */
  private lastDue(plan: BackupPlan): number {
    const known = this.due.get(plan);
    if (known !== undefined) {
      return known;
    }
    const { window, now } = this.options;
    const end = Math.min(window.until.getTime(), now.getTime());
    const runs = plan.rules.flatMap((rule) => {
      const parsed = parseSchedule(rule.schedule);
      const startWindow = (rule.startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES) * 60_000;
      return !parsed.ok || rule.continuous
        ? []
        : parsed.schedule
            .occurrences(window.since, MAX_RUNS)
            .filter(
              (run) => run.getTime() + startWindow <= end && takenOverBy(rule, plan.rules, run) === undefined,
            )
            .map((run) => run.getTime());
    });
    const last = runs.reduce((latest, run) => Math.max(latest, run), 0);
    this.due.set(plan, last);
    return last;
  }
}

function keyOf({ accountId = "", region = "", arn }: Resource): string {
  return `${accountId} ${region} ${arn}`;
}

type Counts = Record<ResourceJobState, number>;
const noCounts = (): Counts => Object.fromEntries(RESOURCE_JOB_STATES.map((state) => [state, 0])) as Counts;

class JoinTally {
  private count = 0;
  private notKnown = 0;
  private readonly resources: ResourceJobs[] = [];
  private readonly rows = new Map<
    string,
    AccountTypeJobs & { selected: Counts; unselectedBackedUp: number }
  >();

  add(
    { arn, accountId, region }: Resource,
    { type, selected }: ResourceMatch,
    backup: ResourceJobState,
  ): void {
    this.count += 1;
    this.notKnown += Number(selected === "unknown");
    if (selected === "no" && backup !== "completed") {
      return;
    }
    this.resources.push({ arn, accountId, region, type: type.id, selected, backup });
    if (selected === "unknown") {
      return;
    }
    const key = `${accountId ?? ""} ${type.id}`;
    const row = this.rows.get(key) ?? {
      accountId,
      type: type.id,
      typeName: type.name,
      selected: noCounts(),
      unselectedBackedUp: 0,
    };
    this.rows.set(key, row);
    if (selected === "yes") {
      row.selected[backup] += 1;
    } else {
      row.unselectedBackedUp += 1;
    }
  }

  report(
    sources: readonly InventorySource[],
    assumptions: MatchAssumptions,
    notInInventory: number,
  ): ResourceJobsReport {
    const rows = [...this.rows.values()];
    const selected = noCounts();
    for (const row of rows) {
      for (const state of RESOURCE_JOB_STATES) {
        selected[state] += row.selected[state];
      }
    }
    return {
      sources,
      assumptions,
      summary: {
        resources: this.count,
        selected,
        unselectedBackedUp: rows.reduce((sum, { unselectedBackedUp }) => sum + unselectedBackedUp, 0),
        notKnown: this.notKnown,
        notInInventory,
      },
      accountTypes: rows.toSorted(
        (first, second) =>
          withoutBackup(second.selected) - withoutBackup(first.selected) ||
          second.unselectedBackedUp - first.unselectedBackedUp,
      ),
      resources: this.resources,
    };
  }
}

/** How many selected resources have no completed backup although one was due. */
export function withoutBackup({ failed, none, partial }: BackupCounts): number {
  return failed + none + partial;
}

const SELECTED_FINDINGS = [
  ["failed", "no backup was completed: the jobs failed"],
  ["none", "there is no job although a backup was due"],
  ["partial", "the backup is only in part"],
] as const;

/** What the join shows to be wrong. */
export function resourceJobsFindings(
  { accountTypes, sources, summary }: ResourceJobsReport,
  nameOf: (accountId: string) => string,
): readonly Finding[] {
  return [
    ...SELECTED_FINDINGS.flatMap(([state, words]) =>
      findingAbout(
        "resource-not-backed-up",
        accountTypes.map((row) => [row, row.selected[state]] as const),
        (which) => `Selected, and ${words}: ${which}.`,
      ),
    ),
    ...findingAbout(
      "resource-backed-up-unselected",
      accountTypes.map((row) => [row, row.unselectedBackedUp] as const),
      (which) => `Backed up, and not selected by any backup policy: ${which}.`,
    ),
    ...incompleteFindings(sources, nameOf, summary.resources),
  ];
}

function findingAbout(
  rule: "resource-not-backed-up" | "resource-backed-up-unselected",
  rows: readonly (readonly [AccountTypeJobs, number])[],
  words: (which: string) => string,
): readonly Finding[] {
  const concerned = rows.filter(([, count]) => count > 0);
  const resources = concerned.reduce((sum, [, count]) => sum + count, 0);
  const types = new Map<string, number>();
  for (const [{ typeName }, count] of concerned) {
    types.set(typeName, (types.get(typeName) ?? 0) + count);
  }
  const byType = [...types]
    .toSorted(([, first], [, second]) => second - first)
    .map(([name, count]) => `${grouped(count)} ${name}`);
  return resources === 0
    ? []
    : [
        findingOf(JOBS_RULES[rule], {
          message: words(`${counted(resources, "resource")} (${byType.join(", ")})`),
          accounts: [...new Set(concerned.flatMap(([{ accountId }]) => accountId ?? []))].toSorted(),
          resources,
        }),
      ];
}
