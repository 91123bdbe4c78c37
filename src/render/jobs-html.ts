import { accountNameOrId } from "../organization/account-name-or-id";
import type { RuleOutcome } from "../jobs/judge-account";
import { accountsByVerdict } from "../jobs/jobs-report";
import type { JobsReport } from "../jobs/jobs-report";
import { escapeHtml } from "./html/escape-html";
import { forHtml, section, staticPage, table } from "./html/static-page";
import {
  accountName,
  accountsWords,
  minutesWords,
  OUTCOME_WORDS,
  OUTCOMES,
  percent,
  placesWords,
  RUN_WORDS,
  scopeWords,
  utc,
  VERDICT_WORDS,
  VERDICTS,
} from "./jobs-words";
import { openRows, RESOURCE_JOBS_HEADS, resourceJobsWords, rowCells } from "./resource-jobs-words";
import { restWords } from "./resource-coverage-words";
import { counted } from "../text/counted";
import { grouped } from "../text/grouped";

/** The report as one file that needs no network and runs no script. */
export function jobsHtml(report: JobsReport): string {
  return staticPage({
    title: "AWS Backup jobs",
    heading: title(report),
    lead: scopeWords(report),
    sections: [
      missing(report),
      protection(report),
      findings(report),
      resourceJobs(report),
      failures(report),
      accounts(report),
      jobs(report),
      notes(report),
    ],
    command: "org-backup jobs --format html",
  });
}

function title({ planned, summary }: JobsReport): string {
  if (planned === undefined) {
    return counted(summary.total, "job");
  }
  const open = accountsByVerdict(planned).get("unprotected")?.length ?? 0;
  return `${counted(open, "account")} of ${grouped(planned.length)} not protected`;
}

function missing(report: JobsReport): string {
  return section(
    "Not known",
    report.missing.map(
      ({ part, why, hint }) =>
        `<p class="warning"><strong>${forHtml(part)}</strong>: ${forHtml(why)}${hint === undefined ? "" : ` <span class="hint">${forHtml(hint)}</span>`}</p>`,
    ),
  );
}

function protection({ planned }: JobsReport): string {
  if (planned === undefined) {
    return "";
  }
  const groups = accountsByVerdict(planned);
  const items = VERDICTS.flatMap((verdict) => {
    const count = groups.get(verdict)?.length ?? 0;
    return count === 0
      ? []
      : [`<li class="${verdict}">${forHtml(`${counted(count, "account")} ${VERDICT_WORDS[verdict]}`)}</li>`];
  });
  return section("Planned against actual", [`<ul>${items.join("")}</ul>`]);
}

/** Selected is what policies say, backed up is what jobs say. */
function resourceJobs(report: JobsReport): string {
  const { resources } = report;
  if (resources === undefined) {
    return "";
  }
  const name = (id: string): string => accountNameOrId(report.organization, id);
  return section("Resources: selected by policies, and backed up by jobs", [
    `<ul>${resourceJobsWords(resources)
      .map((words) => `<li>${forHtml(words)}</li>`)
      .join("")}</ul>`,
    ...table(
      [...RESOURCE_JOBS_HEADS],
      openRows(resources).map((row) => rowCells(row, name).map(forHtml)),
    ),
    ...restWords(resources, name).map((words) => `<p>${forHtml(words)}</p>`),
  ]);
}

function findings(report: JobsReport): string {
  const { findings: all } = report;
  const rows = all
    .filter(({ rule }) => rule !== "information-missing")
    .map(({ severity, rule, places = [], accounts: whose, message, hint }) => [
      `<span class="${severity}">${severity}</span>`,
      `${forHtml(rule)}<br>${escapeHtml(placesWords(places))}`,
      `${forHtml(counted(whose.length, "account"))}<br>${forHtml(accountsWords(report, whose))}`,
      `${forHtml(message)} <span class="hint">${forHtml(hint)}</span>`,
    ]);
  return section("Not as planned", table(["severity", "finding", "accounts", "what and what to do"], rows));
}

