import { ownAccountOr } from "../../policy/own-account";
import type { VaultArn } from "../../policy/vault-arn";
import type { VaultPlace } from "./backup-rule";

/** The vaults that an ARN stands for: `$region` is each Region of the plan, `$account` the account itself. */
export function vaultPlaces(arn: VaultArn | undefined, regions: readonly string[]): readonly VaultPlace[] {
  if (arn === undefined) {
    return [];
  }
  const { vault, region } = arn;
  const accountId = ownAccountOr(arn.account);
  return (region.startsWith("$") ? regions : [region]).map((each) => ({ vault, region: each, accountId }));
}
