import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import { nextToken, pager } from "../../paging";
import type { Call } from "../../service";
import type { BackupRegion, BackupStore, Vault } from "./backup-store";

export const resourceNotFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, 400, { Type: "Backup" });
export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message);
export const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequestException", message);
export const insufficientPrivileges = (): AwsError =>
  new AwsError("AccessDeniedException", "Insufficient privileges to perform this action.", 403);

export function regionOf(store: BackupStore, call: Call): BackupRegion {
  return store.region(call.caller.accountId, call.caller.region);
}

export function findVault(store: BackupStore, input: Input, call: Call): Vault {
  const name = input.text("BackupVaultName");
  const vault = regionOf(store, call).vaults.get(name);
  if (vault === undefined) {
    throw resourceNotFound(`Backup vault ${name} does not exist.`);
  }
  return vault;
}

/** The Backup API spells the parameters of its lists in lower or upper camel case. */
export const backupPage = pager({
  token: ["nextToken", "NextToken"],
  size: ["maxResults", "MaxResults"],
  defaultSize: 1000,
  next: nextToken,
  invalidToken: () => invalidParameter("The next token is not valid."),
  checkSize: (size) => {
    if (!Number.isInteger(size) || size < 1 || size > 1000) {
      throw invalidParameter("MaxResults must be between 1 and 1000.");
    }
  },
});
