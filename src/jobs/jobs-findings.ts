import type { Severity } from "../text/severity";
import type { GapCause } from "./failure-explanations";
import type { GapReason } from "./explain-gap";
import type { AccountOutcome, RuleOutcome, RunOutcome } from "./judge-account";
import type { MissingPart } from "./missing-part";

export type JobsFindingRule =
  | "backup-missing"
  | "backup-failed"
  | "backup-partly-failed"
  | "backup-late"
  | "retention-shorter-than-planned"
  | "policy-withheld"
  | "plan-not-knowable"
  | "account-without-plan"
  | "information-missing";

/** What is wrong, once for all accounts with the same trouble. */
export interface JobsFinding {
  readonly rule: JobsFindingRule;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly accounts: readonly string[];
  /** `daily/nightly in eu-central-1`; empty where it is about the account. */
  readonly where: readonly string[];
  readonly cause: GapCause | undefined;
}

const SEVERITIES: Readonly<Record<JobsFindingRule, Severity>> = {
  "backup-missing": "error",
  "backup-failed": "error",
  "backup-partly-failed": "error",
  "retention-shorter-than-planned": "error",
  "policy-withheld": "warning",
  "plan-not-knowable": "warning",
  "backup-late": "warning",
  "information-missing": "warning",
  "account-without-plan": "notice",
};

const ORDER: readonly Severity[] = ["error", "warning", "notice"];

/** The findings of a report, worst first and most accounts first. */
export function jobsFindings(
  planned: readonly AccountOutcome[],
  missing: readonly MissingPart[],
): readonly JobsFinding[] {
  const groups = new Map<string, { readonly finding: JobsFinding; readonly accounts: Set<string> }>();
  const add = (accountId: string, finding: Omit<JobsFinding, "severity" | "accounts">): void => {
    const key = JSON.stringify([finding.rule, finding.where, finding.cause, finding.message]);
    let group = groups.get(key);
    if (group === undefined) {
      const severity = SEVERITIES[finding.rule];
      group = { finding: { ...finding, severity, accounts: [] }, accounts: new Set() };
      groups.set(key, group);
    }
    group.accounts.add(accountId);
  };
  for (const account of planned) {
    accountFindings(account, (finding) => {
      add(account.accountId, finding);
    });
  }
  return [...merged([...groups.values()]), ...missing.map(missingFinding)].sort(
    (left, right) =>
      ORDER.indexOf(left.severity) - ORDER.indexOf(right.severity) ||
      right.accounts.length - left.accounts.length ||
      (keyOf(left) < keyOf(right) ? -1 : 1),
  );
}

/** One trouble of the same accounts in several rules or Regions is one finding. */
function merged(
  groups: readonly { readonly finding: JobsFinding; readonly accounts: ReadonlySet<string> }[],
): readonly JobsFinding[] {
  const found = new Map<string, JobsFinding>();
  for (const { finding, accounts: set } of groups) {
    const accounts = [...set].sort();
    const key = JSON.stringify([finding.rule, finding.cause, finding.message, accounts]);
    const known = found.get(key);
    found.set(key, {
      ...finding,
      accounts,
      where: known === undefined ? finding.where : [...known.where, ...finding.where].sort(),
    });
  }
  return [...found.values()];
}

function keyOf({ rule, where, message }: JobsFinding): string {
  return JSON.stringify([rule, where, message]);
}

type Add = (finding: Omit<JobsFinding, "severity" | "accounts">) => void;

function accountFindings({ verdict, withheld, rules }: AccountOutcome, add: Add): void {
  if (verdict === "not-planned") {
    add({
      rule: "account-without-plan",
      message: "No backup plan reaches the account.",
      hint: "Attach a backup policy to the account or to an OU above it.",
      where: [],
      cause: undefined,
    });
  }
  if (verdict === "not-knowable") {
    add({
      rule: "plan-not-knowable",
      message: "What is planned is decided only when Terraform applies.",
      hint: "Use the organization as it is after apply: `org-backup snapshot`.",
      where: [],
      cause: undefined,
    });
  }
  if (withheld) {
    add({
      rule: "policy-withheld",
      message: "The effective policy has errors: AWS keeps the account on its last valid one.",
      hint: "See `org-backup effective --account ID` for the errors.",
      where: [],
      cause: "policy-withheld",
    });
  }
  for (const rule of rules) {
    ruleFindings(rule, add);
  }
}

const RUN_RULES: Readonly<Partial<Record<RunOutcome["verdict"], JobsFindingRule>>> = {
  missing: "backup-missing",
  failed: "backup-failed",
  "partly-failed": "backup-partly-failed",
};

function ruleFindings(outcome: RuleOutcome, add: Add): void {
  const where = [`${outcome.plan}/${outcome.rule} in ${outcome.region}`];
  for (const { verdict, reasons } of outcome.runs) {
    const rule = RUN_RULES[verdict];
    if (rule !== undefined) {
      reasons.forEach((reason) => {
        add({ rule, where, ...wordsOf(reason) });
      });
    } else if (verdict === "late") {
      add({ ...LATE, where });
    }
  }
  for (const { copyTo, plannedDays, actualDays } of outcome.shortRetention) {
    const planned = plannedDays === "for ever" ? "for ever" : `for ${plannedDays} days`;
    const what = copyTo === undefined ? "Recovery points" : `Copies in ${copyTo}`;
    add({
      rule: "retention-shorter-than-planned",
      message: `${what} are kept for ${actualDays} days, planned was ${planned}.`,
      hint: "A later change of the policy does not reach recovery points that exist; a vault lock's maximum may shorten them too.",
      where,
      cause: undefined,
    });
  }
}

const LATE = {
  rule: "backup-late",
  message: "The backup began after its start window, or was not complete in time.",
  hint: "Spread schedules, or make the windows larger; --late-after sets what counts as late.",
  cause: undefined,
} as const;

function wordsOf({ cause, message, fix }: GapReason): Pick<JobsFinding, "cause" | "message" | "hint"> {
  return { cause, message, hint: fix };
}

function missingFinding({ part, why, hint }: MissingPart): JobsFinding {
  return {
    rule: "information-missing",
    severity: SEVERITIES["information-missing"],
    message: `Not known: ${part}. ${why}`,
    hint: hint ?? "",
    accounts: [],
    where: [],
    cause: undefined,
  };
}
