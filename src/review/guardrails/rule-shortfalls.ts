import { copyEffects } from "../../capabilities/rule-effect";
import type { CopyEffect } from "../../capabilities/rule-effect";
import { capability } from "../../capabilities/capability";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { availability, backupByPolicy } from "../../capabilities/regions";
import { possibleTags } from "../../capabilities/selection/possible-tags";
import { reachableKinds, reaches } from "../../capabilities/selection/reachable-kinds";
import { isPlain } from "../../capabilities/verdict";
import type { Verdict } from "../../capabilities/verdict";
import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupCopy, BackupRule } from "../../effective/backup-plan/backup-rule";
import { ruleRuns } from "../../effective/backup-plan/running-plan";
import { matcher } from "../account-filter";
import { recordedOptIn } from "../recorded-opt-in";
import { rhythmOf } from "../rhythm";
import { count, duration, kept, list } from "../words";
import type { Demands } from "./guardrails";
import { lostRuns } from "./lost-runs";
import type { Circumstances, Violation } from "./violation";

/** How a rule of a plan measures up to what is demanded. */
export interface RuleJudgement {
  readonly violations: readonly Violation[];
  /** What AWS's documentation leaves open, in sentences. */
  readonly doubts: readonly string[];
  /** What it holds on, in sentences. */
  readonly conditions: readonly string[];
}

/** @param kind undefined to judge the rule alone, whatever type of resource it backs up */
export function judgeRule(
  plan: BackupPlan,
  rule: BackupRule,
  kind: ResourceKind | undefined,
  demands: Demands,
  circumstances: Circumstances,
): RuleJudgement {
  return new Judgement(plan, rule, kind, demands, circumstances).judge();
}

class Judgement {
  private readonly violations: Violation[] = [];
  private readonly doubts: string[] = [];
  private readonly conditions: string[] = [];

  constructor(
    private readonly plan: BackupPlan,
    private readonly rule: BackupRule,
    private readonly kind: ResourceKind | undefined,
    private readonly demands: Demands,
    private readonly circumstances: Circumstances,
  ) {}

  judge(): RuleJudgement {
    const judged = this.apartFromGap();
    this.gap();
    return judged;
  }

  apartFromGap(): RuleJudgement {
    this.runs();
    this.selected();
    this.available();
    this.retention();
    this.copyToRegion();
    this.copyToAccount();
    this.copyRetention();
    this.vault();
    this.continuous();
    const { violations, doubts, conditions } = this;
    return { violations, doubts, conditions };
  }

  /** A rule that may never run protects nothing for certain. */
  private runs(): void {
    const { name, schedule } = this.rule;
    if (ruleRuns(this.rule, this.circumstances.at) === "unknown") {
      this.doubts.push(
        `when "${name}" runs is not known: the schedule ${JSON.stringify(schedule)} cannot be read`,
      );
    }
  }

  /** A selection of which it is not known what it takes protects nothing for certain. */
  private selected(): void {
    const { kind, plan } = this;
    const selecting = plan.selections.filter((each) => kind === undefined || reaches(each, kind));
    if (selecting.every((each) => possibleTags(each) !== "yes")) {
      this.doubts.push(
        `what plan ${JSON.stringify(plan.name)} backs up is not known: a condition looks at something else than a tag`,
      );
    }
  }

  /** A Region without the type is no fault of the policy; no Region with it is. */
  private available(): void {
    const { kind } = this;
    if (kind === undefined) {
      return;
    }
    const { regions, path } = this.plan;
    const found = regions.map((region) => backupByPolicy(kind, region));
    const best = BEST_FIRST.map((answer) => found.find((each) => each.answer === answer)).find(
      (verdict) => verdict !== undefined,
    );
    if (best?.answer === "no") {
      this.unable(`AWS Backup does not support ${kind.plural} in ${list(regions)}`, `${path}/regions`);
      return;
    }
    if (best?.answer === "unknown") {
      this.doubts.push(withoutStop(best.reason));
    }
    this.optedIn(
      kind,
      regions.filter((_, index) => found[index]?.answer !== "no"),
    );
  }

