import type { Review } from "../../review/review";
import type { Finding } from "../../text/finding";
import { grouped } from "../../text/grouped";

/** Accounts named one by one where nothing describes them. */
const NAMED = 3;

/** The accounts of findings in words: their scope, or, without one, the changes that they make up. */
export class FindingAccounts {
  private readonly changeOf = new Map<string, number>();

  constructor(private readonly changes: Review["changes"]) {
    changes.forEach(({ accounts }, index) => {
      accounts.forEach((account) => this.changeOf.set(account, index));
    });
  }

  describe({ accounts, scope }: Pick<Finding, "accounts" | "scope">): string {
    return scope ?? this.describeByChanges(accounts);
  }

  /** Whole changes by their scope, other accounts by their ids, as few as tell where to look. */
  private describeByChanges(accounts: readonly string[]): string {
    const counts = new Map<number, number>();
    for (const account of accounts) {
      const index = this.changeOf.get(account);
      if (index !== undefined) {
        counts.set(index, (counts.get(index) ?? 0) + 1);
      }
    }
    const whole = new Map(
      [...counts].flatMap(([index, count]) => {
        const change = this.changes[index];
        return change?.accounts.length === count ? [[index, change.scope] as const] : [];
      }),
    );
    const others = accounts.filter((account) => !whole.has(this.changeOf.get(account) ?? -1));
    const more = others.length - NAMED;
    const named = `${others.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${grouped(more)} more` : ""}`;
    return [...whole.values(), ...(others.length === 0 ? [] : [named])].join("; ");
  }
}
