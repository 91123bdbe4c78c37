import { mayDiffer } from "../review/may-differ";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { WORST_FIRST } from "../text/severity";
import type { Severity } from "../text/severity";
import { findingWords, inOneParagraph } from "./finding-words";
import { counted } from "../text/counted";
import type { Locate, SourceLocation } from "./source-location";
import { escapeControl } from "../text/escape-control";

/** GitHub shows this many annotations of each level for one step and silently drops the rest. */
const MAX_ANNOTATIONS = 10;

/** The findings of a review as workflow commands: GitHub shows them on the lines that they are about. */
export function reviewGithub(review: Review, locate: Locate): string {
  const words = findingWords(review);
  const annotations = [
    ...(review.remarks ?? []).map((remark) =>
      annotation("notice", { title: "org-backup" }, escapeControl(remark)),
    ),
    ...review.findings.map((finding) =>
      // What someone has accepted is shown, and alarms no one.
      annotation(
        finding.acknowledged === undefined ? finding.severity : "notice",
        { ...placeOf(finding, locate), title: finding.rule },
        inOneParagraph(words(finding)),
      ),
    ),
  ];
  return WORST_FIRST.flatMap((level) =>
    atMost(
      level,
      annotations.filter((item) => item.level === level),
    ),
  )
    .map(({ level, properties, message }) => `${workflowCommand(level, properties, message)}\n`)
    .join("");
}

interface Annotation {
  readonly level: Severity;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
}

function annotation(level: Severity, properties: Annotation["properties"], message: string): Annotation {
  return { level, properties, message };
}

function atMost(level: Severity, all: readonly Annotation[]): readonly Annotation[] {
  if (all.length <= MAX_ANNOTATIONS) {
    return all;
  }
  const rest = all.length - MAX_ANNOTATIONS + 1;
  const message = `${counted(rest, `more ${level}`)}: see the summary of this run.`;
  return [...all.slice(0, MAX_ANNOTATIONS - 1), annotation(level, { title: "org-backup" }, message)];
}

function placeOf({ policies }: Finding, locate: Locate): Record<string, string | number> {
  const found = policies
    .map(locate)
    .find((location): location is SourceLocation & { file: string } => location?.file !== undefined);
  return found === undefined
    ? {}
    : {
        file: found.file,
        ...(found.line === undefined ? {} : { line: found.line }),
        ...(found.column === undefined ? {} : { col: found.column }),
      };
}

/** One workflow command; nothing in its properties or message can end it or begin another. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${list.length === 0 ? "" : ` ${list.join(",")}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.toWellFormed().replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** What later steps of a workflow may ask for. */
export function githubOutputs(review: Review): ReadonlyMap<string, string> {
  const {
    accounts,
    changed,
    withheld,
    unchanged,
    mayChange,
    notKnowable,
    findings,
    acknowledged = 0,
  } = review.summary;
  return new Map(
    Object.entries({
      "any-change": String(mayDiffer(review)),
      accounts: String(accounts),
      changed: String(changed),
      withheld: String(withheld),
      unchanged: String(unchanged),
      "may-change": String(mayChange),
      "not-knowable": String(notKnowable),
      errors: String(findings.error),
      warnings: String(findings.warning),
      notices: String(findings.notice),
      acknowledged: String(acknowledged),
      ...(review.digest === undefined ? {} : { digest: review.digest }),
    }),
  );
}

/**
 * Outputs as the file that GITHUB_OUTPUT names takes them.
 *
 * @param delimiter random, so that no value can hold it
 */
export function githubOutputText(outputs: ReadonlyMap<string, string>, delimiter: string): string {
  return [...outputs].map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`).join("");
}
