import type { BackupPlan } from "../effective/backup-plan";
import type {
  BackupCopy,
  BackupRule,
  CopyRetention,
  Lifecycle,
  VaultPlace,
} from "../effective/backup-plan/backup-rule";
import { capability } from "./capability";
import { copyCapability } from "./copy-capability";
import type { CopyRoute } from "./copy-route";
import { coldStorage } from "./lifecycle/cold-storage";
import { fitsAirGappedVault } from "./lifecycle/vault-limits";
import { backupByPolicy, regionOffers } from "./regions";
import type { ResourceKind } from "./resource-kinds";
import { allOf } from "./verdict";
import type { Verdict } from "./verdict";

/** What a rule does for a kind of resource in a Region; settings that the rule does not use are undefined. */
export interface RuleEffect {
  /** Whether AWS Backup backs up the kind there by policy at all. */
  readonly backup: Verdict;
  readonly continuous: Verdict | undefined;
  readonly coldStorage: Verdict | undefined;
  /** The logically air-gapped vault of the rule. Where it does not apply, backups stay in the ordinary vault. */
  readonly airGapped: Verdict | undefined;
  readonly index: Verdict | undefined;
  readonly scan: Verdict | undefined;
  readonly windowsVss: Verdict | undefined;
  readonly copies: readonly CopyEffect[];
}

export interface CopyEffect {
  readonly copy: BackupCopy;
  readonly destination: VaultPlace;
  readonly possible: Verdict;
  readonly retention: CopyRetention;
  readonly coldStorage: Verdict | undefined;
}

/** @param accountId the account that the policy applies to, to tell its own vaults from those of others */
export function ruleEffect(
  plan: BackupPlan,
  rule: BackupRule,
  kind: ResourceKind,
  region: string,
  accountId?: string,
): RuleEffect {
  return {
    backup: backupByPolicy(kind, region),
    continuous: rule.continuous ? capability(kind, "continuous") : undefined,
    coldStorage: coldIfAsked(kind, rule),
    airGapped: rule.airGappedVault === undefined ? undefined : airGapped(kind, rule, region),
    index:
      rule.indexedTypes.length === 0 || !names(rule.indexedTypes, kind)
        ? undefined
        : allOf([capability(kind, "index"), regionOffers(region, "index")]),
    scan:
      rule.scans.length === 0 ? undefined : allOf([scanCapability(plan, kind), regionOffers(region, "scan")]),
    windowsVss:
      kind.id === "ec2-instance" && plan.advancedSettings.some(isWindowsVss)
        ? capability(kind, "advanced-settings")
        : undefined,
    copies: copyEffects(rule, kind, region, { accountId }),
  };
}

/** What is known of an existing vault. */
export interface KnownVault {
  /** The KMS key, by id or alias; undefined if it is not known. */
  readonly kmsKeyArn?: string | undefined;
  readonly isAirGapped: boolean;
}

/** What a plan does not say itself, as far as it is known. */
export interface PlanSurroundings {
  /** The only account that the plan applies to, to tell its own vaults from those of others. */
  readonly accountId?: string | undefined;
  /** Undefined for a vault that may not exist. */
  readonly vault?: ((place: VaultPlace) => KnownVault | undefined) | undefined;
}

/** What the copies of a rule do for a kind of resource in a Region. */
export function copyEffects(
  { copies }: Pick<BackupRule, "copies">,
  kind: ResourceKind,
  region: string,
  surroundings: PlanSurroundings = {},
): readonly CopyEffect[] {
  return copies.flatMap((copy) =>
    destinationsFrom(copy, region).map((destination) => ({
      copy,
      destination,
      possible: copyCapability(kind, copyRoute(region, destination, surroundings)),
      retention: copy.kept,
      coldStorage: coldIfAsked(kind, copy),
    })),
  );
}

/** The vaults that a copy of a backup in a Region goes to: `$region` in the ARN stands for that Region. */
export function destinationsFrom(
  { arn, destinations }: Pick<BackupCopy, "arn" | "destinations">,
  region: string,
): readonly VaultPlace[] {
  return destinations.filter((destination) => !arn.includes("$region") || destination.region === region);
}

export function copyRoute(
  fromRegion: string,
  destination: VaultPlace,
  { accountId, vault: find }: PlanSurroundings,
): CopyRoute {
  const known = find?.(destination);
  return {
    fromRegion,
    toRegion: destination.region,
    isOtherAccount: destination.accountId !== undefined && destination.accountId !== accountId,
    vault: destination.vault,
    vaultKeyArn: known?.kmsKeyArn,
    ...(known === undefined ? {} : { isAirGapped: known.isAirGapped }),
  };
}

function coldIfAsked(kind: ResourceKind, lifecycle: Lifecycle): Verdict | undefined {
  return lifecycle.coldAfterDays === undefined ? undefined : coldStorage(kind, lifecycle);
}

function airGapped(kind: ResourceKind, rule: BackupRule, region: string): Verdict {
  return allOf([
    capability(kind, "air-gapped-primary"),
    regionOffers(region, "air-gapped"),
    fitsAirGappedVault(rule.retentionDays),
  ]);
}

/** Whether recovery points of a kind are scanned: a scan needs the settings of the plan, which name the types. */
export function scanCapability({ scanSettings }: BackupPlan, kind: ResourceKind): Verdict {
  const found = capability(kind, "scan");
  return found.answer === "no" || scanSettings.some(({ resourceTypes }) => names(resourceTypes, kind))
    ? found
    : {
        answer: "no",
        mark: "certain",
        reason: `${kind.plural} are not scanned: scan_settings does not name them.`,
        pages: ["ORG_SYN", "MAL"],
      };
}

/** `EBS` and `S3` are named as in the opt-in settings. */
function names(types: readonly string[], { optIn }: ResourceKind): boolean {
  return types.some((type) => type.toUpperCase() === optIn.toUpperCase() || type === "ALL");
}

function isWindowsVss({ name, value }: BackupPlan["advancedSettings"][number]): boolean {
  return name === "windows_vss" && value === "enabled";
}
