import type { KnownVault, PlanSurroundings } from "../capabilities/rule-effect";
import type { VaultPlace } from "../effective/backup-plan/backup-rule";
import { EnvironmentLookup } from "./environment-lookup";
import type { RiskContext } from "./risks/risk";

const lookups = new WeakMap<RiskContext, EnvironmentLookup>();

/** What is known around a plan that applies to accounts: which account it is, and the vaults that it names. */
export function surroundingsOf(context: RiskContext, accounts: readonly string[]): PlanSurroundings {
  const environment = context.change.environment?.after;
  const accountId = accounts.length === 1 ? accounts[0] : undefined;
  if (environment === undefined) {
    return { accountId };
  }
  const lookup = lookups.get(context) ?? new EnvironmentLookup(environment, context.after.organization);
  lookups.set(context, lookup);
  const known = new Map<string, KnownVault | undefined>();
  const find = (place: VaultPlace): KnownVault | undefined => {
    if (environment.vaultsNamed(place.vault).length === 0) {
      return undefined;
    }
    const key = `${place.accountId ?? ""} ${place.region} ${place.vault}`;
    if (!known.has(key)) {
      known.set(key, sharedVault(lookup, place, accounts));
    }
    return known.get(key);
  };
  return { accountId, vault: find };
}

/** What the vault is in each of the accounts; undefined if it may not exist in one, or differs among them. */
function sharedVault(
  lookup: EnvironmentLookup,
  { vault: name, region, accountId }: VaultPlace,
  accounts: readonly string[],
): KnownVault | undefined {
  const owners = accountId === undefined ? accounts : [accountId];
  const found = owners.map((id): KnownVault | undefined => {
    const answer = lookup.find({ kind: "vault", name, region, accountId, path: "" }, id);
    return answer.kind === "exists" && "lock" in answer.value ? answer.value : undefined;
  });
  const [first, ...others] = found;
  return first !== undefined &&
    others.every((other) => other?.kmsKeyArn === first.kmsKeyArn && other?.isAirGapped === first.isAirGapped)
    ? first
    : undefined;
}
