import { retentionChange, retentionChangeWords } from "../../capabilities/lifecycle/retention-change";
import type { RetentionChange } from "../../capabilities/lifecycle/retention-change";
import { kindNames, RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { namedKinds } from "../../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { recoveryPoints } from "../rhythm";
import { count, list } from "../words";
import { findInPlans } from "./find-in-plans";
import type { PlanFinding } from "./find-in-plans";
import type { Risk } from "./risk";
import { grouped } from "../../text/grouped";

const WHAT_TO_DO = "Raise delete_after_days.";

export const retentionShortened: Risk = {
  id: "retention-shortened",
  severity: "error",
  sentence: "Recovery points, or copies of them, are kept for a shorter time than now.",
  hint: `Existing recovery points keep their retention, except continuous ones: they take the shorter one at the next completed backup. ${WHAT_TO_DO}`,
  find: (context) =>
    findInPlans(context, ({ after: plan, rules }) =>
      rules.flatMap(({ before, after }) => [
        ...ofRule(plan, before, after, context.at),
        ...ofCopies(before, after, context.at),
      ]),
    ),
};

function ofRule(plan: BackupPlan, before: BackupRule, after: BackupRule, at: Date): readonly PlanFinding[] {
  const change = retentionChange(after, kindsOf(plan));
  // The continuous recovery point is the same one only if the rule was continuous before.
  const continuous = before.continuous ? [...change.updated, ...change.restarted] : [];
  const isOnlyContinuous = before.continuous && change.kept.length === 0;
  const hasFollowers = followers(before, after);
  const what = hasFollowers ? "Retention of recovery points, and of copies that follow them," : "Retention";
  const days = { before: before.retentionDays, after: after.retentionDays };
  // One continuous recovery point a resource: there is nothing to count, only what is cut off.
  const isCut = isOnlyContinuous && change.restarted.length === 0;
  return shortened(days, isOnlyContinuous ? undefined : { before, after, at }, {
    what: isOnlyContinuous
      ? `Retention of continuous recovery points of ${list(kindNames(continuous))}`
      : what,
    path: `${after.path}/lifecycle/delete_after_days`,
    hint: `${retentionChangeWords(before.continuous ? change : { ...NOTHING_CONTINUOUS, kept: kindsOf(plan) })} ${WHAT_TO_DO}`,
    ...(isCut ? { consequence: "what is older is deleted at the next completed backup" } : {}),
    more: [
      ...(isCut || !before.continuous ? [] : lossOfContinuous(change)),
      ...(isOnlyContinuous && hasFollowers ? ["Copies made from now on are kept as long."] : []),
    ],
  });
}

/** Unlike periodic recovery points, continuous ones do not keep the retention that they were made with. */
function lossOfContinuous({ updated, restarted }: RetentionChange): readonly string[] {
  return [
    ...(updated.length === 0
      ? []
      : [
          `In continuous recovery points of ${list(kindNames(updated))}, what is older is deleted at the next completed backup.`,
        ]),
    ...(restarted.length === 0
      ? []
      : [`Continuous recovery points of ${list(kindNames(restarted))} stop, and new ones start.`]),
  ];
}

const NOTHING_CONTINUOUS: RetentionChange = { updated: [], restarted: [], kept: [] };

/** Copies keep what they were made with; they are periodic whatever the rule is. */
function ofCopies(before: BackupRule, after: BackupRule, at: Date): readonly PlanFinding[] {
  return after.copies.flatMap((copy) => {
    const earlier = before.copies.find(({ arn }) => arn === copy.arn);
    if (earlier === undefined) {
      return [];
    }
    const [first, second] = [earlier.kept, copy.kept];
    // A copy that follows its source is told with it.
    return first.from === "source" && second.from === "source"
      ? []
      : shortened(
          { before: first.days, after: second.days },
          { before, after, at },
          {
            what: `Retention of copies in ${copy.arn}`,
            path: `${second.from === "own" ? copy.path : after.path}/lifecycle/delete_after_days`,
            hint: `Existing copies keep their retention.${second.from === "source" ? " A copy without a lifecycle is kept as long as its source." : ""} ${WHAT_TO_DO}`,
          },
        );
  });
}

function followers(before: BackupRule, after: BackupRule): boolean {
  return after.copies.some((copy) => {
    const earlier = before.copies.find(({ arn }) => arn === copy.arn);
    return earlier?.kept.from === "source" && copy.kept.from === "source";
  });
}

function kindsOf({ selections }: BackupPlan): readonly ResourceKind[] {
  const named = namedKinds(selections);
  return named.length > 0 ? named : RESOURCE_KINDS;
}

interface Schedules {
  readonly before: BackupRule;
  readonly after: BackupRule;
  readonly at: Date;
}

interface Words {
  readonly what: string;
  readonly path: string;
  readonly hint: string;
  readonly consequence?: string;
  /** Sentences after the message. */
  readonly more?: readonly string[];
}

/** @param schedules to count recovery points; undefined if there is but one for each resource */
function shortened(
  days: { readonly before: number | undefined; readonly after: number | undefined },
  schedules: Schedules | undefined,
  { what, path, hint, consequence, more = [] }: Words,
): readonly PlanFinding[] {
  const { before: earlier, after: now } = days;
  if (now === undefined || (earlier !== undefined && now >= earlier)) {
    return [];
  }
  const stake =
    consequence ??
    (schedules === undefined || earlier === undefined ? undefined : pointsLost(earlier, now, schedules));
  const from = earlier === undefined ? "unlimited" : grouped(earlier);
  return [
    {
      message: [
        `${what} drops from ${from} to ${count(now, "day")}${stake === undefined ? "" : `: ${stake}`}.`,
        ...more,
      ].join(" "),
      path,
      hint,
    },
  ];
}

function pointsLost(earlier: number, now: number, { before, after, at }: Schedules): string | undefined {
  const [had, has] = [recoveryPoints(before.schedule, earlier, at), recoveryPoints(after.schedule, now, at)];
  return had === undefined || has === undefined
    ? undefined
    : `about ${grouped(Math.max(0, had - has))} of ${count(had, "recovery point")} per resource are no longer kept`;
}