  /** A type that is opted out in one Region is no fault of the policy either. */
  private optedIn(kind: ResourceKind, regions: readonly string[]): void {
    const { plan, circumstances } = this;
    const ways = plan.selections
      .flatMap(reachableKinds)
      .filter((reached) => reached.kind.rows.some((row) => kind.rows.includes(row)));
    const answers = regions.flatMap((region) =>
      ways.map((way) => recordedOptIn(circumstances.optIn, way, region)),
    );
    if (answers.length === 0 || answers.includes("yes")) {
      return;
    }
    const message = `the opt-in ${JSON.stringify(kind.optIn)} of the management account is off in ${list(regions)}`;
    if (answers.includes("unknown")) {
      this.doubts.push(message);
    } else {
      this.unable(message, `${plan.path}/selections`);
    }
  }

  private unable(message: string, path: string): void {
    this.violations.push({ shortfall: "protection", message, path, isOfType: true });
  }

  private retention(): void {
    const { minimumRetentionDays: minimum } = this.demands;
    const { retentionDays } = this.rule;
    if (minimum !== undefined && (retentionDays ?? Infinity) < minimum) {
      const message = `recovery points are kept ${kept(retentionDays)}, ${count(minimum, "day")} are required`;
      this.add("retention", message, "lifecycle/delete_after_days");
    }
  }

  /** Each Region of the plan must copy to another one. */
  private copyToRegion(): void {
    if (this.demands.copyToAnotherRegion !== true) {
      return;
    }
    const uncopied = this.plan.regions.filter((from) => !this.rule.copies.some((copy) => leaves(copy, from)));
    if (uncopied.length > 0) {
      const message = `recovery points of ${list(uncopied)} are not copied to another Region`;
      this.add("copy-region", message, "copy_actions");
    } else {
      this.possible("copy-region", ({ copy }, region) => leaves(copy, region));
    }
  }

  private copyToAccount(): void {
    if (this.demands.copyToAnotherAccount !== true) {
      return;
    }
    if (this.rule.copies.some((copy) => this.isOutside(copy))) {
      this.possible("copy-account", ({ copy }) => this.isOutside(copy));
    } else {
      this.add("copy-account", "recovery points are not copied to another account", "copy_actions");
    }
  }

  private copyRetention(): void {
    const { minimumCopyRetentionDays: minimum } = this.demands;
    if (minimum === undefined) {
      return;
    }
    const copies = this.rule.copies.filter((copy) => this.isDemanded(copy));
    if (copies.length === 0) {
      this.add(
        "copy-retention",
        `there are no copies, ${count(minimum, "day")} are required`,
        "copy_actions",
      );
      return;
    }
    const retentions = copies.map((copy) => copy.kept);
    const longest = Math.max(...retentions.map(({ days }) => days ?? Infinity));
    const best = retentions.find(({ days }) => (days ?? Infinity) === longest);
    const isOpen = copies.every(
      ({ coldAfterDays, kept: { from } }) => coldAfterDays !== undefined && from === "source",
    );
    if (isOpen) {
      this.doubts.push("no page says how long copies are kept whose lifecycle names cold storage and no end");
    } else if (longest < minimum) {
      const why = best?.from === "source" ? ", as long as their source" : "";
      const message = `copies are kept ${kept(longest)}${why}, ${count(minimum, "day")} are required`;
      this.add("copy-retention", message, "copy_actions");
    } else {
      this.possible(
        "copy-retention",
        ({ copy, retention }) => this.isDemanded(copy) && (retention.days ?? Infinity) >= minimum,
      );
    }
  }

  /** The copies that a demand for a long retention is about: those that the other demands ask for. */
  private isDemanded(copy: BackupCopy): boolean {
    if (this.demands.copyToAnotherAccount === true) {
      return this.isOutside(copy);
    }
    return (
      this.demands.copyToAnotherRegion !== true || this.plan.regions.some((region) => leaves(copy, region))
    );
  }

  private isOutside({ account }: BackupCopy): boolean {
    return account !== "$account" && account !== this.circumstances.ownId;
  }

  private vault(): void {
    const { vaults, vaultLock } = this.demands;
    const name = this.rule.vault ?? "";
    if (vaults !== undefined && !matcher(vaults)(name)) {
      const message = `recovery points go to the vault ${JSON.stringify(name)}, required is ${list(vaults)}`;
      this.add("vault", message, "target_backup_vault_name");
    }
    if (vaultLock === true && !this.circumstances.isLocked(name)) {
      const message = `the code under review declares no lock for the vault ${JSON.stringify(name)}`;
      this.add("vault-lock", message, "target_backup_vault_name");
    }
  }

