import { parseArn } from "../text/arn";

/** The parts of a backup vault's ARN, as a policy writes them. */
export interface VaultArn {
  readonly partition: string;
  /** A Region, or `$region` for each Region of the plan. */
  readonly region: string;
  /** Twelve digits, or `$account` for the account itself. */
  readonly account: string;
  readonly vault: string;
}

const RESOURCE = "backup-vault:";

/** Undefined for everything that is not the ARN of a backup vault. */
export function parseVaultArn(text: string | undefined): VaultArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "backup" || !arn.resource.startsWith(RESOURCE)) {
    return undefined;
  }
  const { partition, region, accountId: account, resource } = arn;
  const vault = resource.slice(RESOURCE.length);
  return region === "" || account === "" || vault === "" ? undefined : { partition, region, account, vault };
}
