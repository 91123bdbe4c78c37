import type { JsonObject } from "../text/json";
import { protectionOf } from "./protection";
import type { RuleProtection } from "./protection";

/** What has to exist for an effective policy to do what it says. */
export interface BackupNeeds {
  readonly regions: readonly string[];
  readonly roles: readonly NeededRole[];
  readonly vaults: readonly NeededVault[];
  /** What resource selections name, `*` included. */
  readonly resourceTypes: readonly string[];
  /** Whether a selection goes by tags alone: it takes every resource type. */
  readonly selectsByTag: boolean;
}

export interface NeededRole {
  /** Path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly role: string;
  /** Where the policy names it: `plans/daily/selections/tags/all`. */
  readonly path: string;
}

export interface NeededVault extends VaultInArn {
  readonly isCopy: boolean;
  readonly path: string;
}

const ROLE_ARN = /^arn:[^:]*:iam::[^:]*:role\/(.+)$/;
const VAULT_ARN = /^arn:[^:]*:backup:([^:]*):([^:]*):backup-vault:(.+)$/;

/** @param policy as AWS renders it */
export function backupNeeds(policy: JsonObject): BackupNeeds {
  const { plans } = protectionOf(policy);
  const selections = plans.flatMap((plan) => plan.selections);
  return {
    regions: distinct(plans.flatMap(({ regions }) => regions)),
    roles: selections.flatMap(({ role, path }) => {
      const name = ROLE_ARN.exec(role ?? "")?.[1];
      return name === undefined ? [] : [{ role: name, path }];
    }),
    vaults: plans.flatMap(({ rules, regions }) => rules.flatMap((rule) => vaultsOf(rule, regions))),
    resourceTypes: distinct(selections.flatMap(({ resourceTypes }) => resourceTypes)),
    selectsByTag: selections.some(({ kind }) => kind === "tags"),
  };
}

function vaultsOf(rule: RuleProtection, regions: readonly string[]): readonly NeededVault[] {
  const { vault, airGappedVault, copies, path } = rule;
  const own =
    vault === undefined
      ? []
      : regions.map((region) => ({ vault, region, accountId: undefined, isCopy: false, path }));
  return [
    ...own,
    ...vaultsAt(airGappedVault, regions, path, false),
    ...copies.flatMap((copy) => vaultsAt(copy.arn, regions, copy.path, true)),
  ];
}

/** A vault that an ARN stands for. */
export interface VaultInArn {
  readonly vault: string;
  readonly region: string;
  /** Undefined for the account that the policy holds for. */
  readonly accountId: string | undefined;
}

/** The vaults that an ARN stands for: `$region` is each Region of the plan, `$account` the account itself. */
export function vaultsInArn(arn: string | undefined, regions: readonly string[]): readonly VaultInArn[] {
  const [, region, account = "", vault] = VAULT_ARN.exec(arn ?? "") ?? [];
  if (region === undefined || vault === undefined) {
    return [];
  }
  const accountId = /^\d{12}$/.test(account) ? account : undefined;
  return (region.startsWith("$") ? regions : [region]).map((each) => ({ vault, region: each, accountId }));
}

function vaultsAt(
  arn: string | undefined,
  regions: readonly string[],
  path: string,
  isCopy: boolean,
): readonly NeededVault[] {
  return vaultsInArn(arn, regions).map((vault) => ({ ...vault, isCopy, path }));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
