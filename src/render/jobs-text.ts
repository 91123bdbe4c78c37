import { accountNameOrId } from "../organization/account-name-or-id";
import type { AccountJobs, FailureGroup, OutcomeCounts } from "../jobs/job-summary";
import { accountsByVerdict } from "../jobs/jobs-report";
import type { JobsReport } from "../jobs/jobs-report";
import { failureRate } from "../jobs/job-summary";
import { outcomeOf } from "../jobs/job";
import type { JobOutcome } from "../jobs/job";
import type { Finding } from "../text/finding";
import type { Severity } from "../text/severity";
import { formatTable } from "../text/format-table";
import type { Column } from "../text/format-table";
import {
  accountName,
  accountsWords,
  minutesWords,
  OUTCOME_WORDS,
  OUTCOMES,
  percent,
  placesWords,
  scopeWords,
  utc,
  VERDICT_WORDS,
  VERDICTS,
} from "./jobs-words";
import { openRows, RESOURCE_JOBS_HEADS, resourceJobsWords, rowCells } from "./resource-jobs-words";
import { restWords } from "./resource-coverage-words";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { Style, TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";
import { grouped } from "../text/grouped";

/** More rows than this are nothing to read on a terminal: JSON and HTML hold all. */
const MAX_FINDINGS = 20;
const MAX_FAILURES = 10;
const MAX_ACCOUNTS = 20;

/** The report for a terminal: what is not as planned first, then sums. */
export function jobsText(report: JobsReport, options: TextOptions): string {
  const { style, width } = options;
  const blocks = [
    [style.bold(wrapText(`Jobs from ${scopeWords(report)}`, width))],
    protectionLines(report, options),
    findingLines(report, options),
    resourceLines(report, options),
    sumLines(report, options),
    failureLines(report, options),
    accountLines(report, options),
    jobLines(report, options),
    noteLines(report, options),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function protectionLines(report: JobsReport, { style, width }: TextOptions): readonly string[] {
  if (report.planned === undefined) {
    return [];
  }
  const groups = accountsByVerdict(report.planned);
  return VERDICTS.flatMap((verdict) => {
    const accounts = groups.get(verdict) ?? [];
    if (accounts.length === 0) {
      return [];
    }
    const text = wrapText(`${counted(accounts.length, "account")} ${VERDICT_WORDS[verdict]}`, width);
    switch (verdict) {
      case "unprotected":
        return [style.red(text)];
      case "protected":
        return [style.green(text)];
      case "late":
      case "not-read":
      case "not-knowable":
        return [style.yellow(text)];
      default:
        return [text];
    }
  });
}

function findingLines(report: JobsReport, options: TextOptions): readonly string[] {
  // What AWS did not tell stands at the end, with its own heading.
  const findings = report.findings.filter(({ rule }) => rule !== "information-missing");
  const rest = findings.length - MAX_FINDINGS;
  const shown = findings.slice(0, MAX_FINDINGS).flatMap((finding) => findingText(report, finding, options));
  return findings.length === 0
    ? []
    : [
        options.style.bold("Not as planned"),
        ...shown,
        ...(rest > 0 ? [`  and ${counted(rest, "more finding")}: --format json lists all`] : []),
      ];
}

const MAX_RESOURCE_ROWS = 15;

/** Selected is what policies say, backed up is what jobs say. */
function resourceLines(report: JobsReport, { style, width }: TextOptions): readonly string[] {
  const { resources } = report;
  if (resources === undefined) {
    return [];
  }
  const name = (id: string): string => accountNameOrId(report.organization, id);
  const rows = openRows(resources);
  const rest = rows.length - MAX_RESOURCE_ROWS;
  return [
    style.bold("Resources: selected by policies, and backed up by jobs"),
    ...resourceJobsWords(resources).map((words) => wrapText(words, width, "  ")),
    ...(rows.length === 0
      ? []
      : formatTable(
          RESOURCE_JOBS_HEADS.map((head, index): Column => (index < 2 ? { head } : { head, align: "right" })),
          rows.slice(0, MAX_RESOURCE_ROWS).map((row) => rowCells(row, name).map(escapeControl)),
          "  ",
        )),
    ...(rest > 0 ? [`  and ${counted(rest, "more row")}: --format json lists all`] : []),
    ...restWords(resources, name).map((words) => style.dim(wrapText(escapeControl(words), width, "  "))),
  ];
}

function findingText(report: JobsReport, finding: Finding, { style, width }: TextOptions): readonly string[] {
  const { severity, rule, places = [], accounts, message, hint } = finding;
  return [
    `  ${colored(severity, style)} ${rule}`,
    ...(places.length === 0 ? [] : [wrapText(placesWords(places), width, "    ")]),
    wrapText(`${counted(accounts.length, "account")}: ${accountsWords(report, accounts)}`, width, "    "),
    wrapText(escapeControl(message), width, "    "),
    style.dim(wrapText(escapeControl(hint), width, "    ")),
  ];
}

function colored(severity: Severity, style: Style): string {
  return severity === "error"
    ? style.red(severity)
    : severity === "warning"
      ? style.yellow(severity)
      : severity;
}

/** Rare outcomes have a column only where there are any: rows stay short. */
function shownOutcomes({ summary }: JobsReport): readonly JobOutcome[] {
  return OUTCOMES.filter(
    (outcome) => outcome === "failed" || outcome === "completed" || summary.outcomes[outcome] > 0,
  );
}

function countColumns(outcomes: readonly JobOutcome[]): readonly Column[] {
  return [
    ...outcomes.map((outcome): Column => ({ head: OUTCOME_WORDS[outcome], align: "right" })),
    { head: "failed of ended", align: "right" },
  ];
}

function countCells(outcomes: readonly JobOutcome[], counts: OutcomeCounts): readonly string[] {
  return [...outcomes.map((outcome) => grouped(counts[outcome])), percent(failureRate(counts))];
}

function sumLines(report: JobsReport, { style }: TextOptions): readonly string[] {
  const { summary } = report;
  const outcomes = shownOutcomes(report);
  const kinds = [...new Set(summary.states.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const counts = { completed: 0, partial: 0, failed: 0, unfinished: 0 };
    for (const row of summary.states) {
      if (row.kind === kind) {
        counts[outcomeOf(row.state)] += row.count;
      }
    }
    return [kind, ...countCells(outcomes, counts)];
  });
  const issues =
    summary.completedWithIssues === 0
      ? []
      : [
          `  ${counted(summary.completedWithIssues, "job")} completed with issues: AWS gave a message all the same`,
        ];
  return [
    style.bold(summary.total === 0 ? "No jobs" : counted(summary.total, "job")),
    ...(rows.length === 0 ? [] : formatTable([{ head: "kind" }, ...countColumns(outcomes)], rows, "  ")),
    ...issues,
  ];
}

function failureLines({ summary }: JobsReport, options: TextOptions): readonly string[] {
  const { failures, otherFailures } = summary;
  const rest = failures.length - MAX_FAILURES;
  return failures.length === 0
    ? []
    : [
        options.style.bold("Why jobs failed"),
        ...failures.slice(0, MAX_FAILURES).flatMap((group) => failureText(group, options)),
        ...(rest > 0 ? [`  and ${counted(rest, "rarer message")}`] : []),
        ...(otherFailures > 0 ? [`  and ${counted(otherFailures, "job")} with other messages`] : []),
      ];
}

function failureText(group: FailureGroup, { style, width }: TextOptions): readonly string[] {
  const { count, accountCount, kind, state, resourceTypes, example, explanation } = group;
  const types = resourceTypes.length === 0 ? "" : ` of ${resourceTypes.map(escapeControl).join(", ")}`;
  const title = `${counted(count, `${kind} job`)}${types} in ${counted(accountCount, "account")}, ${escapeControl(state)}`;
  return [
    wrapText(title, width, "  "),
    wrapText(`AWS: ${escapeControl(example)}`, width, "    "),
    wrapText(`usual cause: ${explanation.cause}`, width, "    "),
    style.dim(wrapText(`fix: ${explanation.fix}`, width, "    ")),
  ];
}

function accountLines(report: JobsReport, { style }: TextOptions): readonly string[] {
  const { accounts } = report.summary;
  const outcomes = shownOutcomes(report);
  const rest = accounts.length - MAX_ACCOUNTS;
  return accounts.length === 0
    ? []
    : [
        style.bold("Accounts, most failures first"),
        ...formatTable(
          [{ head: "account" }, { head: "name" }, ...countColumns(outcomes), { head: "last good backup" }],
          accounts
            .slice(0, MAX_ACCOUNTS)
            .map((account) => [
              escapeControl(account.accountId),
              accountName(report, account.accountId),
              ...countCells(outcomes, account.counts),
              lastSuccessWords(account, report.at),
            ]),
          "  ",
        ),
        ...(rest > 0 ? [`  and ${counted(rest, "more account")}: --format json lists all`] : []),
      ];
}

function lastSuccessWords({ lastSuccess }: AccountJobs, at: Date): string {
  return lastSuccess.length === 0
    ? "none"
    : lastSuccess
        .map(
          ({ plan, at: when }) =>
            `${escapeControl(plan)} ${minutesWords((at.getTime() - when.getTime()) / 60_000)} ago`,
        )
        .join(", ");
}

function jobLines(report: JobsReport, { style }: TextOptions): readonly string[] {
  return report.jobs.length === 0
    ? []
    : [
        style.bold("Latest jobs"),
        ...formatTable(
          ["created", "kind", "state", "account", "Region", "type", "vault", "message"].map((head) => ({
            head,
          })),
          report.jobs.map((job) => [
            utc(job.createdAt),
            job.kind,
            escapeControl(job.state),
            escapeControl(job.accountId),
            escapeControl(job.region),
            escapeControl(job.resourceType),
            escapeControl(job.vault),
            escapeControl(job.message).slice(0, LONGEST_MESSAGE),
          ]),
          "  ",
        ),
      ];
}

const LONGEST_MESSAGE = 100;

function noteLines({ missing, notes }: JobsReport, { style, width }: TextOptions): readonly string[] {
  return [
    ...(missing.length === 0 ? [] : [style.yellow("Not known, so the answer is incomplete")]),
    ...missing.flatMap(({ part, why, hint }) => [
      style.yellow(wrapText(`${escapeControl(part)}: ${escapeControl(why)}`, width, "  ")),
      ...(hint === undefined ? [] : [style.dim(wrapText(escapeControl(hint), width, "    "))]),
    ]),
    ...notes.map((note) => style.dim(wrapText(`note: ${escapeControl(note)}`, width))),
  ];
}
