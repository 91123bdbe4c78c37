import type { Finding } from "../text/finding";
import { adviceFor } from "./advice/advice-rules";
import { parsePolicyDocument } from "./document";
import type { PolicyDocument, PolicyFormat } from "./document";
import type { CheckContext } from "./validate/check";
import { checkArchive } from "./validate/check-archive";
import { checkContinuousBackup } from "./validate/check-continuous-backup";
import { checkGroups } from "./validate/check-groups";
import { checkSchedule } from "./validate/check-schedule";
import { checkSize } from "./validate/check-size";
import { checkTagName } from "./validate/check-tag-name";
import { COMPILED_GRAMMAR } from "./validate/compiled";
import { Findings } from "./validate/findings";
import { readContainer } from "./validate/read-container";
import type { Reading } from "./validate/reading";
import { ScheduleValidator } from "./validate/schedule-decision";

/** What AWS would say to a document, and what we advise. */
export interface PolicyValidation {
  /** Whether CreatePolicy accepts the document at the given time; advice never changes it. */
  readonly accepted: boolean;
  /** Refusals as errors, advice as warnings and notices; refusals first, in the order of the text. */
  readonly issues: readonly Finding[];
}

export interface ValidationOptions {
  /** The moment of the call to AWS: whether a schedule is accepted depends on its next runs. */
  readonly at: Date;
}

/** Predicts what CreatePolicy says to a document, all problems at once, and adds advice. */
export function validatePolicy(document: PolicyDocument, options: ValidationOptions): PolicyValidation {
  const findings = findingsOf(document, options, adviceFor);
  return { accepted: findings.accepted, issues: findings.issues() };
}

/** Only what AWS refuses a document for: much faster than with advice. */
export function policyRefusals(document: PolicyDocument, options: ValidationOptions): readonly Finding[] {
  return findingsOf(document, options, () => []).issues();
}

/** The same of a text; one that cannot be read is refused. */
export function policyTextRefusals(
  text: string,
  options: ValidationOptions & { readonly format?: PolicyFormat },
): readonly Finding[] {
  const result = parsePolicyDocument(text, options.format);
  return result.ok ? policyRefusals(result.document, options) : result.issues;
}

function findingsOf(
  document: PolicyDocument,
  { at }: ValidationOptions,
  adviceOn: typeof adviceFor,
): Findings {
  const findings = new Findings(document);
  const reading: Reading = { document, findings, containers: [], isUnusual: false };
  checkSize(document, findings);
  readContainer(document.root, COMPILED_GRAMMAR, undefined, undefined, reading);
  const { isUnusual } = reading;
  const context: CheckContext = { document, findings, at, schedules: new ScheduleValidator(at), isUnusual };
  for (const view of reading.containers) {
    checkGroups(view, context);
    switch (view.grammar.concept) {
      case "tag":
        checkTagName(view, context);
        break;
      case "lifecycle":
        checkArchive(view, context);
        break;
      case "rule":
        checkSchedule(view, context);
        checkContinuousBackup(view, context);
        break;
      default:
    }
    for (const advice of adviceOn(view.grammar)) {
      advice.check(view, context)?.forEach((occurrence) => {
        findings.advise(advice, occurrence);
      });
    }
  }
  return findings;
}

/** Like {@link validatePolicy}, from a text; a text that cannot be read is refused. */
export function validatePolicyText(
  text: string,
  options: ValidationOptions & { readonly format?: PolicyFormat },
): PolicyValidation {
  const result = parsePolicyDocument(text, options.format);
  return result.ok ? validatePolicy(result.document, options) : { accepted: false, issues: result.issues };
}
