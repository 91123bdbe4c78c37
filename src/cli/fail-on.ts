import { OrgBackupError } from "../org-backup-error";
import { didYouMeanSentence } from "../text/did-you-mean";
import { reaches, SEVERITIES } from "../text/severity";
import type { Severity } from "../text/severity";
import type { ExitStatus } from "./cli-context";

/** What ends a run with status 2: a severity, rules whatever their severity, or both. */
export interface FailOn {
  readonly severity: Severity | "none";
  readonly rules: ReadonlySet<string>;
}

/** What of a result counts for the exit status. */
export interface Countable {
  readonly severity: Severity;
  readonly rule?: string;
  readonly acknowledged?: unknown;
}

/**
 * Reads the words of `--fail-on`, `error` if there are none. Of several severities the lowest counts; if
 * only rules are named, no severity does. The catalogue of rules is loaded only to look one up.
 *
 * @throws OrgBackupError (`usage`) for a word that is neither a severity nor a rule
 */
export async function parseFailOn(words: readonly string[] = ["error"]): Promise<FailOn> {
  const rules = new Set<string>();
  let severity: FailOn["severity"] = "none";
  for (const word of words) {
    const found = SEVERITIES.find((each) => each === word);
    if (found !== undefined) {
      severity = severity !== "none" && reaches(found, severity) ? severity : found;
    } else if (word !== "none") {
      rules.add(await ruleNamed(word));
    }
  }
  return { severity, rules };
}

async function ruleNamed(word: string): Promise<string> {
  const { ALL_RULES } = await import("../catalogue/catalogue.js");
  if (!ALL_RULES.some(({ id }) => id === word)) {
    const known = ["none", ...SEVERITIES, ...ALL_RULES.map(({ id }) => id)];
    throw new OrgBackupError(
      "usage",
      `--fail-on expects none, notice, warning, error or the id of a rule, found ${JSON.stringify(word)}.${didYouMeanSentence(word, known)}`,
      { hint: "`org-backup help findings` lists the rules." },
    );
  }
  return word;
}

/** 2 if a finding that is not acknowledged is at or above the severity, or of one of the rules. */
export function statusOf({ severity, rules }: FailOn, findings: readonly Countable[]): ExitStatus {
  const fails = findings.some(
    (finding) =>
      finding.acknowledged === undefined &&
      ((finding.rule !== undefined && rules.has(finding.rule)) ||
        (severity !== "none" && reaches(finding.severity, severity))),
  );
  return fails ? 2 : 0;
}
