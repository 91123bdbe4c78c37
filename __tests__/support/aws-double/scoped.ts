/** State that every account, or every account and Region, has for itself; made on first use. */
export class Scoped<T> {
  private readonly scopes = new Map<string, T>();

  constructor(private readonly create: (accountId: string, region: string) => T) {}

  in(accountId: string, region = "aws-global"): T {
    const key = `${accountId}/${region}`;
    let scope = this.scopes.get(key);
    if (scope === undefined) {
      scope = this.create(accountId, region);
      this.scopes.set(key, scope);
    }
    return scope;
  }

  /** What exists so far, as `[account, region, state]`. */
  *[Symbol.iterator](): Iterator<readonly [string, string, T]> {
    for (const [key, scope] of this.scopes) {
      const [accountId = "", region = ""] = key.split("/");
      yield [accountId, region, scope];
    }
  }
}
