import { getOrAdd } from "../text/get-or-add";
import { capability } from "./capability";
import { vaultObstacle, vaultVerdict } from "./copy-destination";
import { regionOffers, regionPartition, tableRegion } from "./regions";
import type { ResourceKind } from "./resource-kinds";
import type { CopyRoute } from "./copy-route";
import { allOf } from "./verdict";
import type { Mark, Verdict } from "./verdict";
import { FEATURES } from "./tables/features";
import type { PageId } from "./tables/pages";

/** Thousands of rules copy along few routes: so many are remembered. */
const REMEMBERED = 1000;
const remembered = new Map<string, WeakMap<ResourceKind, Verdict>>();

/** Whether AWS Backup can copy recovery points of a kind that way. */
export function copyCapability(kind: ResourceKind, route: CopyRoute): Verdict {
  return copyCapabilities(route)(kind);
}

/** The same for many kinds. */
export function copyCapabilities(route: CopyRoute): (kind: ResourceKind) => Verdict {
  const { fromRegion, toRegion, isOtherAccount, vault, vaultKeyArn, isAirGapped } = route;
  if (remembered.size >= REMEMBERED) {
    remembered.clear();
  }
  const key = JSON.stringify([fromRegion, toRegion, isOtherAccount, vault, vaultKeyArn, isAirGapped]);
  const known = getOrAdd(remembered, key, () => new WeakMap<ResourceKind, Verdict>());
  return (kind) => getOrAdd(known, kind, () => judged(kind, route));
}

function judged(kind: ResourceKind, route: CopyRoute): Verdict {
  const isOtherRegion = route.fromRegion !== route.toRegion;
  const { isOtherAccount } = route;
  const asked: Verdict[] = partitionsOf(route);
  if (isOtherRegion) {
    asked.push(
      apartFromRegions(kind, "copy-to-region"),
      regionOffers(route.fromRegion, "copy-to-region"),
      regionOffers(route.toRegion, "copy-to-region"),
      ...regionLimits(kind, route),
    );
  }
  if (isOtherAccount) {
    asked.push(
      apartFromRegions(kind, "copy-to-account"),
      regionOffers(route.fromRegion, "copy-to-account"),
      regionOffers(route.toRegion, "copy-to-account"),
      ...accountLimits(kind, route),
    );
  }
  if (!isOtherRegion && !isOtherAccount) {
    asked.push(capability(kind, "copy-in-place"));
  }
  const obstacle = vaultObstacle(route);
  if (obstacle !== undefined) {
    asked.push(...vaultVerdict(kind, obstacle, route));
  }
  const apart = allOf(asked);
  // Whether both can be done in one step matters only if each can be done by itself.
  return isOtherRegion && isOtherAccount && (apart.answer === "yes" || apart.answer === "depends")
    ? allOf([...asked, capability(kind, "copy-to-region-and-account")])
    : apart;
}

/** Kinds whose condition is about Regions only; the route settles it. */
const SETTLED_BY_REGIONS: Readonly<Record<"copy-to-region" | "copy-to-account", readonly string[]>> = {
  "copy-to-region": ["fsx-lustre", "fsx-windows", "fsx-ontap", "documentdb", "neptune"],
  "copy-to-account": ["fsx-ontap", "timestream"],
};

function apartFromRegions(kind: ResourceKind, feature: "copy-to-region" | "copy-to-account"): Verdict {
  const found = capability(kind, feature);
  return SETTLED_BY_REGIONS[feature].includes(kind.id)
    ? { ...found, answer: "yes", reason: `${kind.plural} ${FEATURES[feature].yes}.` }
    : found;
}

function partitionsOf({ fromRegion, toRegion }: CopyRoute): Verdict[] {
  const [from, to] = [regionPartition(fromRegion), regionPartition(toRegion)];
  return from === undefined || to === undefined || from === to
    ? []
    : [no(`Copies cannot leave their partition: ${fromRegion} is in ${from}, ${toRegion} in ${to}.`)];
}

/** Opt-in Regions that the availability page names for copies of Neptune clusters. */
const NEPTUNE_REGIONS = [
  "af-south-1",
  "ap-east-1",
  "ap-southeast-3",
  "il-central-1",
  "me-south-1",
  "me-central-1",
];

/** Regions in which copies of FSx to other Regions are excluded. */
const FSX_EXCLUDED = ["me-south-1", "me-central-1"];

/** Regions in which FSx for ONTAP cannot be copied at all. */
const ONTAP_EXCLUDED = ["ap-southeast-6", "cn-north-1", "cn-northwest-1"];

function regionLimits(kind: ResourceKind, route: CopyRoute): readonly Verdict[] {
  const found: Verdict[] = [];
  for (const region of [route.fromRegion, route.toRegion]) {
    if (kind.id.startsWith("fsx-") && FSX_EXCLUDED.includes(region)) {
      found.push(no(`${kind.plural} cannot be copied to or from ${region}.`));
    }
    if (kind.id === "fsx-ontap" && ONTAP_EXCLUDED.includes(region)) {
      found.push(no(`${kind.plural} cannot be copied to or from ${region}.`));
    }
    if (kind.id === "neptune" && isOptIn(region) && !NEPTUNE_REGIONS.includes(region)) {
      const reason = `AWS does not name the opt-in Region ${region} among those with copies of Neptune clusters.`;
      found.push(verdict("no", "inferred", reason, ["FA_NEW"]));
    }
  }
  return found;
}

/** Types that cannot be copied to another account in Regions that an account must enable first. */
const NO_OPT_IN_REGIONS = ["cloudformation", "neptune", "timestream"];

function accountLimits(kind: ResourceKind, { fromRegion, toRegion }: CopyRoute): readonly Verdict[] {
  const found: Verdict[] = [];
  for (const region of new Set([fromRegion, toRegion])) {
    if (NO_OPT_IN_REGIONS.includes(kind.id) && isOptIn(region)) {
      found.push(no(`${kind.plural} cannot be copied to another account in the opt-in Region ${region}.`));
    }
    if (kind.id === "fsx-ontap" && ONTAP_EXCLUDED.includes(region)) {
      found.push(no(`${kind.plural} cannot be copied to or from ${region}.`));
    }
    const doubt = tableRegion(region)?.doubts[`${kind.id}-copy-to-account`];
    if (doubt !== undefined) {
      const reason = `It is not known whether ${kind.plural} can be copied to another account in ${region}: ${doubt}`;
      found.push(verdict("unknown", "contradicting", reason, ["FA_NEW", "DH"]));
    }
  }
  return found;
}

function isOptIn(region: string): boolean {
  return tableRegion(region)?.optIn === true;
}

function no(reason: string): Verdict {
  return verdict("no", "certain", reason, ["FA_NEW"]);
}

function verdict(answer: Verdict["answer"], mark: Mark, reason: string, pages: readonly PageId[]): Verdict {
  return { answer, mark, reason, pages };
}
