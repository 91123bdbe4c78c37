import type { Finding } from "../../text/finding";

/** Rules of the check at synthesis; the plan file has those of the review besides. */
const SYNTHESIS_RULES = [
  "account-withheld",
  "acknowledgement-expired",
  "acknowledgement-unused",
  "content-not-knowable",
  "does-not-fit",
  "policy-not-in-code",
  "policy-refused",
  "policy-type-not-enabled",
  "retention-outside-lock",
  "role-missing",
  "too-many-policies",
  "trusted-access-off",
  "vault-missing",
] as const;

export type SynthesisRule = (typeof SYNTHESIS_RULES)[number];

export function isSynthesisRule(rule: string): rule is SynthesisRule {
  return (SYNTHESIS_RULES as readonly string[]).includes(rule);
}

/** Something found while the app is synthesized. An error that is not acknowledged fails the synthesis. */
export interface SynthesisFinding extends Finding {
  /** The path of the construct. */
  readonly where: string;
}

/** Says that a finding is known and accepted. It stays in the plan file, with the reason. */
export interface Acknowledgement {
  /** The rule of the finding: `account-withheld` for example. */
  readonly rule: SynthesisRule;

  /**
   * Names of policies: the finding has to name one of them.
   *
   * @default - whatever policy
   */
  readonly policies?: readonly string[];

  /**
   * Ids of accounts: the finding may concern these and no others.
   *
   * @default - whatever account
   */
  readonly accounts?: readonly string[];

  /** Why it is accepted; it stands in the plan file. */
  readonly reason: string;

  /**
   * The last day on which it is accepted, `2027-01-31`.
   *
   * @default - for good
   */
  readonly expires?: string;
}

/** What a rule says; accounts, policies and hint are empty where there are none. */
export function finding(
  rule: SynthesisRule,
  severity: Finding["severity"],
  where: string,
  message: string,
  details: Partial<Pick<Finding, "accounts" | "policies" | "path" | "hint">> = {},
): SynthesisFinding {
  return { rule, severity, where, message, accounts: [], policies: [], path: "", hint: "", ...details };
}
