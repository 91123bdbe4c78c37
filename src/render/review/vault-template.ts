import { parseVaultArn } from "../../policy/vault-arn";
import { template } from "./template";
import type { Template } from "./template";

/** A vault in words: `Central in eu-central-1 of 222222222222`; what is no ARN stays as it is. */
export function vaultTemplate(arn: string): Template {
  const parts = parseVaultArn(arn);
  if (parts === undefined) {
    return template`${arn}`;
  }
  const { vault, region, account } = parts;
  return account.toLowerCase() === "$account"
    ? template`${vault} in ${region} of the same account`
    : template`${vault} in ${region} of ${account}`;
}
