import type { EffectivePolicy } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Severity } from "../text/issue";
import { describeAccounts } from "./account-scope";
import { transitions } from "./comparison";
import type { Transition } from "./comparison";
import type { AccountOutcome, Change, Finding, Review, ReviewSummary } from "./review";
import { ALL_RISKS } from "./risks/all-risks";
import type { RiskContext } from "./risks/risk";

export interface ReviewOptions {
  /** The time of the review: AWS judges schedules from the moment of a request. */
  readonly at: Date;
  /** Parts of the declared code that could not be followed; each becomes a finding. */
  readonly unresolved?: RiskContext["unresolved"];
}

/** Reviews a change: what it does to the effective policy of every account, and what is dangerous about it. */
export function compare(before: EffectivePolicies, after: EffectivePolicies, options: ReviewOptions): Review {
  const all = transitions(before, after);
  const changes = groupChanges(all, after);
  const findings = findRisks({ before, after, transitions: all, at: options.at, unresolved: options.unresolved ?? [] });
  return {
    summary: summarize(all, after, findings),
    changes,
    findings,
    policyNames: new Map([...before.organization.policies, ...after.organization.policies].map(({ id, name }) => [id, name])),
  };
}

function groupChanges(all: readonly Transition[], after: EffectivePolicies): readonly Change[] {
  const groups = new Map<string, { readonly accounts: string[]; readonly first: Transition }>();
  for (const transition of all.filter(isChange)) {
    const { edits } = transition;
    const key = JSON.stringify([edits, outcome(transition.before), outcome(transition.after)]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { accounts: [...transition.accounts], first: transition });
    } else {
      group.accounts.push(...transition.accounts);
    }
  }
  return [...groups.values()]
    .map(({ accounts, first }) => ({
      accounts,
      scope: describeAccounts(after.organization, accounts),
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

function findRisks(context: RiskContext): readonly Finding[] {
  const findings = ALL_RISKS.flatMap(({ id, severity, hint, find }) =>
    mergeSame(find(context).map((finding) => ({ rule: id, severity, hint, ...finding }))),
  );
  return findings.sort((first, second) => weight[second.severity] - weight[first.severity]);
}

/** The same finding for several groups of accounts is one finding. */
function mergeSame(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.message, finding.path, finding.policies]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? finding : { ...known, accounts: [...known.accounts, ...finding.accounts] });
  }
  return [...merged.values()];
}

const weight: Readonly<Record<Severity, number>> = { notice: 1, warning: 2, error: 3 };

/** Whether a severity reaches a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return weight[severity] >= weight[threshold];
}

function summarize(all: readonly Transition[], after: EffectivePolicies, findings: readonly Finding[]): ReviewSummary {
  const count = (matches: (transition: Transition) => boolean): number =>
    all.filter(matches).reduce((sum, { accounts }) => sum + accounts.length, 0);
  const severity = (wanted: Severity): number => findings.filter((finding) => finding.severity === wanted).length;
  return {
    accounts: after.organization.accounts.length,
    changed: count((transition) => isChange(transition) && transition.after?.status !== "withheld" && transition.after?.status !== "not-knowable"),
    withheld: count((transition) => transition.after?.status === "withheld"),
    unchanged: count((transition) => !isChange(transition) && transition.after?.status !== "withheld" && transition.after?.status !== "not-knowable"),
    notKnowable: count((transition) => transition.after?.status === "not-knowable"),
    findings: { error: severity("error"), warning: severity("warning"), notice: severity("notice") },
  };
}
