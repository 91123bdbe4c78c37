import { accountNameOrId } from "../organization/account-name-or-id";
import type { Finding } from "../text/finding";
import { mergeSame } from "../text/merge-same";
import { bySeverity } from "../text/severity";
import { describeAccounts } from "./account-scope";
import { documentationOf } from "../text/rule";
import { acknowledge } from "./acknowledge";
import { guardrailFindings } from "./guardrails/guardrail-findings";
import type { ReviewContext } from "./review-context";
import type { CountResources } from "./resources/resource-changes";
import { incompleteFindings } from "./resources/resource-coverage";
import { ALL_RISKS } from "./risks/all-risks";
import type { RiskContext } from "./risks/risk";

/** Everything that the rules find in a change: the most severe first, acknowledged findings last. */
export function reviewFindings(
  context: RiskContext,
  {
    guardrails,
    acknowledgements = [],
    resourceTypes,
  }: Pick<ReviewContext, "guardrails" | "acknowledgements" | "resourceTypes">,
  countResources?: CountResources,
  resourceDemands: readonly Finding[] = [],
): readonly Finding[] {
  const found = ALL_RISKS.flatMap(({ id, severity, hint, find }) =>
    mergeSame(find(context)).map((finding): Finding => ({ rule: id, severity, hint, ...finding })),
  );
  const incomplete = incompleteFindings(
    context.resources?.sources ?? [],
    (id) => accountNameOrId(context.after.organization, id),
    (context.resources?.resources ?? 0) - (context.resources?.outside ?? 0),
  );
  const all =
    guardrails === undefined
      ? [...found, ...incomplete]
      : [
          ...found,
          ...incomplete,
          ...resourceDemands,
          ...mergeSame(guardrailFindings(context, guardrails, resourceTypes)),
        ];
  const accepted = [...acknowledgements, ...(guardrails?.acknowledgements ?? [])];
  const judged = acknowledge(all, accepted, context);
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
      ...positionOf(finding, context),
      documentation: documentationOf(finding.rule),
      ...(finding.accounts.length === 0 ? {} : { scope: scopeOnce(finding.accounts) }),
      ...countedResources(finding, countResources),
    }))
    .sort(
      (first, second) =>
        Number(first.acknowledged !== undefined) - Number(second.acknowledged !== undefined) ||
        bySeverity(first, second),
    );
}

/** A finding about accounts counts the resources that its plan selects there, before or after the change. */
function countedResources(
  { accounts, path, resources }: Finding,
  countResources: CountResources | undefined,
): Pick<Finding, "resources"> {
  return countResources === undefined || accounts.length === 0 || resources !== undefined
    ? {}
    : { resources: countResources(accounts, path) };
}

/** Policies come in the order of levels: the one nearest to the accounts is the likeliest to be at fault. */
function positionOf({ position, policies }: Finding, { change }: RiskContext): Pick<Finding, "position"> {
  const where = policies
    .map((id) => change.declared?.origins.get(id))
    .findLast((origin) => origin !== undefined);
  const found = position ?? (where === undefined ? undefined : { where });
  return found === undefined ? {} : { position: found };
}

/** Accounts that leave the organization have their place in the organization before. */
function scopeOf({ before, after }: RiskContext, accounts: readonly string[]): string {
  const isThere = after.organization.account(accounts[0] ?? "") !== undefined;
  return describeAccounts(isThere ? after.organization : before.organization, accounts);
}
