import type { AccountTarget, Organization } from "./organization";

export interface AccountCreation {
  readonly id: string;
  readonly accountName: string;
  readonly state: "SUCCEEDED" | "FAILED";
  readonly accountId: string | undefined;
  readonly failureReason: string | undefined;
  readonly requestedAt: Date;
}

export type OrganizationEvent =
  | { readonly kind: "created"; readonly account: AccountTarget; readonly roleName: string }
  | { readonly kind: "moved"; readonly account: AccountTarget }
  | { readonly kind: "removed"; readonly account: AccountTarget };

/** The organization of the double, if there is one, and those who want to know of its accounts. */
export class OrganizationsStore {
  current: Organization | undefined;
  readonly creations = new Map<string, AccountCreation>();
  private readonly listeners: ((event: OrganizationEvent) => void)[] = [];

  onEvent(listener: (event: OrganizationEvent) => void): void {
    this.listeners.push(listener);
  }

  emit(event: OrganizationEvent): void {
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  isManagementAccount(accountId: string): boolean {
    return this.current?.identity.managementAccountId === accountId;
  }

  isDelegatedAdministrator(accountId: string, servicePrincipal?: string): boolean {
    const administrator = this.current?.delegatedAdministrators.get(accountId);
    return (
      administrator !== undefined &&
      (servicePrincipal === undefined || administrator.services.has(servicePrincipal))
    );
  }
}
