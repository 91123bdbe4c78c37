import type { AccountChange } from "../review/account-change";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { staysOnPrevious } from "../review/account-change";
import { REVIEW_RULES } from "../review/rules";
import { reaches } from "../text/severity";
import type { Severity } from "../text/severity";
import { findingWords } from "./finding-words";
import type { FindingWords } from "./finding-words";
import { counted } from "../text/counted";
import { xmlDocument } from "./xml";
import type { XmlElement } from "./xml";

export interface JunitOptions {
  /** Findings at or above it fail their test cases, but for acknowledged ones; `none` fails nothing. */
  readonly failOn: Severity | "none";
  /** Rules whose findings fail whatever their severity is. */
  readonly failOnRules?: ReadonlySet<string>;
  /**
   * Rules that have a test case even where they found nothing.
   *
   * @default - every rule of the review
   */
  readonly rules?: readonly string[];
}

/** A test case before it is written: findings at or above the threshold fail it, the others are told. */
interface Case {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** What there is to say beside the findings. */
  readonly notes: readonly string[];
}

/**
 * The review as a JUnit report: one test case for every rule, and one for every group of accounts that
 * change in the same way.
 */
export function reviewJunit(review: Review, options: JunitOptions): string {
  const { failOn, rules = REVIEW_RULES.map(({ id }) => id) } = options;
  const words = findingWords(review);
  const isFailure = ({ rule, severity, acknowledged }: Finding): boolean =>
    acknowledged === undefined &&
    ((failOn !== "none" && reaches(severity, failOn)) || options.failOnRules?.has(rule) === true);
  const suites = [
    suite("rules", ruleCases(review, rules), isFailure, words),
    suite("accounts", accountCases(review), isFailure, words),
  ];
  const sum = (key: string): number =>
    suites.reduce((total, { attributes }) => total + Number(attributes[key]), 0);
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "org-backup", tests: sum("tests"), failures: sum("failures"), errors: 0, time: 0 },
    content: [...suites, ...remarksSuite(review)],
  });
}

/** What the reader should know before all else; readers of reports show it beside the test cases. */
function remarksSuite({ remarks = [] }: Review): readonly XmlElement[] {
  const attributes = { name: "org-backup.remarks", tests: 0, failures: 0, errors: 0, skipped: 0, time: 0 };
  const content = [{ name: "system-out", attributes: {}, content: remarks.join("\n") }];
  return remarks.length === 0 ? [] : [{ name: "testsuite", attributes, content }];
}

function ruleCases({ findings }: Review, rules: readonly string[]): readonly Case[] {
  const ids = new Set([...rules, ...findings.map(({ rule }) => rule)]);
  return [...ids]
    .sort()
    .map((id) => ({ name: id, findings: findings.filter(({ rule }) => rule === id), notes: [] }));
}

function accountCases({ changes, findings }: Review): readonly Case[] {
  const byAccount = new Map<string, Set<Finding>>();
  for (const finding of findings) {
    for (const account of finding.accounts) {
      byAccount.set(account, (byAccount.get(account) ?? new Set()).add(finding));
    }
  }
  return changes.map((change) => {
    const concerned = new Set(change.accounts.flatMap((account) => [...(byAccount.get(account) ?? [])]));
    return {
      name: `${counted(change.accounts.length, "account")}: ${change.scope}`,
      findings: findings.filter((finding) => concerned.has(finding)),
      notes: [changeNote(change)],
    };
  });
}

function changeNote(change: AccountChange): string {
  const status = `${change.before.status} -> ${change.after.status}`;
  const edits = counted(change.edits.length, "setting");
  return staysOnPrevious(change)
    ? `${status}: they stay on the policy they have; ${edits} would change`
    : `${status}; ${edits} change`;
}

function suite(
  name: string,
  cases: readonly Case[],
  isFailure: (finding: Finding) => boolean,
  words: (finding: Finding) => FindingWords,
): XmlElement {
  const classname = `org-backup.${name}`;
  return {
    name: "testsuite",
    attributes: {
      name: classname,
      tests: cases.length,
      failures: cases.filter(({ findings }) => findings.some(isFailure)).length,
      errors: 0,
      skipped: 0,
      time: 0,
    },
    content: cases.map((item) => testCase(item, classname, isFailure, words)),
  };
}

function testCase(
  { name, findings, notes }: Case,
  classname: string,
  isFailure: (finding: Finding) => boolean,
  words: (finding: Finding) => FindingWords,
): XmlElement {
  const failures = findings.filter(isFailure);
  const told = [
    ...notes,
    ...findings.filter((finding) => !isFailure(finding)).map((finding) => inLines(finding, words(finding))),
  ];
  const [first] = failures;
  return {
    name: "testcase",
    attributes: { name, classname, time: 0 },
    content: [
      ...(first === undefined ? [] : [failure(first, failures, words)]),
      ...(told.length === 0 ? [] : [{ name: "system-out", attributes: {}, content: told.join("\n\n") }]),
    ],
  };
}

/** One failure a test case, since some readers show no second one. */
function failure(
  first: Finding,
  all: readonly Finding[],
  words: (finding: Finding) => FindingWords,
): XmlElement {
  const more = all.length - 1;
  return {
    name: "failure",
    attributes: {
      message: `${words(first).message}${more === 0 ? "" : ` (and ${counted(more, "more finding")})`}`,
      type: first.severity,
    },
    content: all.map((finding) => inLines(finding, words(finding))).join("\n\n"),
  };
}

function inLines(
  { rule, severity }: Finding,
  { message, path, accounts, policies, requirement, acknowledged, hint }: FindingWords,
): string {
  return [`${severity} ${rule}: ${message}`, path, accounts, policies, requirement, acknowledged, hint]
    .filter((line) => line !== undefined)
    .join("\n");
}