function failures({ summary }: JobsReport): string {
  const rows = summary.failures.map(
    ({ count, kind, state, accountCount, resourceTypes, example, explanation }) => [
      grouped(count),
      forHtml(`${kind}, ${state}${resourceTypes.length === 0 ? "" : `: ${resourceTypes.join(", ")}`}`),
      forHtml(counted(accountCount, "account")),
      forHtml(example),
      `${forHtml(explanation.cause)} <span class="hint">${forHtml(explanation.fix)}</span>`,
    ],
  );
  return section(
    "Why jobs failed",
    table(["jobs", "kind", "accounts", "in AWS's words", "usual cause and fix"], rows),
  );
}

function accounts(report: JobsReport): string {
  const { summary, planned } = report;
  const verdicts = new Map((planned ?? []).map((account) => [account.accountId, account]));
  const counts = new Map(summary.accounts.map((account) => [account.accountId, account]));
  const ids = [...new Set([...counts.keys(), ...verdicts.keys()])];
  const rank = (id: string): number => {
    const verdict = verdicts.get(id)?.verdict;
    return verdict === undefined ? VERDICTS.length : VERDICTS.indexOf(verdict);
  };
  const rows = ids
    .sort(
      (left, right) =>
        rank(left) - rank(right) ||
        (counts.get(right)?.counts.failed ?? 0) - (counts.get(left)?.counts.failed ?? 0) ||
        (left < right ? -1 : 1),
    )
    .map((id) => {
      const account = counts.get(id);
      const outcome = verdicts.get(id);
      const last = (account?.lastSuccess ?? []).map(
        ({ plan, at }) =>
          `${forHtml(plan)} ${forHtml(utc(at))} (${forHtml(minutesWords((report.at.getTime() - at.getTime()) / 60_000))} ago)`,
      );
      return [
        `${forHtml(id)}<br>${escapeHtml(accountName(report, id))}`,
        outcome === undefined
          ? ""
          : `<span class="${outcome.verdict}">${forHtml(VERDICT_WORDS[outcome.verdict])}</span>${runs(outcome.rules)}`,
        ...OUTCOMES.map((name) => grouped(account?.counts[name] ?? 0)),
        percent(account?.failureRate),
        last.join("<br>"),
      ];
    });
  const heads = [
    "account",
    "planned",
    ...OUTCOMES.map((outcome) => OUTCOME_WORDS[outcome]),
    "failed of ended",
    "last good backup",
  ];
  return section("Accounts", table(heads, rows));
}

/** Every run that is worth a look, folded away. */
function runs(rules: readonly RuleOutcome[]): string {
  const lines = rules.flatMap(({ plan, rule, region, runs: all, next }) => {
    const name = forHtml(`${plan}/${rule} in ${region}`);
    const due = all.map(
      ({ scheduledAt, verdict, latenessMinutes }) =>
        `${name}: ${forHtml(utc(scheduledAt))} ${forHtml(RUN_WORDS[verdict])}${latenessMinutes === undefined ? "" : `, ended after ${forHtml(minutesWords(latenessMinutes))}`}`,
    );
    return due.length > 0 || next === undefined ? due : [`${name}: next ${forHtml(utc(next))}`];
  });
  return lines.length === 0
    ? ""
    : `<details><summary>runs</summary><ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul></details>`;
}

function jobs(report: JobsReport): string {
  const rows = report.jobs.map((job) => [
    forHtml(utc(job.createdAt)),
    forHtml(`${job.kind} ${job.state}`),
    forHtml(job.accountId),
    forHtml(job.region),
    forHtml(job.resourceType),
    forHtml(job.vault),
    forHtml(job.message),
  ]);
  return section(
    "Latest jobs",
    table(["created", "job", "account", "Region", "type", "vault", "message"], rows),
  );
}

function notes({ notes: all }: JobsReport): string {
  return section(
    "Notes",
    all.map((note) => `<p>${forHtml(note)}</p>`),
  );
}