  private continuous(): void {
    if (this.demands.continuousBackup !== true) {
      return;
    }
    if (!this.rule.continuous) {
      this.add("continuous-backup", "continuous backup is off", "enable_continuous_backup");
    } else if (this.kind !== undefined) {
      this.settle("continuous-backup", capability(this.kind, "continuous"), "enable_continuous_backup");
    }
  }

  private gap(): void {
    const { maximumGapHours = Infinity } = this.demands;
    const { at } = this.circumstances;
    if (ruleRuns(this.rule, at) === "unknown") {
      return;
    }
    const gap = rhythmOf(this.rule.schedule, at)?.largestGapMinutes;
    const allowed = Number.isFinite(maximumGapHours)
      ? `; at most ${duration(maximumGapHours * 60)} is allowed`
      : "";
    if (allowed !== "" && (gap === undefined || gap > maximumGapHours * 60)) {
      const is =
        gap === undefined
          ? "the schedule runs only once more"
          : `up to ${duration(gap)} pass between two backups`;
      this.add("gap", `${is}${allowed}`, "schedule_expression");
      return;
    }
    // Runs that another rule takes over count only if that rule offers the same.
    const others = this.plan.rules.filter((other) => other !== this.rule && !this.isAsGood(other));
    const lost = lostRuns(this.rule, others, at);
    if (lost === undefined) {
      return;
    }
    const how = `"${lost.by.name}" takes over ${lost.gapMinutes === undefined ? "every run" : "runs"} of "${this.rule.name}" without offering the same`;
    if (lost.gapMinutes === undefined) {
      this.add("protection", how, "schedule_expression");
    } else if (lost.gapMinutes > maximumGapHours * 60) {
      const message = `up to ${duration(lost.gapMinutes)} pass between two such backups, since ${how}${allowed}`;
      this.add("gap", message, "schedule_expression");
    }
  }

  /** A continuous recovery point goes on though a snapshot rule runs; all else is lost with the run. */
  private isAsGood(other: BackupRule): boolean {
    const judged = new Judgement(
      this.plan,
      other,
      this.kind,
      this.demands,
      this.circumstances,
    ).apartFromGap();
    return judged.violations.every(({ shortfall }) => shortfall === "continuous-backup");
  }

  /** Whether AWS Backup makes one of the copies that are meant, from each Region with the type. */
  private possible(
    shortfall: "copy-region" | "copy-account" | "copy-retention",
    isMeant: (effect: CopyEffect, region: string) => boolean,
  ): void {
    const { kind } = this;
    if (kind === undefined) {
      return;
    }
    const { ownId: accountId, vault } = this.circumstances;
    for (const region of this.plan.regions) {
      if (availability(kind, region).answer !== "no") {
        const meant = copyEffects(this.rule, kind, region, { accountId, vault }).filter((effect) =>
          isMeant(effect, region),
        );
        const best = BEST_FIRST.map((answer) =>
          meant.find(({ possible }) => possible.answer === answer),
        ).find((effect) => effect !== undefined);
        if (best !== undefined) {
          this.settle(shortfall, best.possible, "copy_actions");
        }
      }
    }
  }

  private settle(shortfall: Violation["shortfall"], verdict: Verdict, setting: string): void {
    const { answer, reason } = verdict;
    if (answer === "no") {
      this.add(shortfall, withoutStop(reason), setting, true);
    } else if (answer === "unknown") {
      this.doubts.push(withoutStop(reason));
    } else if (!isPlain(verdict)) {
      this.conditions.push(reason);
    }
  }

  private add(shortfall: Violation["shortfall"], message: string, setting: string, isOfType = false): void {
    const path = `${this.rule.path}/${setting}`;
    // One copy that is not possible may be behind several demands: it is said once.
    if (!this.violations.some((known) => known.message === message)) {
      this.violations.push({ shortfall, message, path, isOfType });
    }
  }
}

const BEST_FIRST = ["yes", "depends", "unknown", "no"] as const;

function leaves(copy: BackupCopy, region: string): boolean {
  // `$region` stands for the Region of the backup itself.
  return !copy.arn.includes("$region") && copy.destinations.some((place) => place.region !== region);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
