import { OrgBackupError } from "../org-backup-error";
import type { Finding } from "../text/finding";
import { REVIEW_RULES } from "../review/rules";
import { reaches, SEVERITIES } from "../text/severity";
import type { Severity } from "../text/severity";
import { didYouMeanSentence } from "../text/did-you-mean";
import type { ExitStatus } from "./cli-context";

/** What ends a run with status 2: a severity, rules whatever their severity, or both. */
export interface FailOnFindings {
  readonly severity: Severity | "none";
  readonly rules: ReadonlySet<string>;
}

/**
 * Reads `--fail-on`: severities and rules, comma-separated, repeated or both. Of several severities the
 * lowest counts; where only rules are named, no severity does.
 *
 * @throws OrgBackupError (`usage`) for a word that is neither
 */
export function parseFailOn(words: readonly string[]): FailOnFindings {
  const rules = new Set<string>();
  let severity: FailOnFindings["severity"] = "none";
  for (const word of words.flatMap((text) => text.split(",")).map((text) => text.trim())) {
    const found = SEVERITIES.find((known) => known === word);
    if (found !== undefined) {
      severity = severity !== "none" && reaches(found, severity) ? severity : found;
    } else if (REVIEW_RULES.some(({ id }) => id === word)) {
      rules.add(word);
    } else if (word !== "none") {
      const known = ["none", ...SEVERITIES, ...REVIEW_RULES.map(({ id }) => id)];
      throw new OrgBackupError(
        "usage",
        `--fail-on expects none, notice, warning, error or the id of a rule, found ${JSON.stringify(word)}.${didYouMeanSentence(word, known)}`,
        { hint: "`org-backup help findings` lists the rules." },
      );
    }
  }
  return { severity, rules };
}

/** 2 where a finding that nobody has acknowledged is at or above the severity, or of one of the rules. */
export function statusOfFindings(
  { severity, rules }: FailOnFindings,
  findings: readonly Finding[],
): ExitStatus {
  const fails = findings.some(
    (finding) =>
      finding.acknowledged === undefined &&
      (rules.has(finding.rule) || (severity !== "none" && reaches(finding.severity, severity))),
  );
  return fails ? 2 : 0;
}
