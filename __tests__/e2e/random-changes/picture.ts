import type { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { Organization } from "../../../src/organization/organization";
import type { JsonObject } from "../../../src/text/json";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import type { Organization as DoubleOrganization } from "../../support/aws-double/services/organizations/organization";
import { trustsBackup } from "../../../src/sources/infrastructure/trust-policy";

/** An organization by names, so that what has no id before apply compares with what has one afterwards. */
export interface Picture {
  readonly principals: readonly string[];
  readonly types: readonly string[];
  readonly administrators: readonly string[];
  readonly units: readonly string[];
  /** Name, path of the parent, state. */
  readonly accounts: readonly string[];
  readonly policies: Readonly<Record<string, unknown>>;
  /** Names of policies by path, oldest attachment first. */
  readonly attachments: Readonly<Record<string, readonly string[]>>;
}

export const BACKUP_POLICY = "BACKUP_POLICY";

/** What the review expects. */
export function pictureOf(organization: Organization): Picture {
  const { settings, data } = organization;
  const nameOf = (id: string): string => organization.policy(id)?.name ?? id;
  return {
    principals: (settings.trustedServices ?? []).toSorted(),
    types: (settings.enabledPolicyTypes ?? []).toSorted(),
    administrators: (settings.delegatedAdministrators ?? [])
      .flatMap(({ accountId, servicePrincipals }) =>
        servicePrincipals.map(
          (principal) => `${organization.account(accountId)?.name ?? accountId} ${principal}`,
        ),
      )
      .toSorted(),
    units: data.organizationalUnits.map(({ id }) => organization.path(id)).toSorted(),
    accounts: data.accounts.map(({ id, state }) => `${organization.path(id)} ${state}`).toSorted(),
    policies: Object.fromEntries(
      data.policies
        .map(
          ({ name, content }) =>
            [name, content.kind === "known" ? content.value : content.reference] as const,
        )
        .toSorted(byKey),
    ),
    attachments: Object.fromEntries(
      data.attachments
        .map(({ targetId, policyIds }) => [organization.path(targetId), policyIds.map(nameOf)] as const)
        .toSorted(byKey),
    ),
  };
}

/** What AWS holds. A deleted organization has nothing but the account that it leaves behind. */
export function pictureOfDouble(double: AwsDouble): Picture {
  const organization = double.state.organizations.current;
  if (organization === undefined) {
    return {
      principals: [],
      types: [],
      administrators: [],
      units: [],
      accounts: ["Root/management ACTIVE"],
      policies: {},
      attachments: {},
    };
  }
  const policies = [...organization.policies.values()].filter(({ type }) => type === BACKUP_POLICY);
  const targets = [...organization.targets.values()];
  return {
    principals: [...organization.trustedServices.keys()].toSorted(),
    types: [...organization.enabledPolicyTypes].toSorted(),
    administrators: [...organization.delegatedAdministrators]
      .flatMap(([id, { services }]) =>
        [...services.keys()].map((principal) => `${organization.accounts.get(id)?.name ?? id} ${principal}`),
      )
      .toSorted(),
    units: targets
      .filter(({ kind }) => kind === "ORGANIZATIONAL_UNIT")
      .map(({ id }) => pathOf(organization, id))
      .toSorted(),
    accounts: [...organization.accounts.values()]
      .map(({ id, state }) => `${pathOf(organization, id)} ${state}`)
      .toSorted(),
    policies: Object.fromEntries(
      policies.map(({ name, content }) => [name, JSON.parse(content) as unknown] as const).toSorted(byKey),
    ),
    attachments: Object.fromEntries(
      targets
        .map(
          (target) =>
            [
              pathOf(organization, target.id),
              organization.attachedOfType(target, BACKUP_POLICY).map(({ name }) => name),
            ] as const,
        )
        .filter(([, names]) => names.length > 0)
        .toSorted(byKey),
    ),
  };
}

function pathOf(organization: DoubleOrganization, id: string): string {
  const target = organization.targets.get(id);
  const parent = target === undefined ? undefined : organization.parentOf(target);
  return parent === undefined
    ? (target?.name ?? id)
    : `${pathOf(organization, parent.id)}/${target?.name ?? id}`;
}

/** The organization file that a snapshot of the double gives, attachment orders known. */
export function fileOfDouble(double: AwsDouble): JsonObject {
  const organization = double.state.organizations.current;
  if (organization === undefined) {
    throw new RangeError("no organization");
  }
  const { identity, root } = organization;
  const targets = [...organization.targets.values()];
  const file = {
    version: 1,
    organization: {
      id: identity.id,
      managementAccountId: identity.managementAccountId,
      enabledPolicyTypes: [...organization.enabledPolicyTypes],
      trustedServices: [...organization.trustedServices.keys()],
      delegatedAdministrators: [...organization.delegatedAdministrators].map(([accountId, { services }]) => ({
        accountId,
        servicePrincipals: [...services.keys()],
      })),
    },
    root: { id: root.id, name: root.name },
    organizationalUnits: targets.flatMap((target) =>
      target.kind === "ORGANIZATIONAL_UNIT"
        ? [{ id: target.id, name: target.name, parentId: target.parentId }]
        : [],
    ),
    accounts: [...organization.accounts.values()].map(({ id, name, parentId, state }) => ({
      id,
      name,
      parentId,
      state,
    })),
    policies: [...organization.policies.values()]
      .filter(({ type }) => type === BACKUP_POLICY)
      .map(({ id, name, description, content }) => ({ id, name, description, content })),
    attachments: targets.flatMap((target) => {
      const policyIds = organization.attachedOfType(target, BACKUP_POLICY).map(({ id }) => id);
      return policyIds.length === 0 ? [] : [{ targetId: target.id, policyIds, order: "known" }];
    }),
  };
  return file;
}

/** What the review expects of vaults and roles and the double holds otherwise. */
export function environmentDifferences(
  before: BackupEnvironment,
  after: BackupEnvironment,
  double: AwsDouble,
): readonly string[] {
  const found: string[] = [];
  const { backup, iam } = double.state;
  for (const { name, place, lock } of after.vaults) {
    const vault =
      place.accounts.kind === "account"
        ? backup.region(place.accounts.accountId, place.region ?? "").vaults.get(name)
        : undefined;
    if (place.accounts.kind !== "account" || place.region === undefined) {
      continue;
    }
    if (vault === undefined) {
      found.push(`the vault ${name} does not exist`);
    } else if (
      lock?.minimumDays !== vault.lock?.minRetentionDays ||
      lock?.maximumDays !== vault.lock?.maxRetentionDays ||
      (lock === undefined) !== (vault.lock === undefined)
    ) {
      found.push(`the vault ${name} is locked ${JSON.stringify(vault.lock)}, not ${JSON.stringify(lock)}`);
    }
  }
  const kept = new Set(after.vaults.map(({ name }) => name));
  for (const { name, place } of before.vaults.filter((vault) => !kept.has(vault.name))) {
    if (
      place.accounts.kind === "account" &&
      backup.region(place.accounts.accountId, place.region ?? "").vaults.has(name)
    ) {
      found.push(`the vault ${name} still exists`);
    }
  }
  for (const { name, place, trustsBackup: trusts } of after.roles) {
    if (place.accounts.kind !== "account") {
      continue;
    }
    const role = iam.account(place.accounts.accountId).roles.get(name);
    if (role === undefined) {
      found.push(`the role ${name} does not exist`);
    } else if (trusts !== trustsBackup(role.trustPolicy)) {
      found.push(`the role ${name} trusts otherwise: ${role.trustPolicy}`);
    }
  }
  const keptRoles = new Set(after.roles.map(({ name }) => name));
  for (const { name, place } of before.roles.filter((role) => !keptRoles.has(role.name))) {
    if (place.accounts.kind === "account" && iam.account(place.accounts.accountId).roles.has(name)) {
      found.push(`the role ${name} still exists`);
    }
  }
  for (const [name, value] of after.globalSettings?.values ?? []) {
    const actual = [...backup.globalSettings].find(([setting]) => setting === name)?.[1];
    if (actual !== value) {
      found.push(`the global setting ${name} is ${String(actual)}, not ${value}`);
    }
  }
  for (const { place, optIn } of after.data.regionSettings) {
    // A plan of a part does not tell the provider of what it leaves out.
    if (place.accounts.kind !== "account" || place.region === undefined) {
      continue;
    }
    const actualOptIn = backup.region(place.accounts.accountId, place.region).optIn;
    for (const [type, value] of optIn) {
      const actual = actualOptIn.get(type);
      if (actual !== value) {
        found.push(`the opt-in of ${type} is ${String(actual)}, not ${String(value)}`);
      }
    }
  }
  return found;
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
