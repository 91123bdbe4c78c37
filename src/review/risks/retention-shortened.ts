import type { BackupRule, Lifecycle } from "../../effective/backup-plan/backup-rule";
import { recoveryPoints } from "../rhythm";
import { count, kept } from "../words";
import { findInPlans } from "./find-in-plans";
import type { PlanFinding } from "./find-in-plans";
import type { Risk } from "./risk";

export const retentionShortened: Risk = {
  id: "retention-shortened",
  severity: "error",
  sentence: "Recovery points, or copies of them, are kept for a shorter time than now.",
  hint: "Recovery points that exist keep the retention they were made with; new ones get the shorter one. Raise delete_after_days, or acknowledge the finding with the reason.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) => [
        ...shortened(
          withPoints(before, before, context.at),
          withPoints(after, after, context.at),
          "Recovery points",
        ),
        ...after.copies.flatMap((copy) => {
          const earlier = before.copies.find(({ arn }) => arn === copy.arn);
          return earlier === undefined
            ? []
            : shortened(
                withPoints(earlier, before, context.at),
                withPoints(copy, after, context.at),
                `Copies in ${copy.arn}`,
              );
        }),
      ]),
    ),
};

interface Kept {
  readonly path: string;
  readonly days: number | undefined;
  /** Undefined where the schedule does not tell, or where they are kept for ever. */
  readonly points: number | undefined;
}

function withPoints(
  { path, retentionDays: days }: Lifecycle & { readonly path: string },
  { schedule }: BackupRule,
  at: Date,
): Kept {
  return { path, days, points: days === undefined ? undefined : recoveryPoints(schedule, days, at) };
}

function shortened(before: Kept, after: Kept, what: string): readonly PlanFinding[] {
  const [earlier, now] = [before.days, after.days];
  if (now === undefined || (earlier !== undefined && now >= earlier)) {
    return [];
  }
  const fewer = (before.points ?? 0) - (after.points ?? 0);
  const stake =
    earlier === undefined || before.points === undefined || after.points === undefined
      ? ""
      : `: ${count(earlier - now, "day")} less, about ${count(Math.max(0, fewer), "recovery point")} fewer of ${before.points.toLocaleString("en-US")} for each resource`;
  return [
    {
      message: `${what} are kept ${kept(now)} instead of ${earlier === undefined ? "for ever" : count(earlier, "day")}${stake}.`,
      path: `${after.path}/lifecycle/delete_after_days`,
    },
  ];
}
