import { capability } from "./capability";
import { RESOURCE_KINDS } from "./resource-kinds";
import type { ResourceKind } from "./resource-kinds";
import type { ReachedBy } from "./selection/reachable-kinds";
import type { Verdict } from "./verdict";

/** What AWS Backup's opt-in settings call resource types, in alphabetical order. */
export const OPT_IN_NAMES: readonly string[] = [
  ...new Set(RESOURCE_KINDS.map(({ optIn }) => optIn)),
].toSorted();

/** A resource type in the spelling of the settings, or as it was written if they have none of that name. */
export function optInNamed(text: string): string {
  return OPT_IN_NAMES.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text;
}

/** How a backup comes to a resource: through a selection, or through the CloudFormation stack that it belongs to. */
export type OptInReach = ReachedBy | "stack";

/** Whether the service opt-in decides if a kind of resource is backed up. */
export function needsOptIn(kind: ResourceKind, by: OptInReach): Verdict {
  if (by === "stack") {
    return {
      answer: "no",
      mark: "certain",
      reason: `${kind.plural} of a CloudFormation stack are backed up with it, whatever their own opt-in.`,
      pages: ["CFN"],
    };
  }
  if (by === "any") {
    return {
      answer: "yes",
      mark: "certain",
      reason: `${kind.plural} need the opt-in: the selection does not name their type.`,
      pages: ["GS", "ARJ"],
    };
  }
  if (by === "service") {
    return {
      answer: "yes",
      mark: "certain",
      reason: `${kind.plural} need the opt-in: the selection names their service, not their type.`,
      pages: ["GS", "ARJ"],
    };
  }
  return capability(kind, "opt-in-always");
}

/** The opt-in settings of a Region, by AWS Backup's names; undefined if they are not known. */
export type OptInSettings = Readonly<Record<string, boolean | "unknown">> | undefined;

/** Who made a plan: a backup policy, or the account itself. */
export type PlanOrigin = "policy" | "account";

export interface OptInCircumstances {
  readonly origin: PlanOrigin;
  readonly managementAccount: OptInSettings;
  readonly account: OptInSettings;
}

/** Whether service opt-in lets a plan back up resources of a kind that a selection reaches. */
export function optInAllows(
  kind: ResourceKind,
  by: OptInReach,
  { origin, managementAccount, account }: OptInCircumstances,
): Verdict {
  const need = needsOptIn(kind, by);
  if (need.answer === "no") {
    return { ...need, answer: "yes" };
  }
  // The settings of the management account override those of the member, for plans that policies make.
  const [settings, whose] =
    origin === "policy" ? [managementAccount, "the management account"] : [account, "the account"];
  const setting =
    settings !== undefined && Object.hasOwn(settings, kind.optIn) ? settings[kind.optIn] : undefined;
  const where = `the opt-in "${kind.optIn}" of ${whose}`;
  const presumed = kind.isOptInUncertain
    ? ` No page names the setting of ${kind.plural}; it is presumed.`
    : "";
  const mark = kind.isOptInUncertain && need.mark === "certain" ? "inferred" : need.mark;
  if (setting === undefined || setting === "unknown") {
    const reason = `It is not known whether ${where} is on.${presumed} ${need.reason}`;
    return { answer: "unknown", mark: "no-evidence", reason, pages: need.pages };
  }
  return setting
    ? { ...need, mark, answer: "yes", reason: `${upperFirst(where)} is on.${presumed}` }
    : { ...need, mark, answer: "no", reason: `${upperFirst(where)} is off.${presumed} ${need.reason}` };
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
