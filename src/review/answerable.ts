import { joinPath, splitPath } from "../text/policy-path";
import type { AccountGroup } from "./account-groups";
import type { ChangeOutcome } from "./change-outcome";
import { responsiblePolicies } from "./responsible-policies";
import { traceAt } from "./traced";

/**
 * The policies that give a setting its value, if the change answers for it: it edits the plan, or the
 * reviewed code declares one of the policies. Undefined otherwise: what other code wrote and nothing
 * changes is not reported.
 *
 * @param withRegions whether a declared policy that adds Regions to the plan is behind it as well
 */
export function answerableFor(
  group: AccountGroup,
  path: string,
  { declared }: ChangeOutcome,
  withRegions = false,
): readonly string[] | undefined {
  const segments = splitPath(path);
  const [plans = "", plan = ""] = segments;
  const regions = [plans, plan, "regions"];
  const { events } = traceAt(group.levels.after(), withRegions ? [segments, regions] : [segments]);
  const behind = (of: readonly string[]): readonly string[] =>
    responsiblePolicies(events.get(joinPath(of)) ?? []);
  const isDeclared = (id: string): boolean => declared?.origins.has(id) === true;
  const policies = [
    ...new Set([...behind(segments), ...(withRegions ? behind(regions).filter(isDeclared) : [])]),
  ];
  return group.editedPlans.has(plan) || policies.some(isDeclared) ? policies : undefined;
}
