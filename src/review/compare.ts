import type { EffectivePolicy } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Severity } from "../text/severity";
import { describeAccounts } from "./account-scope";
import type { ChangeFacts } from "./change-facts";
import { transitions } from "./comparison";
import type { Transition } from "./comparison";
import { documentationOf } from "./documentation";
import { acknowledged } from "./guardrails/acknowledge";
import type { Guardrails } from "./guardrails/guardrails";
import { guardrailFindings } from "./guardrails/guardrail-findings";
import { protectionChanges } from "./protection-change";
import type { AccountOutcome, Change, Review, ReviewSummary } from "./review";
import type { Finding } from "../text/finding";
import { ALL_RISKS } from "./risks/all-risks";
import type { RiskContext } from "./risks/risk";
import { bySeverity } from "../text/severity";

export interface ReviewOptions extends ChangeFacts {
  /** The time of the review: AWS judges schedules from the moment of a request. */
  readonly at: Date;
  /** The organization's own requirements, and what it has accepted. */
  readonly guardrails?: Guardrails;
  readonly remarks?: readonly string[];
}

/** Reviews a change: what it does to the effective policy of every account, and what is dangerous about it. */
export function compare(before: EffectivePolicies, after: EffectivePolicies, options: ReviewOptions): Review {
  const { at, guardrails, remarks } = options;
  const all = transitions(before, after);
  const context: RiskContext = {
    before,
    after,
    transitions: all,
    protections: protectionChanges(all, before, after),
    at,
    facts: options,
  };
  const findings = findAll(context, guardrails);
  return {
    summary: summarize(all, after, findings),
    changes: groupChanges(all, before, after),
    findings,
    policyNames: new Map(
      [...before.organization.policies, ...after.organization.policies].map(({ id, name }) => [id, name]),
    ),
    accountNames: new Map(
      [...before.organization.accounts, ...after.organization.accounts].map(({ id, name }) => [id, name]),
    ),
    ...(remarks === undefined || remarks.length === 0 ? {} : { remarks }),
  };
}

function groupChanges(
  all: readonly Transition[],
  before: EffectivePolicies,
  after: EffectivePolicies,
): readonly Change[] {
  const groups = new Map<string, { readonly accounts: string[]; readonly first: Transition }>();
  for (const transition of all) {
    if (isChange(transition)) {
      const { edits } = transition;
      const key = JSON.stringify([edits, outcome(transition.before), outcome(transition.after)]);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { accounts: [...transition.accounts], first: transition });
      } else {
        group.accounts.push(...transition.accounts);
      }
    }
  }
  return [...groups.values()]
    .map(({ accounts, first }) => ({
      accounts,
      scope: describeAccounts(first.after === undefined ? before.organization : after.organization, accounts),
      edits: first.edits,
      before: outcome(first.before),
      after: outcome(first.after),
    }))
    .sort((first, second) => second.accounts.length - first.accounts.length);
}

function isChange({ before, after, edits }: Transition): boolean {
  return edits.length > 0 || before?.status !== after?.status;
}

function outcome(policy: EffectivePolicy | undefined): AccountOutcome {
  return { status: policy?.status ?? "absent", errors: policy?.errors ?? [] };
}

function findAll(context: RiskContext, guardrails: Guardrails | undefined): readonly Finding[] {
  const found = ALL_RISKS.flatMap(({ id, severity, hint, find }) =>
    mergeSame(find(context).map((finding) => ({ rule: id, severity, hint, ...finding }))),
  );
  const all =
    guardrails === undefined ? found : [...found, ...mergeSame(guardrailFindings(context, guardrails))];
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

/** The same finding for several groups of accounts is one finding. */
function mergeSame(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, { readonly finding: Finding; readonly accounts: string[] }>();
  for (const finding of findings) {
    const { rule, severity, message, path, policies, requirement } = finding;
    const key = JSON.stringify([rule, severity, message, path, policies, requirement]);
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, { finding, accounts: [...finding.accounts] });
    } else {
      known.accounts.push(...finding.accounts);
    }
  }
  return [...merged.values()].map(({ finding, accounts }) => ({
    ...finding,
    accounts: [...new Set(accounts)],
  }));
}

/** Accounts that are gone have their place in the organization before. */
function scopeOf({ before, after }: RiskContext, accounts: readonly string[]): string {
  const isThere = after.organization.account(accounts[0] ?? "") !== undefined;
  return describeAccounts(isThere ? after.organization : before.organization, accounts);
}

function summarize(
  all: readonly Transition[],
  after: EffectivePolicies,
  findings: readonly Finding[],
): ReviewSummary {
  const count = (matches: (transition: Transition) => boolean): number =>
    all.filter(matches).reduce((sum, { accounts }) => sum + accounts.length, 0);
  const open = findings.filter((finding) => finding.acknowledged === undefined);
  const severity = (wanted: Severity): number => open.filter((finding) => finding.severity === wanted).length;
  const isSettled = (transition: Transition): boolean =>
    transition.after !== undefined &&
    transition.after.status !== "withheld" &&
    transition.after.status !== "not-knowable";
  return {
    accounts: after.organization.accounts.length,
    changed: count((transition) => isChange(transition) && isSettled(transition)),
    withheld: count((transition) => transition.after?.status === "withheld"),
    unchanged: count((transition) => !isChange(transition) && isSettled(transition)),
    notKnowable: count((transition) => transition.after?.status === "not-knowable"),
    findings: { error: severity("error"), warning: severity("warning"), notice: severity("notice") },
    acknowledged: findings.length - open.length,
  };
}
