import type { EffectivePolicies } from "../organization/effective-policies";
import type { JsonObject } from "../text/json";
import { NOTHING_LOOKED_UP } from "./account-facts";
import type { AccountFacts } from "./account-facts";
import { outcomeOf } from "./job";
import type { Job } from "./job";
import { judgeAccount } from "./judge-account";
import type { AccountOutcome } from "./judge-account";
import { ownRole, planOf } from "./account-plan";
import type { AccountPlan, PlannedOptions, UnreadBackups } from "./account-plan";
import { PlannedRuns, runOf } from "./planned-runs";
import { AccountTally } from "./tally";

/** Something that was due and is not there, to be looked into. */
export interface Gap {
  readonly accountId: string;
  readonly region: string;
  readonly vault: string;
  /** With the account's own id. */
  readonly roleArns: readonly string[];
  /** True where a continuous backup may have begun before the window. */
  readonly continuous: boolean;
}

/**
 * Joins jobs with what the effective policies planned for the window. Jobs come in any order and are
 * counted, not kept: what is held grows with the plan and the accounts, not with the jobs.
 */
export class PlannedAgainstActual {
  private readonly plans = new Map<string, AccountPlan>();
  private readonly tallies = new Map<string, AccountTally>();
  private readonly unread: UnreadBackups[] = [];

  constructor(
    policies: EffectivePolicies,
    private readonly options: PlannedOptions,
  ) {
    const known = new Map<JsonObject, PlannedRuns>();
    const runsOf = (policy: JsonObject): PlannedRuns => {
      const runs = known.get(policy) ?? new PlannedRuns(policy, options.window);
      known.set(policy, runs);
      return runs;
    };
    for (const { id, state } of policies.organization.accounts) {
      if (state === "ACTIVE" && options.accounts?.has(id) !== false) {
        this.plans.set(id, planOf(id, policies, runsOf, options.joined));
      }
    }
  }

  /** The Regions that plans name. */
  get regions(): readonly string[] {
    const regions = new Set<string>();
    for (const { runs, withheld } of this.plans.values()) {
      for (const { rule } of [...runs.rules, ...(withheld?.rules ?? [])]) {
        regions.add(rule.region);
      }
    }
    return [...regions].sort();
  }

  /** The accounts whose plans make copies. */
  get copyingAccounts(): readonly string[] {
    return [...this.plans.values()]
      .filter(({ runs }) => runs.rules.some(({ rule }) => rule.copies.length > 0))
      .map(({ accountId }) => accountId);
  }

  /** Jobs of accounts that are not judged, on demand, or by rules that are not planned, leave no trace. */
  add(job: Job): void {
    const plan = this.plans.get(job.accountId);
    if (plan === undefined || job.kind === "restore") {
      return;
    }
    if (job.kind === "copy") {
      this.addCopy(plan, job);
      return;
    }
    const index = plan.runs.ruleOf(job);
    const rule = index === undefined ? undefined : plan.runs.rules[index];
    if (index === undefined || rule === undefined) {
      return;
    }
    const tally = this.tallyOf(job.accountId, index);
    tally.addToRule(job);
    const run = runOf(rule, job.createdAt, job.startBy);
    if (run !== undefined) {
      tally.addToRun(run, job);
    }
  }

  /** Says that backup jobs are not known: where none was seen, none is said to be missing. */
  addUnread(unread: UnreadBackups): void {
    this.unread.push(unread);
  }

  /** A job from before the window: shows that a continuous backup goes on, and counts for nothing else. */
  addEarlier(job: Job): void {
    const index = this.plans.get(job.accountId)?.runs.ruleOf(job);
    if (index !== undefined && job.continuous && outcomeOf(job.state) === "completed") {
      this.tallyOf(job.accountId, index).continuousSeen = true;
    }
  }

  /** What is due, has no job and may be explained by a look into the account or, if continuous, into the past. */
  gaps(): readonly Gap[] {
    const gaps: Gap[] = [];
    for (const plan of this.plans.values()) {
      if (plan.source === "not-knowable") {
        continue;
      }
      for (const [index, { rule, due }] of plan.runs.rules.entries()) {
        const tally = this.tallies.get(`${plan.accountId} ${index}`);
        if (
          !this.isUnread(plan.accountId, rule.region) &&
          due.some((_time, run) => tally?.run(run) === undefined)
        ) {
          gaps.push({
            accountId: plan.accountId,
            region: rule.region,
            vault: rule.vault,
            roleArns: rule.selections.flatMap(({ role }) =>
              role === undefined ? [] : [ownRole(role, plan.accountId)],
            ),
            continuous: rule.continuous && tally?.continuousSeen !== true,
          });
        }
      }
    }
    return gaps;
  }

  /** The accounts in the order of the organization. */
  outcome(facts: AccountFacts = NOTHING_LOOKED_UP): readonly AccountOutcome[] {
    return [...this.plans.values()].map((plan) =>
      judgeAccount(
        plan,
        {
          tallyOf: (index) => this.tallies.get(`${plan.accountId} ${index}`),
          isUnread: (region) => this.isUnread(plan.accountId, region),
          facts,
        },
        this.options,
      ),
    );
  }

  private isUnread(accountId: string, region: string): boolean {
    return this.unread.some(
      (unread) => unread.region === region && unread.accounts?.has(accountId) !== false,
    );
  }

  private addCopy(plan: AccountPlan, job: Job): void {
    const { createdBy, destinationVaultArn } = job;
    if (createdBy?.plan === undefined || createdBy.rule === undefined || destinationVaultArn === undefined) {
      return;
    }
    const index = plan.runs.ruleOf(job);
    const rule = index === undefined ? undefined : plan.runs.rules[index]?.rule;
    const copy = rule?.copies.find(
      ({ arn }) => ownVault(arn, job.accountId, job.region) === destinationVaultArn.toLowerCase(),
    );
    if (index !== undefined && copy !== undefined && outcomeOf(job.state) === "completed") {
      this.tallyOf(job.accountId, index).addCopyRetention(copy.arn, job.retentionDays);
    }
  }

  private tallyOf(accountId: string, index: number): AccountTally {
    const key = `${accountId} ${index}`;
    let tally = this.tallies.get(key);
    if (tally === undefined) {
      tally = new AccountTally();
      this.tallies.set(key, tally);
    }
    return tally;
  }
}

function ownVault(vaultArn: string, accountId: string, region: string): string {
  return vaultArn.replaceAll("$account", accountId).replaceAll("$region", region).toLowerCase();
}
