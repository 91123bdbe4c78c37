import type { Organization } from "../organization/organization";

/** More exceptions than this are no description any more; an OU is then described by its parts. */
const MAX_EXCEPTIONS = 3;

/**
 * Describes accounts by the smallest set of OUs and accounts: `Root/Production/*, except orders-prod`.
 *
 * @param accountIds accounts of the organization; others are named by their id
 */
export function describeAccounts(organization: Organization, accountIds: readonly string[]): string {
  const scope = new Scope(organization, new Set(accountIds));
  const parts = scope.describe(organization.root.id);
  const strangers = accountIds.filter((id) => organization.account(id) === undefined);
  return [...parts, ...strangers].join("; ");
}

class Scope {
  private readonly totals = new Map<string, number>();
  private readonly chosen = new Map<string, number>();

  constructor(
    private readonly organization: Organization,
    private readonly accounts: ReadonlySet<string>,
  ) {
    this.count(organization.root.id);
  }

  describe(id: string): readonly string[] {
    const chosen = this.chosen.get(id) ?? 0;
    if (chosen === 0) {
      return [];
    }
    const { organization } = this;
    if (organization.account(id) !== undefined) {
      return [organization.path(id)];
    }
    const missing = (this.totals.get(id) ?? 0) - chosen;
    if (missing === 0 && chosen > 1) {
      return [`${organization.path(id)}/*`];
    }
    if (missing > 0 && missing <= MAX_EXCEPTIONS && chosen > 2 * missing) {
      const except = this.missingBelow(id).map((accountId) => organization.account(accountId)?.name ?? accountId);
      return [`${organization.path(id)}/*, except ${except.join(", ")}`];
    }
    return organization.children(id).flatMap((child) => this.describe(child));
  }

  private missingBelow(id: string): readonly string[] {
    if (this.organization.account(id) !== undefined) {
      return this.accounts.has(id) ? [] : [id];
    }
    return this.organization.children(id).flatMap((child) => this.missingBelow(child));
  }

  private count(id: string): void {
    const isAccount = this.organization.account(id) !== undefined;
    let total = isAccount ? 1 : 0;
    let chosen = isAccount && this.accounts.has(id) ? 1 : 0;
    for (const child of this.organization.children(id)) {
      this.count(child);
      total += this.totals.get(child) ?? 0;
      chosen += this.chosen.get(child) ?? 0;
    }
    this.totals.set(id, total);
    this.chosen.set(id, chosen);
  }
}
