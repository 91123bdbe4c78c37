import type { Answer } from "../capabilities/verdict";

/** What was looked up in the accounts themselves; `unknown` if it was not looked at. */
export interface AccountFacts {
  /**
   * Whether a role exists.
   *
   * @param roleArn with the account's own id
   */
  role(accountId: string, roleArn: string): Answer;
  /** Whether a vault exists. */
  vault(accountId: string, region: string, vault: string): Answer;
  /** The management account's opt-in, which counts for plans of policies, by AWS's names; undefined if not known. */
  optIn(region: string): ReadonlyMap<string, boolean> | undefined;
}

export const NOTHING_LOOKED_UP: AccountFacts = {
  role: () => "unknown",
  vault: () => "unknown",
  optIn: () => undefined,
};
