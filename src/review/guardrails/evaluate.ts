import { backupByPolicy } from "../../capabilities/regions";
import { kindNames } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { reachableKinds, reaches } from "../../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../../effective/backup-plan";
import { runningPlan } from "../../effective/backup-plan/running-plan";
import { matcher } from "../account-filter";
import { list } from "../words";
import type { Demands } from "./guardrails";
import { judgedKinds } from "./judged-kinds";
import { judgeRule } from "./rule-shortfalls";
import type { RuleJudgement } from "./rule-shortfalls";
import { planProtects } from "../plan-protects";
import type { Circumstances, Violation } from "./violation";

/** How what is in force in an account measures up to a requirement. */
export interface Judgement {
  /** What it lacks; empty if it meets the requirement. */
  readonly violations: readonly Violation[];
  /** What AWS's documentation leaves open, in sentences without a full stop. */
  readonly doubts: readonly string[];
  /** What an attachment order that is not known decides, in sentences without a full stop. */
  readonly orderDoubts?: readonly string[];
  /** What it holds on, in sentences. */
  readonly conditions: readonly string[];
  /** Set if nothing but tags says which types there are. */
  readonly judgedFor?: JudgedFor;
}

/** The kinds that a requirement was not judged for, since AWS Backup cannot do what it demands, or that is not known. */
export interface JudgedFor {
  readonly unable: readonly ResourceKind[];
  readonly unknown: readonly ResourceKind[];
}

/** @param used the kinds of resource that the organization uses; undefined if it does not say */
export function judgeRequirement(
  plans: readonly BackupPlan[],
  demands: Demands,
  planNames: readonly string[] | undefined,
  circumstances: Circumstances,
  used: readonly ResourceKind[] | undefined,
): Judgement {
  const { at, optIn } = circumstances;
  const isMeant = planNames === undefined ? () => true : matcher(planNames);
  const named = plans
    .filter(({ name, regions, selections }) => isMeant(name) && regions.length > 0 && selections.length > 0)
    .map((plan) => runningPlan(plan, at));
  // What a plan that never runs again selects is not judged by others; one that reaches no type backs up nothing.
  const meant = named.filter(
    (plan) =>
      plan.rules.length > 0 &&
      plan.selections.some((selection) => reachableKinds(selection).length > 0) &&
      (optIn === undefined || planProtects(plan, at, optIn) !== "no"),
  );
  const judge = (kind: ResourceKind | undefined): JudgedRule | undefined =>
    bestRule(meant, kind, demands, circumstances);
  const whatever = judge(undefined);
  if (whatever === undefined) {
    const which = planNames === undefined ? "" : ` of a plan named ${list(planNames)}`;
    const ended = named.flatMap(({ leftOut = [] }) => leftOut.map(({ name }) => JSON.stringify(name)));
    const why = ended.length === 0 ? "" : `: ${list(ended)} never run${ended.length === 1 ? "s" : ""} again`;
    return failed([
      { shortfall: "protection", message: `no rule${which} makes backups${why}`, path: "plans" },
    ]);
  }
  // What every type lacks is said once, of the rule, not of each type.
  if (whatever.judgement.violations.length > 0) {
    return failed(whatever.judgement.violations);
  }
  const { kinds, isOpen, missing } = judgedKinds(meant, demands, used);
  if (missing.length > 0) {
    return failed([notSelected(meant, missing)]);
  }
  const judged = kinds.flatMap((kind): readonly JudgedKind[] => {
    const best = judge(kind);
    return best === undefined ? [] : [{ kind, ...best }];
  });
  if (!isOpen) {
    return judgeAll(judged, whatever, demands, meant);
  }
  // What is in doubt whatever the type is no reason to judge every type.
  const { doubts } = whatever.judgement;
  return doubts.length > 0
    ? { violations: [], doubts, conditions: [] }
    : judgeOpen(judged, whatever, demands, meant);
}

interface JudgedRule {
  /** The plans with a rule that meets the requirement, and what is in doubt about it. */
  readonly good: readonly { readonly plan: BackupPlan; readonly doubts: readonly string[] }[];
  /** Of the rule that comes nearest. */
  readonly judgement: RuleJudgement;
}

interface JudgedKind extends JudgedRule {
  readonly kind: ResourceKind;
}

