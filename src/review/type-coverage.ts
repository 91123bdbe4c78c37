import { capability } from "../capabilities/capability";
import { RESOURCE_KINDS } from "../capabilities/resource-kinds";
import type { ResourceKind } from "../capabilities/resource-kinds";
import type { Answer, Verdict } from "../capabilities/verdict";
import type { BackupPlan } from "../effective/backup-plan";
import { getOrAdd } from "../text/get-or-add";
import { longest, longestWays, smallest } from "./coverage-facts";
import type { CopyWay, CoverageFacts, PlanFacts } from "./coverage-facts";

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
  /** Regions in which plans select the type, and none backs it up: its opt-in is recorded as off. Undefined if there are none. */
  readonly optedOutIn?: readonly string[];
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
export function typeCoverage(plans: readonly BackupPlan[], facts: CoverageFacts): readonly TypeCoverage[] {
  const working = plans
    .filter(({ rules, regions }) => rules.length > 0 && regions.length > 0)
    .map((plan) => facts.of(plan));
  const reaches = [...new Set(working.map(({ reach }) => reach))];
  // A selection by tags reaches most types: what the same plans say together is worked out once.
  const together = new Map<string, PlansTogether>();
  return RESOURCE_KINDS.map((kind) => {
    const ways = reaches.map((reach) => reach.get(kind));
    const key = ways.map((way) => (way === undefined ? "-" : "+")).join("");
    const shared = getOrAdd(together, key, () =>
      plansTogether(working.filter(({ reach }) => reach.has(kind))),
    );
    const covered = ways.includes("all") ? "all" : ways.includes("tagged") ? "tagged" : "none";
    return coverageOfType(kind, covered, shared, facts, optedOutIn(kind, working));
  });
}

function optedOutIn(kind: ResourceKind, working: readonly PlanFacts[]): readonly string[] {
  const off = new Set(working.flatMap(({ optedOut }) => optedOut.get(kind) ?? []));
  for (const { plan, reach, optedOut } of off.size === 0 ? [] : working) {
    const left = reach.has(kind) ? plan.regions : [];
    left.filter((region) => optedOut.get(kind)?.includes(region) !== true).forEach((on) => off.delete(on));
  }
  return [...off];
}

/** What plans say together, whatever the type. */
interface PlansTogether extends Omit<PlanFacts, "plan" | "reach" | "optedOut"> {
  readonly names: readonly string[];
  readonly regions: readonly string[];
}

function plansTogether(all: readonly PlanFacts[]): PlansTogether {
  return {
    names: all.map(({ plan }) => plan.name),
    regions: [...new Set(all.flatMap(({ plan }) => plan.regions))],
    largestGapMinutes: smallest(all.map((each) => each.largestGapMinutes ?? Infinity)),
    retentionDays: longest(all.map(({ retentionDays }) => retentionDays)),
    isContinuous: all.some(({ isContinuous }) => isContinuous),
    ways: longestWays(all.flatMap(({ ways }) => ways)),
  };
}

function coverageOfType(
  kind: ResourceKind,
  covered: TypeCoverage["covered"],
  { names, regions, largestGapMinutes, retentionDays, isContinuous, ways }: PlansTogether,
  facts: CoverageFacts,
  optedOut: readonly string[],
): TypeCoverage {
  return {
    type: kind.id,
    name: kind.name,
    covered,
    plans: names,
    largestGapMinutes,
    retentionDays,
    continuous: isContinuous ? stated(capability(kind, "continuous")) : undefined,
    copies: copiesOf(
      kind,
      ways.filter(({ region }) => !optedOut.includes(region)),
      facts,
    ),
    regions: regions.flatMap((region) => {
      const verdict = facts.availability(kind, region);
      return verdict.answer === "yes" ? [] : [{ region, ...stated(verdict) }];
    }),
    ...(optedOut.length === 0 ? {} : { optedOutIn: optedOut }),
  };
}

/** The best copy to each kind of place: what it is worth is how far away it is, not which vault. */
function copiesOf(
  kind: ResourceKind,
  ways: readonly CopyWay[],
  facts: CoverageFacts,
): readonly CopyCoverage[] {
  const found = new Map<CopyCoverage["to"], CopyCoverage>();
  for (const way of ways) {
    if (facts.availability(kind, way.region).answer !== "no") {
      const { region, destination, retentionDays } = way;
      const to = placeOf(destination.region !== region, destination.accountId !== undefined);
      const verdict = facts.copy(kind, way);
      const known = found.get(to);
      if (known === undefined || isBetter({ answer: verdict.answer, retentionDays }, known)) {
        found.set(to, { to, retentionDays, ...stated(verdict) });
      }
    }
  }
  return [...found.values()];
}

function placeOf(isOtherRegion: boolean, isOtherAccount: boolean): CopyCoverage["to"] {
  if (isOtherAccount) {
    return isOtherRegion ? "another account and Region" : "another account";
  }
  return isOtherRegion ? "another Region" : "the same Region";
}

const BEST_FIRST: readonly Answer[] = ["yes", "depends", "unknown", "no"];

type Worth = Pick<CopyCoverage, "answer" | "retentionDays">;

function isBetter(one: Worth, other: Worth): boolean {
  const difference = BEST_FIRST.indexOf(one.answer) - BEST_FIRST.indexOf(other.answer);
  return (
    difference < 0 ||
    (difference === 0 && (one.retentionDays ?? Infinity) > (other.retentionDays ?? Infinity))
  );
}

function stated({ answer, mark, reason }: Verdict): StatedAnswer {
  return { answer, reason: answer === "yes" && mark === "certain" ? "" : reason };
}
