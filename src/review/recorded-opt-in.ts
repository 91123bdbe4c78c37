import { optInAllows } from "../capabilities/opt-in";
import type { ReachedKind } from "../capabilities/selection/reachable-kinds";
import type { OrganizationSettings } from "../organization/model";
import { EVERY_REGION } from "../organization/place";

/** The opt-in settings of the management account by Region, or for `*`; undefined if none are recorded. */
export type RecordedOptIn = OrganizationSettings["optIn"];

/** Those of a Region; what is recorded for `*` counts for a Region without settings of its own. */
export function optInsIn(
  optIn: RecordedOptIn,
  region: string,
): NonNullable<RecordedOptIn>[string] | undefined {
  return optIn?.[region] ?? optIn?.[EVERY_REGION];
}

/**
 * Whether recorded opt-in settings let policies back up a kind in a Region: `yes` where nothing is recorded, and
 * `unknown` where it may be off, or is and AWS's pages differ on whether it counts.
 */
export function recordedOptIn(
  optIn: RecordedOptIn,
  { kind, by }: ReachedKind,
  region: string,
): "yes" | "no" | "unknown" {
  const managementAccount = optInsIn(optIn, region);
  if (managementAccount === undefined) {
    return "yes";
  }
  const { answer, mark } = optInAllows(kind, by, { origin: "policy", managementAccount, account: undefined });
  return answer === "no"
    ? mark === "contradicting"
      ? "unknown"
      : "no"
    : answer === "unknown" && managementAccount[kind.optIn] === "unknown"
      ? "unknown"
      : "yes";
}
