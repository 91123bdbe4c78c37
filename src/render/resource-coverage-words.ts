import { accountNameOrId } from "../organization/account-name-or-id";
import type { InventorySource } from "../organization/inventory";
import type {
  AccountTypeCoverage,
  ResourceCounts,
  ResourceCoverage,
} from "../review/resources/resource-coverage";
import { nothingIn, notSeenWords } from "../review/resources/resource-coverage";
import { list } from "../review/words";
import { counted } from "../text/counted";
import { grouped } from "../text/grouped";

/** `249 resources in 24 accounts: 142 selected, 107 not` */
export function resourceHeadline(
  { resources, selected, notSelected, notKnown, outOfReach }: ResourceCounts,
  rows: readonly AccountTypeCoverage[],
  sources: readonly InventorySource[],
): string {
  const reachable = resources - outOfReach;
  if (resources === 0) {
    return nothingIn(sources);
  }
  if (reachable === 0) {
    return "No resource that a backup policy could select";
  }
  const accounts = new Set(
    rows.filter((row) => row.resources > row.outOfReach).map(({ accountId }) => accountId),
  );
  const parts = [
    ...(notSelected === 0 ? [] : [`${grouped(notSelected)} not`]),
    ...(notKnown === 0 ? [] : [`${grouped(notKnown)} not known`]),
  ];
  const first = parts.length === 0 ? "all selected" : `${grouped(selected)} selected`;
  return `${counted(reachable, "resource")} in ${counted(accounts.size, "account")}: ${[first, ...parts].join(", ")}`;
}

export function outOfReachWords(resources: number): string {
  return `${counted(resources, "more resource")} that no backup policy could select: of types that AWS Backup does not support, in accounts that are not active, or made by a restore test.`;
}

/** What the answer rests on. */
export function restSentences(coverage: ResourceCoverage): readonly string[] {
  return [
    ...restWords(coverage, (id) => accountNameOrId(coverage.organization, id)),
    "Selected means that a plan selects the resource; `org-backup jobs` shows whether it was backed up.",
  ];
}

/** Inventories and assumptions. */
export function restWords(
  { assumptions, sources }: Pick<ResourceCoverage, "assumptions" | "sources">,
  nameOf: (accountId: string) => string,
): readonly string[] {
  const { optedIn, absentTags, sharedForms } = assumptions;
  return [
    ...sources.flatMap(({ name, format, blindSpots, cutOff, notSeen = [] }) => [
      `Inventory: ${name} (${format}).${cutOff === undefined ? "" : ` ${cutOff}`}`,
      ...notSeen.map((part) => notSeenWords(part, nameOf)),
      ...blindSpots,
    ]),
    ...(optedIn.length === 0
      ? []
      : [
          `Assumed: the management account is opted in to ${list(optedIn)}. Its opt-in settings are not known here.`,
        ]),
    ...(absentTags.length === 0
      ? []
      : [
          `Assumed: a missing tag ${list(absentTags.map((key) => `"${key}"`))} counts as different from every value; AWS does not document it.`,
        ]),
    ...(sharedForms.length === 0
      ? []
      : [
          `Types that share an ARN form, of which AWS Backup supports only some there, are assumed to be one of those: ${sharedForms.join("; ")}.`,
        ]),
  ];
}
