import { assumption } from "../../effective/assumptions";
import type { Verdict } from "../verdict";

/** What a vault demands of the retention of recovery points; bounds that are not set are not enforced. */
export interface RetentionLimits {
  readonly minimumDays?: number | undefined;
  readonly maximumDays?: number | undefined;
}

/** A logically air-gapped vault keeps recovery points for a week at least. */
export const AIR_GAPPED_MINIMUM_DAYS = 7;

/** The assumption behind a judgement of endless retention. */
export const ENDLESS_RETENTION = `Assumed: ${assumption("endless-retention-is-longest").sentence}`;

/**
 * Whether backup and copy jobs of a retention can write to a vault with limits; jobs outside of them fail.
 *
 * @param retentionDays undefined if recovery points are kept forever
 */
export function fitsLimits(
  retentionDays: number | undefined,
  { minimumDays, maximumDays }: RetentionLimits,
): Verdict {
  if (retentionDays === undefined) {
    return maximumDays === undefined
      ? fits()
      : {
          answer: "no",
          mark: "inferred",
          reason: `New jobs probably fail: recovery points are kept forever, and the vault keeps them ${maximumDays} days at most. ${ENDLESS_RETENTION}`,
          pages: ["LOCK"],
        };
  }
  if (minimumDays !== undefined && retentionDays < minimumDays) {
    return fails(retentionDays, `at least ${minimumDays}`);
  }
  return maximumDays !== undefined && retentionDays > maximumDays
    ? fails(retentionDays, `at most ${maximumDays}`)
    : fits();
}

/** Whether a retention fits any logically air-gapped vault: each has a minimum and a maximum. */
export function fitsAirGappedVault(retentionDays: number | undefined): Verdict {
  if (retentionDays === undefined) {
    return {
      answer: "no",
      mark: "inferred",
      reason: `Recovery points that are kept forever probably cannot go into an air-gapped vault, which always has a maximum retention. ${ENDLESS_RETENTION}`,
      pages: ["LAG", "LAGP"],
    };
  }
  return retentionDays && retentionDays < AIR_GAPPED_MINIMUM_DAYS
    ? {
        answer: "no",
        mark: "certain",
        reason: `An air-gapped vault keeps recovery points at least ${AIR_GAPPED_MINIMUM_DAYS} days; ${retentionDays} days cannot go in.`,
        pages: ["LAG", "LAGP"],
      }
    : fits();
}

function fits(): Verdict {
  return {
    answer: "yes",
    mark: "certain",
    reason: "The retention is within the limits of the vault.",
    pages: ["LOCK"],
  };
}

function fails(days: number, bound: string): Verdict {
  const reason = `New jobs fail: the rule keeps recovery points ${days} days, the vault ${bound} days. Recovery points in the vault stay as they are.`;
  return { answer: "no", mark: "certain", reason, pages: ["LOCK"] };
}
