import { needsOptIn } from "../../capabilities/opt-in";
import { assumption } from "../../effective/assumptions";
import { RESOURCE_KINDS } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { reachableKinds } from "../../capabilities/selection/reachable-kinds";
import type { Mark } from "../../capabilities/verdict";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { RegionSettings } from "../../organization/backup-environment";
import { coverageOf, EVERY_REGION, placeKey } from "../../organization/place";
import { askedPlace } from "../environment-lookup";
import { list } from "../words";
import { possiblePlans } from "../possible-plans";
import { optInsIn } from "../recorded-opt-in";
import type { Risk, RiskContext, RiskFinding } from "./risk";
import { activeAccounts } from "../active-accounts";
import { addAll } from "../../text/add-all";

export const optInRemoved: Risk = {
  id: "opt-in-removed",
  severity: "error",
  sentence:
    "A resource type is opted out in a Region where policies back it up: plans created by policies skip its resources from then on.",
  hint: "Keep the type opted in (resource_type_opt_in_preference of aws_backup_region_settings), or remove it from the selections first. For policies, the opt-ins of the management account decide.",
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    const recorded = context.before.organization.settings.optIn;
    const earlier = new Map(
      before?.data.regionSettings.map((settings) => [placeKey(settings.place), settings]),
    );
    return (after?.data.regionSettings ?? []).flatMap((settings) => {
      const known = earlier.get(placeKey(settings.place))?.optIn;
      const ofRegion = optInsIn(recorded, settings.place.region ?? EVERY_REGION);
      const kinds = RESOURCE_KINDS.filter(
        ({ optIn }) =>
          settings.optIn.get(optIn) === false && known?.get(optIn) !== false && ofRegion?.[optIn] !== false,
      );
      return kinds.length === 0 ? [] : findingsIn(settings, kinds, context);
    });
  },
};

function findingsIn(
  { place, origin }: RegionSettings,
  kinds: readonly ResourceKind[],
  { groups, after: { organization } }: RiskContext,
): readonly RiskFinding[] {
  const { managementAccountId } = organization.settings;
  const accounts: string[] = [];
  const lost = new Set<ResourceKind>();
  const regions = new Set<string>();
  let path = "";
  let isAssumed = false;
  const isSetting = (accountId: string, region: string): boolean =>
    coverageOf(place, askedPlace(organization, accountId, region)) !== "elsewhere";
  for (const group of groups) {
    const uses = group.after === undefined ? [] : usesOf(group.after, kinds);
    for (const { kind, region, path: selection, mark } of uses) {
      // The management account's opt-ins override those of members for plans that policies make. Any account may
      // be that one if the organization does not say which it is.
      const concerned =
        managementAccountId === undefined || isSetting(managementAccountId, region)
          ? activeAccounts(organization, group.accounts)
          : [];
      if (concerned.length > 0) {
        addAll(accounts, concerned);
        lost.add(kind);
        regions.add(region);
        isAssumed ||= mark === "contradicting";
        path = path === "" ? selection : path;
      }
    }
  }
  const names = [...new Set([...lost].map(({ optIn }) => JSON.stringify(optIn)))];
  return lost.size === 0
    ? []
    : [
        {
          message: `${list(names)} ${names.length === 1 ? "is" : "are"} opted out in ${list([...regions])}, where policies select ${list([...lost].map(({ plural }) => plural))}: ${names.length === 1 ? "it is" : "they are"} no longer backed up there.${isAssumed ? ` Assumed: ${assumption("shared-arn-form-needs-opt-in").sentence}` : ""}`,
          accounts: [...new Set(accounts)],
          policies: [],
          path,
          position: { where: origin },
        },
      ];
}

/** Where plans select kinds that need the opt-in. */
function usesOf(
  policy: EffectivePolicy,
  kinds: readonly ResourceKind[],
): readonly { kind: ResourceKind; region: string; path: string; mark: Mark }[] {
  return possiblePlans(policy).flatMap(({ regions, selections }) =>
    selections.flatMap((selection) =>
      reachableKinds(selection).flatMap(({ kind, by }) => {
        const { answer, mark } = needsOptIn(kind, by);
        return kinds.includes(kind) && answer !== "no"
          ? regions.map((region) => ({ kind, region, path: selection.path, mark }))
          : [];
      }),
    ),
  );
}
