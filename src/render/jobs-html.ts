import { sha256Base64 } from "../text/sha256";
import type { RuleOutcome } from "../jobs/judge-account";
import { accountsByVerdict } from "../jobs/jobs-report";
import type { JobsReport } from "../jobs/jobs-report";
import { escapeHtml } from "./html/escape-html";
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
import { counted } from "../text/counted";
import { escapeControl } from "../text/escape-control";

/** The report as one file that needs no network and runs no script. */
export function jobsHtml(report: JobsReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>AWS Backup jobs</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title(report)}</h1><p>${forHtml(scopeWords(report))}</p></header>
<main>
${[
  missing(report),
  protection(report),
  findings(report),
  failures(report),
  accounts(report),
  jobs(report),
  notes(report),
]
  .filter((section) => section !== "")
  .join("\n")}
</main>
<footer>Made by <code>org-backup jobs --format html</code>; it needs no network.</footer>
</body>
</html>
`;
}

function title({ planned, summary }: JobsReport): string {
  if (planned === undefined) {
    return forHtml(counted(summary.total, "job"));
  }
  const open = accountsByVerdict(planned).get("unprotected")?.length ?? 0;
  return forHtml(`${counted(open, "account")} of ${planned.length.toLocaleString("en-US")} not protected`);
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
      count.toLocaleString("en-US"),
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
        ...OUTCOMES.map((name) => (account?.counts[name] ?? 0).toLocaleString("en-US")),
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

function section(heading: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `<section><h2>${forHtml(heading)}</h2>${parts.join("\n")}</section>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0
    ? []
    : [
        `<div class="wide" tabindex="0"><table><thead><tr>${heads.map((head) => `<th scope="col">${forHtml(head)}</th>`).join("")}</tr></thead>`,
        `<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</tbody></table></div>`,
      ];
}

/** Names and messages come from accounts: nothing in them may become markup or steer the reading. */
function forHtml(text: string): string {
  return escapeHtml(escapeControl(text));
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:80rem;padding:1rem 1.5rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
td{font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
.hint{color:light-dark(#555,#aaa)}
.error,.unprotected{color:light-dark(#b00020,#ff8a8a);font-weight:600}
.warning,.late,.not-read,.not-knowable{color:light-dark(#7a4b00,#ffc46b)}
.protected{color:light-dark(#146c2e,#7fd99a)}
footer{margin:2rem 0;color:light-dark(#555,#aaa)}`;

const STYLE_DIGEST = sha256Base64(STYLE);
