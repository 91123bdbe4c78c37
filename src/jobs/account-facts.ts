import { OPT_IN_NAMES, optInNamesOf } from "../capabilities/opt-in";

/** What was looked up in the accounts themselves; `undefined` always means: not looked at. */
export interface AccountFacts {
  /** @param roleArn with the account's own id */
  role(accountId: string, roleArn: string): "exists" | "missing" | undefined;
  vault(accountId: string, region: string, vault: string): "exists" | "missing" | undefined;
  /** The management account's opt-in, which counts for plans made by policies: AWS's names of types. */
  optIn(region: string): ReadonlyMap<string, boolean> | undefined;
}

export const NOTHING_LOOKED_UP: AccountFacts = {
  role: () => undefined,
  vault: () => undefined,
  optIn: () => undefined,
};

/**
 * Whether every resource type that the patterns name is switched off; false where one is on or not known.
 * A selection by tag (no patterns) reaches all types.
 */
export function everyTypeIsOff(patterns: readonly string[], optIn: ReadonlyMap<string, boolean>): boolean {
  const all = patterns.length === 0 || patterns.includes("*");
  const names = all
    ? [...optIn.keys()]
    : patterns.flatMap((pattern) => {
        const found = optInNamesOf(pattern);
        return found.length === 0 ? [pattern] : found;
      });
  return names.length > 0 && names.every((name) => optIn.get(name) === false);
}

/** A resource type in AWS's spelling, or as it was written where AWS Backup has none of that name. */
export function resourceTypeNamed(text: string): string {
  return OPT_IN_NAMES.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text;
}
