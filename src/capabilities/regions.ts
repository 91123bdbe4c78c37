import { partitionOf } from "../policy/regions";
import { getOrAdd } from "../text/get-or-add";
import type { ResourceKind } from "./resource-kinds";
import { TABLE_REGIONS } from "./tables/regions";
import type { TableRegion } from "./tables/regions";
import { allOf } from "./verdict";
import type { Verdict } from "./verdict";

/** What a Region may offer, whatever the type. */
export type RegionFeature =
  | "copy-to-region"
  | "copy-to-account"
  | "backup-policies"
  | "air-gapped"
  | "index"
  | "scan"
  | "restore-testing"
  | "audit-manager"
  | "tiering"
  | "access-points";

const FEATURE_WORDS: Readonly<Record<RegionFeature, string>> = {
  "copy-to-region": "copies to and from other Regions",
  "copy-to-account": "copies to other accounts",
  "backup-policies": "backup policies",
  "air-gapped": "air-gapped vaults",
  index: "search indexes",
  scan: "malware scans",
  "restore-testing": "restore testing",
  "audit-manager": "Backup Audit Manager",
  tiering: "a low-cost warm tier",
  "access-points": "access points",
};

/** Types that some Region lists; the others are documented as available wherever AWS Backup and their service are. */
const REGIONAL_TYPES = new Set(Object.values(TABLE_REGIONS).flatMap(({ types }) => types));

export function tableRegion(region: string): TableRegion | undefined {
  return Object.hasOwn(TABLE_REGIONS, region) ? TABLE_REGIONS[region] : undefined;
}

/** By Region of the table. */
const known = new Map<TableRegion, WeakMap<ResourceKind, Verdict>>();

/** Whether AWS Backup backs up a kind of resource in a Region. */
export function availability(kind: ResourceKind, region: string): Verdict {
  const row = tableRegion(region);
  return row === undefined
    ? notListed(region)
    : getOrAdd(
        getOrAdd(known, row, () => new WeakMap<ResourceKind, Verdict>()),
        kind,
        () => availabilityIn(row, kind, region),
      );
}

function availabilityIn(row: TableRegion, kind: ResourceKind, region: string): Verdict {
  const doubt = kind.rows.map((type) => row.doubts[type]).find((text) => text !== undefined);
  if (doubt !== undefined) {
    const reason = `It is not known whether AWS Backup supports ${kind.plural} in ${region}: ${doubt}`;
    return { answer: "unknown", mark: "contradicting", reason, pages: ["FA_NEW"] };
  }
  const isOffered = kind.rows.some((type) => !REGIONAL_TYPES.has(type) || row.types.includes(type));
  return isOffered
    ? certain("yes", `AWS Backup supports ${kind.plural} in ${region}.`)
    : certain("no", `AWS Backup does not support ${kind.plural} in ${region}.`);
}

/** Whether plans of backup policies back up a kind of resource in a Region. */
export function backupByPolicy(kind: ResourceKind, region: string): Verdict {
  return allOf([availability(kind, region), regionOffers(region, "backup-policies")]);
}

const knownOffers = new Map<TableRegion, Map<RegionFeature, Verdict>>();

/** Whether a Region offers a feature to any type. */
export function regionOffers(region: string, feature: RegionFeature): Verdict {
  const row = tableRegion(region);
  return row === undefined
    ? notListed(region)
    : getOrAdd(
        getOrAdd(knownOffers, row, () => new Map<RegionFeature, Verdict>()),
        feature,
        () => offersOf(row, region, feature),
      );
}

function offersOf(row: TableRegion, region: string, feature: RegionFeature): Verdict {
  const what = FEATURE_WORDS[feature];
  const doubt = row.doubts[feature];
  if (doubt !== undefined) {
    const mark = feature === "backup-policies" ? "ambiguous" : "contradicting";
    const reason = `It is not known whether ${region} offers ${what}: ${doubt}`;
    return { answer: "unknown", mark, reason, pages: ["FA_NEW"] };
  }
  return row.features.includes(feature)
    ? certain("yes", `AWS Backup offers ${what} in ${region}.`)
    : certain("no", `AWS Backup does not offer ${what} in ${region}.`);
}

/** The partition of a Region, or undefined if nothing lists it. */
export function regionPartition(region: string): string | undefined {
  return tableRegion(region)?.partition ?? partitionOf(region);
}

function certain(answer: "yes" | "no", reason: string): Verdict {
  return { answer, mark: "certain", reason, pages: ["FA_NEW"] };
}

function notListed(region: string): Verdict {
  const reason = `It is not known what AWS Backup offers in ${region}: its availability page does not list the Region.`;
  return { answer: "unknown", mark: "no-evidence", reason, pages: ["FA_NEW"] };
}
