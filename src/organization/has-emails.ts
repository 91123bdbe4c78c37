import type { OrganizationData } from "./model";

/** Whether it holds e-mail addresses of accounts: then a file of it is for its owner only. */
export function hasEmails({ accounts }: OrganizationData): boolean {
  return accounts.some(({ email }) => email !== undefined);
}
