/** The twelve digits of an account in an ARN; undefined for `$account`, the account that a policy applies to. */
export function ownAccountOr(account: string): string | undefined {
  return /^\d{12}$/.test(account) ? account : undefined;
}
