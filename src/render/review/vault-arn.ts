import { template } from "./template";
import type { Template } from "./template";

export interface VaultArn {
  readonly region: string;
  /** Twelve digits, or `$account` for the account itself. */
  readonly account: string;
  readonly name: string;
}

/** The parts of a backup vault's ARN; undefined for anything else. */
export function readVaultArn(arn: string): VaultArn | undefined {
  const [, region = "", account = "", name = ""] =
    /^arn:[a-z-]+:backup:([^:\s]+):([^:\s]+):backup-vault:(.+)$/is.exec(arn) ?? [];
  return name === "" ? undefined : { region, account, name };
}

/** A vault in words: `Central in eu-central-1 of 222222222222`; what is no ARN stays as it is. */
export function vaultTemplate(arn: string): Template {
  const vault = readVaultArn(arn);
  if (vault === undefined) {
    return template`${arn}`;
  }
  return vault.account.toLowerCase() === "$account"
    ? template`${vault.name} in ${vault.region} of the same account`
    : template`${vault.name} in ${vault.region} of ${vault.account}`;
}
