import type { Finding } from "../text/finding";
import { mergeSame } from "../text/merge-same";
import { bySeverity } from "../text/severity";
import { describeAccounts } from "./account-scope";
import { documentationOf } from "../text/rule";
import { acknowledged } from "./guardrails/acknowledge";
import { guardrailFindings } from "./guardrails/guardrail-findings";
import type { Guardrails } from "./guardrails/guardrails";
import { ALL_RISKS } from "./risks/all-risks";
import type { RiskContext } from "./risks/risk";

/** Everything that the rules find in a change: the most severe first, acknowledged findings last. */
export function reviewFindings(
  context: RiskContext,
  guardrails: Guardrails | undefined,
  resourceTypes: readonly string[] | undefined,
): readonly Finding[] {
  const found = ALL_RISKS.flatMap(({ id, severity, hint, find }) =>
    mergeSame<Finding>(find(context).map((finding) => ({ rule: id, severity, hint, ...finding }))),
  );
  const all =
    guardrails === undefined
      ? found
      : [...found, ...mergeSame(guardrailFindings(context, guardrails, resourceTypes))];
  const judged = guardrails === undefined ? all : acknowledged(all, guardrails, context);
  const scopes = new Map<string, string>();
  // Many findings are about the same accounts: describing ten thousand takes its time.
  const scopeOnce = (accounts: readonly string[]): string => {
    const key = accounts.join();
    const scope = scopes.get(key) ?? scopeOf(context, accounts);
    scopes.set(key, scope);
    return scope;
  };
  return judged
    .map((finding) => ({
      ...finding,
      documentation: documentationOf(finding.rule),
      ...(finding.accounts.length === 0 ? {} : { scope: scopeOnce(finding.accounts) }),
    }))
    .sort(
      (first, second) =>
        Number(first.acknowledged !== undefined) - Number(second.acknowledged !== undefined) ||
        bySeverity(first, second),
    );
}

/** Accounts that leave the organization have their place in the organization before. */
function scopeOf({ before, after }: RiskContext, accounts: readonly string[]): string {
  const isThere = after.organization.account(accounts[0] ?? "") !== undefined;
  return describeAccounts(isThere ? after.organization : before.organization, accounts);
}