/** The rule that comes nearest to what is demanded, of the plans that select the kind. */
function bestRule(
  plans: readonly BackupPlan[],
  kind: ResourceKind | undefined,
  demands: Demands,
  circumstances: Circumstances,
): JudgedRule | undefined {
  const judged = plans
    .filter(({ selections }) => kind === undefined || selections.some((each) => reaches(each, kind)))
    .flatMap((plan) =>
      plan.rules.map((rule) => ({ plan, judgement: judgeRule(plan, rule, kind, demands, circumstances) })),
    );
  const [best] = judged.toSorted(
    (first, second) =>
      first.judgement.violations.length - second.judgement.violations.length ||
      first.judgement.doubts.length - second.judgement.doubts.length,
  );
  const good = judged.flatMap(({ plan, judgement: { violations, doubts } }) =>
    violations.length === 0 ? [{ plan, doubts }] : [],
  );
  return best === undefined ? undefined : { good, judgement: best.judgement };
}

/** Every type must meet the requirement. */
function judgeAll(
  judged: readonly JudgedKind[],
  whatever: JudgedRule,
  demands: Demands,
  plans: readonly BackupPlan[],
): Judgement {
  const violations = distinct(judged.flatMap(({ judgement }) => judgement.violations));
  const inRegions = judgeRegions(judged, whatever, demands, plans);
  return {
    violations: violations.length > 0 ? violations : inRegions.violations,
    doubts: [...new Set([...judged.flatMap(({ judgement }) => judgement.doubts), ...inRegions.doubts])],
    conditions: [...new Set(judged.flatMap(({ judgement }) => judgement.conditions))],
  };
}

/** Tags select, of any type: judged for the types for which AWS Backup can do what is demanded. */
function judgeOpen(
  judged: readonly JudgedKind[],
  whatever: JudgedRule,
  demands: Demands,
  plans: readonly BackupPlan[],
): Judgement {
  const can = judged.filter(
    ({ judgement: { violations, doubts } }) => violations.length === 0 && doubts.length === 0,
  );
  const asksForFeature =
    demands.continuousBackup === true ||
    demands.copyToAnotherAccount === true ||
    demands.copyToAnotherRegion === true ||
    demands.minimumCopyRetentionDays !== undefined;
  if (can.length === 0 && judged.length > 0) {
    return judgeAll(judged, whatever, demands, plans);
  }
  return {
    ...judgeRegions([], whatever, demands, plans),
    conditions: [],
    ...(asksForFeature
      ? {
          judgedFor: {
            unable: judged.filter(({ judgement }) => judgement.violations.length > 0).map(({ kind }) => kind),
            unknown: judged
              .filter(({ judgement }) => judgement.violations.length === 0 && judgement.doubts.length > 0)
              .map(({ kind }) => kind),
          },
        }
      : {}),
  };
}

function judgeRegions(
  judged: readonly JudgedKind[],
  whatever: JudgedRule,
  { regions = [] }: Demands,
  plans: readonly BackupPlan[],
): Pick<Judgement, "violations" | "doubts"> {
  const each: readonly JudgedRule[] = judged.length === 0 ? [whatever] : judged;
  const goodIn = ({ good }: JudgedRule, region: string): JudgedRule["good"] =>
    good.filter(({ plan }) => plan.regions.includes(region));
  const missing = regions.filter((region) => each.some((rules) => goodIn(rules, region).length === 0));
  const path = plans.length === 1 ? `${plans[0]?.path ?? "plans"}/regions` : "plans";
  if (missing.length > 0) {
    const message = `no rule that meets the requirement runs in ${list(missing)}`;
    return { violations: [{ shortfall: "regions", message, path }], doubts: [] };
  }
  const violations = regions.flatMap((region): readonly Violation[] => {
    const unsupported = judged.filter(({ kind }) => backupByPolicy(kind, region).answer === "no");
    const names = kindNames(unsupported.map(({ kind }) => kind));
    const message = `AWS Backup does not support ${list(names)} in ${region}`;
    return names.length === 0 ? [] : [{ shortfall: "regions", message, path, isOfType: true }];
  });
  const doubts = regions.flatMap((region) =>
    each.flatMap((rules) => {
      const good = goodIn(rules, region);
      return good.some((rule) => rule.doubts.length === 0) ? [] : (good[0]?.doubts ?? []);
    }),
  );
  return { violations, doubts };
}

function notSelected(plans: readonly BackupPlan[], missing: readonly string[]): Violation {
  return {
    shortfall: "resource-types",
    message: `no rule that meets the requirement selects ${list(missing)}`,
    path: plans.length === 1 ? `${plans[0]?.path ?? "plans"}/selections` : "plans",
  };
}

function failed(violations: readonly Violation[]): Judgement {
  return { violations, doubts: [], conditions: [] };
}

function distinct(violations: readonly Violation[]): readonly Violation[] {
  return [
    ...new Map(
      violations.map((violation) => [
        `${violation.shortfall} ${violation.message} ${violation.path}`,
        violation,
      ]),
    ).values(),
  ];
}
