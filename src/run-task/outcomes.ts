import { counted } from "../text/counted";
import { headline } from "../render/review/headline";
import { worstFirst } from "../render/review/worst-first";
import { changeDetail } from "../render/review-markdown/change-markdown";
import { codeSpan, forMarkdown } from "../render/review-markdown/for-markdown";
import { escapeControl } from "../text/escape-control";
import { mayDiffer } from "../review/may-differ";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import type { Severity } from "../text/severity";
import { grouped } from "../text/grouped";

/** A detail of a task's result, as HCP Terraform takes it. */
export interface TaskOutcome {
  readonly type: "task-result-outcomes";
  readonly attributes: {
    readonly "outcome-id": string;
    readonly description: string;
    /** Markdown. */
    readonly body: string;
    readonly tags: Readonly<Record<string, readonly TaskTag[]>>;
  };
}

interface TaskTag {
  readonly label: string;
  readonly level: "none" | "info" | "warning" | "error";
}

/** HCP Terraform advises less than a megabyte for a body; ours stay well below, all together too. */
const MAX_BODY_BYTES = 100_000;
const MAX_FINDINGS = 100;

/** The review in details: one for every rule that found something, one for the changes. */
export function reviewOutcomes(
  review: Review,
  isFailure: (finding: Finding) => boolean,
): readonly TaskOutcome[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of review.findings) {
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  }
  return [
    ...[...byRule].map(([rule, findings]) => ruleOutcome(rule, findings, review, isFailure)),
    changesOutcome(review),
  ];
}

function ruleOutcome(
  rule: string,
  findings: readonly Finding[],
  review: Review,
  isFailure: (finding: Finding) => boolean,
): TaskOutcome {
  const [first] = findings;
  const severity = first?.severity ?? "notice";
  const more = findings.length === 1 ? "" : ` (${counted(findings.length, "finding")})`;
  const blocks = findings.slice(0, MAX_FINDINGS).map((finding) => findingBlock(finding, review));
  return outcome(rule, `${rule}: ${first?.message ?? ""}${more}`, blocks, findings.length, {
    Status: [statusTag(findings, isFailure)],
    Severity: [{ label: SEVERITY_LABELS[severity], level: LEVELS[severity] }],
  });
}

const LEVELS: Readonly<Record<Severity, TaskTag["level"]>> = {
  error: "error",
  warning: "warning",
  notice: "info",
};
const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  error: "Error",
  warning: "Warning",
  notice: "Notice",
};

function statusTag(findings: readonly Finding[], isFailure: (finding: Finding) => boolean): TaskTag {
  if (findings.some(isFailure)) {
    return { label: "Failed", level: "error" };
  }
  return findings.every(({ acknowledged }) => acknowledged !== undefined)
    ? { label: "Acknowledged", level: "none" }
    : { label: "Passed", level: "info" };
}

function findingBlock(finding: Finding, { policyNames }: Review): string {
  const { severity, message, path, policies, hint, acknowledged } = finding;
  const count = finding.accounts.length;
  const names = policies.slice(0, 6).map((id) => codeSpan(policyNames.get(id) ?? id, 80));
  return [
    `**${SEVERITY_LABELS[severity]}**: ${forMarkdown(message)}`,
    ...(count === 0
      ? []
      : [
          `- ${counted(count, "account")}: ${codeSpan(finding.scope ?? finding.accounts.slice(0, 6).join(", "), 300)}`,
        ]),
    ...(path === "" ? [] : [`- at ${codeSpan(path)}`]),
    ...(names.length === 0
      ? []
      : [`- from ${names.join(", ")}${policies.length > 6 ? ` and ${policies.length - 6} more` : ""}`]),
    ...(acknowledged === undefined ? [] : [`- acknowledged: ${forMarkdown(acknowledged.reason)}`]),
    `- ${forMarkdown(hint)}`,
  ].join("\n");
}

function changesOutcome(review: Review): TaskOutcome {
  const { changes, policyNames, summary } = review;
  const blocks = worstFirst(changes).map((change) => changeDetail(change, policyNames));
  return outcome("changes", headline(summary), blocks, changes.length, {
    Status: [
      changes.length > 0
        ? { label: counted(changes.length, "change"), level: "info" }
        : mayDiffer(review)
          ? { label: "Not certain", level: "warning" }
          : { label: "No changes", level: "none" },
    ],
  });
}

function outcome(
  id: string,
  description: string,
  blocks: readonly string[],
  total: number,
  tags: TaskOutcome["attributes"]["tags"],
): TaskOutcome {
  const shown = fitting(blocks);
  const missing = total - shown.length;
  const body = [
    ...shown,
    ...(missing === 0 ? [] : [`**And ${grouped(missing)} more: run \`org-backup plan\` for all of them.**`]),
  ];
  return {
    type: "task-result-outcomes",
    attributes: {
      "outcome-id": id,
      description: escapeControl(description).slice(0, 300),
      body: `${body.join("\n\n")}\n`,
      tags,
    },
  };
}

function fitting(blocks: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = blocks.findIndex((block) => (bytes += Buffer.byteLength(block) + 2) > MAX_BODY_BYTES);
  return end < 0 ? blocks : blocks.slice(0, end);
}
