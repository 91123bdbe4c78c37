import { compareText } from "../text/compare-text";
import { findingOf } from "../text/finding";
import type { Finding, FindingDetails } from "../text/finding";
import { mergeSame } from "../text/merge-same";
import { joinPath } from "../text/policy-path";
import type { Rule } from "../text/rule";
import { bySeverity } from "../text/severity";
import { JOBS_RULES } from "./jobs-rules";
import type { AccountOutcome, RuleOutcome, RunOutcome } from "./judge-account";
import type { MissingPart } from "./missing-part";

/** The findings of a report: the most severe first, then those with most accounts. */
export function jobsFindings(
  planned: readonly AccountOutcome[],
  missing: readonly MissingPart[],
  resources: readonly Finding[] = [],
): readonly Finding[] {
  return [
    ...mergePlaces(mergeSame(planned.flatMap(accountFindings))),
    ...resources,
    ...missing.map(missingFinding),
  ].sort(
    (left, right) =>
      bySeverity(left, right) ||
      right.accounts.length - left.accounts.length ||
      compareText(keyOf(left), keyOf(right)),
  );
}

/** The same finding about the same accounts in several rules or Regions is one, with all its places. */
function mergePlaces(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const accounts = [...finding.accounts].sort();
    const key = JSON.stringify([finding.rule, finding.message, accounts]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? { ...finding, accounts } : withPlaces(known, finding));
  }
  return [...merged.values()];
}

function withPlaces(finding: Finding, { path, places = [] }: Finding): Finding {
  return {
    ...finding,
    path: finding.path === path ? path : "",
    places: [...(finding.places ?? []), ...places].sort(),
  };
}

function keyOf({ rule, places = [], message }: Finding): string {
  return JSON.stringify([rule, places, message]);
}

function accountFindings(account: AccountOutcome): readonly Finding[] {
  const { accountId, verdict, withheld, rules } = account;
  const accounts = [accountId];
  const about = (rule: Rule, message: string): Finding => findingOf(rule, { message, accounts });
  return [
    ...(verdict === "not-planned"
      ? [
          about(
            JOBS_RULES["account-without-plan"],
            rules.length === 0
              ? "No backup plan applies to the account."
              : rules.every(({ runs, next }) => runs.length === 0 && next === undefined)
                ? "None of its rules runs again."
                : "Its plans select nothing that AWS Backup backs up in their Regions.",
          ),
        ]
      : []),
    ...(verdict === "not-knowable"
      ? [about(JOBS_RULES["plan-not-knowable"], "What is planned is decided only when Terraform applies.")]
      : []),
    ...(withheld
      ? [
          about(
            JOBS_RULES["policy-withheld"],
            "The effective policy has errors: AWS keeps the account on its last valid one.",
          ),
        ]
      : []),
    ...rules.flatMap((rule) => ruleFindings(rule, accounts)),
  ];
}

const RUN_RULES: Readonly<Partial<Record<RunOutcome["verdict"], Rule>>> = {
  missing: JOBS_RULES["backup-missing"],
  failed: JOBS_RULES["backup-failed"],
  "partly-failed": JOBS_RULES["backup-partly-failed"],
};

function ruleFindings(outcome: RuleOutcome, accounts: readonly string[]): readonly Finding[] {
  const at = (rule: Rule, details: FindingDetails): Finding =>
    findingOf(rule, {
      path: joinPath(["plans", outcome.plan, "rules", outcome.rule]),
      places: [`${outcome.plan}/${outcome.rule} in ${outcome.region}`],
      accounts,
      ...details,
    });
  const runs = outcome.runs.flatMap(({ verdict, reasons }) => {
    const rule = RUN_RULES[verdict];
    if (rule !== undefined) {
      return reasons.map(({ message, fix }) => at(rule, { message, hint: fix }));
    }
    return verdict === "late"
      ? [
          at(JOBS_RULES["backup-late"], {
            message: "The backup began after its start window, or was not complete in time.",
          }),
        ]
      : [];
  });
  const retention = outcome.shortRetention.map(({ copyTo, plannedDays, actualDays }) => {
    const planned = plannedDays === "forever" ? "forever" : `for ${plannedDays} days`;
    const what = copyTo === undefined ? "Recovery points" : `Copies in ${copyTo}`;
    return at(JOBS_RULES["retention-shorter-than-planned"], {
      message: `${what} are kept for ${actualDays} days, planned was ${planned}.`,
    });
  });
  return [...runs, ...retention];
}

function missingFinding({ part, why, hint }: MissingPart): Finding {
  return findingOf(JOBS_RULES["information-missing"], {
    message: `Not known: ${part}. ${why}`,
    ...(hint === undefined ? {} : { hint }),
  });
}
