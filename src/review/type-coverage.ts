import { capability } from "../capabilities/capability";
import { copyEffects } from "../capabilities/rule-effect";
import { RESOURCE_KINDS } from "../capabilities/resource-kinds";
import type { ResourceKind } from "../capabilities/resource-kinds";
import { availability } from "../capabilities/regions";
import { reachableKinds } from "../capabilities/selection/reachable-kinds";
import type { Answer, Verdict } from "../capabilities/verdict";
import type { BackupPlan } from "../effective/backup-plan";
import type { BackupRule } from "../effective/backup-plan/backup-rule";
import { rhythmOf } from "./rhythm";

/** How a type of resource is backed up by the plans of an account. */
export interface TypeCoverage {
  /** `ebs` */
  readonly type: string;
  readonly name: string;
  /** `all`: every resource, or all that a condition lets through; `tagged`: those with a tag; `none`: no plan selects the type. */
  readonly covered: "all" | "tagged" | "none";
  readonly plans: readonly string[];
  /** The longest time between two backups of the rule that runs most often; undefined if no schedule repeats. */
  readonly largestGapMinutes: number | undefined;
  /** The longest retention of any rule; undefined if forever. Meaningless if nothing is covered. */
  readonly retentionDays: number | undefined;
  /** Undefined if no rule asks for continuous backup. */
  readonly continuous: StatedAnswer | undefined;
  /** Copies by where they go. */
  readonly copies: readonly CopyCoverage[];
  /** Regions of the plans in which AWS Backup does not support the type, or in which that is not known. */
  readonly regions: readonly (StatedAnswer & { readonly region: string })[];
}

export interface StatedAnswer {
  readonly answer: Answer;
  /** Empty if the answer is a plain yes. */
  readonly reason: string;
}

export interface CopyCoverage extends StatedAnswer {
  readonly to: "another account and Region" | "another account" | "another Region" | "the same Region";
  /** The longest retention of such a copy; undefined if forever. */
  readonly retentionDays: number | undefined;
}

/** The matrix of types and what the plans do for each. */
export function typeCoverage(plans: readonly BackupPlan[], at: Date): readonly TypeCoverage[] {
  const working = plans.filter(({ rules, regions }) => rules.length > 0 && regions.length > 0);
  const reached = new Map(working.map((plan) => [plan, plan.selections.flatMap(reachableKinds)]));
  return RESOURCE_KINDS.map((kind) => {
    const ways = [...reached].flatMap(([plan, kinds]) =>
      kinds.filter((each) => each.kind === kind).map((each) => ({ plan, ...each })),
    );
    return coverageOfType(kind, [...new Set(ways.map(({ plan }) => plan))], ways, at);
  });
}

function coverageOfType(
  kind: ResourceKind,
  plans: readonly BackupPlan[],
  ways: readonly { readonly isTagged: boolean }[],
  at: Date,
): TypeCoverage {
  const rules = plans.flatMap((plan) => plan.rules);
  const gaps = rules.flatMap(({ schedule }) => rhythmOf(schedule, at)?.largestGapMinutes ?? []);
  const regions = [...new Set(plans.flatMap((plan) => plan.regions))];
  return {
    type: kind.id,
    name: kind.name,
    covered: ways.length === 0 ? "none" : ways.some(({ isTagged }) => !isTagged) ? "all" : "tagged",
    plans: plans.map(({ name }) => name),
    largestGapMinutes: gaps.length === 0 ? undefined : Math.min(...gaps),
    retentionDays: longest(rules.map(({ retentionDays }) => retentionDays)),
    continuous: rules.some(({ continuous }) => continuous)
      ? stated(capability(kind, "continuous"))
      : undefined,
    copies: copiesOf(kind, plans),
    regions: regions.flatMap((region) => {
      const verdict = availability(kind, region);
      return verdict.answer === "yes" ? [] : [{ region, ...stated(verdict) }];
    }),
  };
}

/** The best copy to each kind of place: what it is worth is how far away it is, not which vault. */
function copiesOf(kind: ResourceKind, plans: readonly BackupPlan[]): readonly CopyCoverage[] {
  const found = new Map<CopyCoverage["to"], CopyCoverage>();
  for (const plan of plans) {
    for (const copy of plan.rules.flatMap((rule) => copiesOfRule(kind, plan, rule))) {
      const known = found.get(copy.to);
      if (known === undefined || isBetter(copy, known)) {
        found.set(copy.to, copy);
      }
    }
  }
  return [...found.values()];
}

function copiesOfRule(kind: ResourceKind, plan: BackupPlan, rule: BackupRule): readonly CopyCoverage[] {
  return plan.regions
    .filter((region) => availability(kind, region).answer !== "no")
    .flatMap((region) =>
      copyEffects(rule, kind, region).map(({ destination, possible, retention }) => ({
        to: placeOf(destination.region !== region, destination.accountId !== undefined),
        retentionDays: retention.days,
        ...stated(possible),
      })),
    );
}

function placeOf(isOtherRegion: boolean, isOtherAccount: boolean): CopyCoverage["to"] {
  if (isOtherAccount) {
    return isOtherRegion ? "another account and Region" : "another account";
  }
  return isOtherRegion ? "another Region" : "the same Region";
}

const BEST_FIRST: readonly Answer[] = ["yes", "depends", "unknown", "no"];

function isBetter(one: CopyCoverage, other: CopyCoverage): boolean {
  const difference = BEST_FIRST.indexOf(one.answer) - BEST_FIRST.indexOf(other.answer);
  return (
    difference < 0 ||
    (difference === 0 && (one.retentionDays ?? Infinity) > (other.retentionDays ?? Infinity))
  );
}

function stated({ answer, mark, reason }: Verdict): StatedAnswer {
  return { answer, reason: answer === "yes" && mark === "certain" ? "" : reason };
}

function longest(days: readonly (number | undefined)[]): number | undefined {
  return days.includes(undefined) ? undefined : Math.max(0, ...days.map((number) => number ?? 0));
}
