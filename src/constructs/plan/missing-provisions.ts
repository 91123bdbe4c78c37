import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { describeAccounts } from "../../review/account-scope";
import { didYouMean } from "../../text/did-you-mean";
import type { Provisions, RoleProvision, VaultProvision } from "../provisions";
import { covers, whereInWords } from "./coverage";
import type { PolicySources } from "./policy-sources";
import { needsOf } from "./needs";
import type { NeededRole, NeededVault } from "../../effective/backup-plan/needs";
import { finding } from "./synthesis-finding";
import type { SynthesisFinding } from "./synthesis-finding";

interface Context {
  readonly provisions: Provisions;
  readonly sources: PolicySources;
  readonly organization: Organization;
  readonly hasAccounts: boolean;
}

interface Missing<Need> {
  readonly need: Need;
  readonly accounts: string[];
}

/**
 * What the effective policies of accounts name, and nothing creates there.
 *
 * @param hasAccounts false where the accounts only stand for policies
 */
export function missingProvisions(
  policies: EffectivePolicies,
  provisions: Provisions,
  sources: PolicySources,
  hasAccounts: boolean,
): readonly SynthesisFinding[] {
  const { organization } = policies;
  const context = { provisions, sources, organization, hasAccounts };
  const roles = new Map<string, Missing<NeededRole>>();
  const vaults = new Map<string, Missing<NeededVault>>();
  for (const [effective, all] of policies.distinct()) {
    const accounts = all.filter((id) => organization.account(id)?.state === "ACTIVE");
    const needs = needsOf(effective.policy);
    for (const need of needs.roles) {
      const known = provisions.roles.filter((role) => roleName(role) === need.role);
      collect(roles, need.role, need, uncovered(known, accounts, organization));
    }
    for (const need of needs.vaults) {
      const known = provisions.vaults.filter((vault) => isVault(vault, need));
      const lacking =
        need.accountId === undefined
          ? uncovered(known, accounts, organization)
          : uncovered(known, [need.accountId], organization).length > 0
            ? accounts
            : [];
      collect(vaults, `${need.accountId ?? ""}/${need.region}/${need.vault}`, need, lacking);
    }
  }
  return [
    ...[...roles.values()].flatMap((missing) => roleFinding(missing, context)),
    ...[...vaults.values()].flatMap((missing) => vaultFinding(missing, context)),
  ];
}

function collect<Need>(
  all: Map<string, Missing<Need>>,
  key: string,
  need: Need,
  accounts: readonly string[],
): void {
  if (accounts.length > 0) {
    const known = all.get(key);
    if (known === undefined) {
      all.set(key, { need, accounts: [...accounts] });
    } else {
      known.accounts.push(...accounts.filter((id) => !known.accounts.includes(id)));
    }
  }
}

function uncovered(
  known: readonly (RoleProvision | VaultProvision)[],
  accounts: readonly string[],
  organization: Organization,
): readonly string[] {
  return accounts.filter((id) => !known.some(({ where }) => covers(where, id, organization)));
}

function roleFinding(
  { need, accounts }: Missing<NeededRole>,
  { provisions: { roles }, sources, ...context }: Context,
): readonly SynthesisFinding[] {
  const source = sources.naming(need.path, need.role);
  if (source === undefined) {
    return [];
  }
  const bare = need.role.slice(need.role.lastIndexOf("/") + 1);
  const sameName = roles.filter(({ name }) => name === bare);
  const exact = sameName.filter((role) => roleName(role) === need.role);
  const other = sameName.find((role) => !exact.includes(role));
  const similar = roles.find(
    ({ name }) =>
      name ===
      didYouMean(
        bare,
        roles.map((role) => role.name),
      ),
  );
  let reason = `nothing in the app creates it or declares it as existing.`;
  if (exact.length > 0) {
    reason = `${created(exact)} only.`;
  } else if (other !== undefined) {
    reason = `${other.origin} creates it as ${JSON.stringify(roleName(other))}: the path is part of the ARN.`;
  } else if (similar !== undefined) {
    reason = `nothing creates it. ${similar.origin} creates ${JSON.stringify(roleName(similar))}.`;
  }
  const message = `The policy names the role ${JSON.stringify(need.role)}${scopeOf(accounts, context)}, but ${reason}`;
  return [
    finding("role-missing", "error", source.where, message, {
      accounts: context.hasAccounts ? accounts : [],
      policies: [source.id],
      path: need.path,
      hint: "Create the role with MemberAccountFoundation or BackupServiceRole, or declare it in BackupOrganization under existing.roles.",
    }),
  ];
}

function vaultFinding(
  { need, accounts }: Missing<NeededVault>,
  { provisions: { vaults }, sources, ...context }: Context,
): readonly SynthesisFinding[] {
  const source = sources.naming(need.path, need.vault, need.region);
  if (source === undefined) {
    return [];
  }
  const sameName = vaults.filter(({ name }) => name === need.vault);
  const similar = vaults.find(
    ({ name }) =>
      name ===
      didYouMean(
        need.vault,
        vaults.map((vault) => vault.name),
      ),
  );
  let reason = `nothing in the app creates it or declares it as existing.`;
  if (sameName.length > 0) {
    reason = `${created(sameName)} only.`;
  } else if (similar !== undefined) {
    reason = `nothing creates it. ${similar.origin} creates ${JSON.stringify(similar.name)}.`;
  }
  const place = need.accountId === undefined ? need.region : `${need.region} of account ${need.accountId}`;
  const message = `The policy names the vault ${JSON.stringify(need.vault)} in ${place}${scopeOf(accounts, context)}, but ${reason}`;
  return [
    finding("vault-missing", "error", source.where, message, {
      accounts: context.hasAccounts ? accounts : [],
      policies: [source.id],
      path: need.path,
      hint: "Create the vault there with MemberAccountFoundation or BackupVault, or declare it in BackupOrganization under existing.vaults.",
    }),
  ];
}

function scopeOf(
  accounts: readonly string[],
  { organization, hasAccounts }: Pick<Context, "organization" | "hasAccounts">,
): string {
  return hasAccounts ? ` for ${describeAccounts(organization, accounts)}` : "";
}

/** `a/b creates it in Root/Workloads (eu-west-1), c/d in the management account`. */
function created(provisions: readonly (RoleProvision | VaultProvision)[]): string {
  return provisions
    .map((provision) => {
      const regions = "regions" in provision ? provision.regions : undefined;
      const where = whereInWords(provision.where);
      return `${provision.origin} creates it ${where}${regions === undefined ? "" : ` (${regions.join(", ")})`}`;
    })
    .join(", and ");
}

function roleName({ path, name }: RoleProvision): string {
  return `${path.slice(1)}${name}`;
}

function isVault({ name, regions }: VaultProvision, need: NeededVault): boolean {
  return name === need.vault && (regions === undefined || regions.includes(need.region));
}
