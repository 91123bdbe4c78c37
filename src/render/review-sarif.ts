import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { findingWords, inOneParagraph } from "./finding-words";
import { sarif } from "./sarif";
import { parseOrigin } from "./source-location";
import type { SarifResult } from "./sarif";
import type { Locate, SourceLocation } from "./source-location";
import { escapeControl } from "../text/escape-control";

/** Ids beyond this many stay out of a result: code scanning services bound the size of a report. */
const MAX_ACCOUNTS = 100;

export interface SarifReviewOptions {
  /**
   * The file that stands for findings written in no file: code scanning services refuse results without
   * one.
   */
  readonly fallbackFile?: string;
}

/** The findings of a review for code scanning: SARIF 2.1.0. */
export function reviewSarif(review: Review, locate: Locate, options: SarifReviewOptions = {}): string {
  const words = findingWords(review);
  const results = review.findings.map((finding): SarifResult => ({
    rule: finding.rule,
    severity: finding.severity,
    message: inOneParagraph(words(finding)),
    locations: locationsOf(finding, locate, options.fallbackFile),
    fingerprint: fingerprint(finding, review),
    ...(finding.acknowledged === undefined ? {} : { accepted: escapeControl(finding.acknowledged.reason) }),
    properties: {
      accountCount: finding.accounts.length,
      accounts: finding.accounts.slice(0, MAX_ACCOUNTS),
      policies: finding.policies,
      ...(finding.path === "" ? {} : { path: escapeControl(finding.path) }),
    },
  }));
  return sarif(results, review.remarks?.map(escapeControl));
}

/** Where the policies are written that the finding is about, then the requirement; those in a file come first. */
function locationsOf(
  { policies, requirement }: Finding,
  locate: Locate,
  fallbackFile: string | undefined,
): readonly SourceLocation[] {
  const found = [
    ...policies.flatMap((id) => locate(id) ?? []),
    ...(requirement === undefined ? [] : [parseOrigin(requirement.where)]),
  ];
  const [first, ...others] = [
    ...found.filter(({ file }) => file !== undefined),
    ...found.filter(({ file }) => file === undefined),
  ];
  if (first?.file !== undefined || fallbackFile === undefined) {
    return first === undefined ? [] : [first, ...others];
  }
  return [{ ...first, file: fallbackFile, line: 1 }, ...others];
}

/** What stays the same while a finding's numbers change: its rule, its place and its policies. */
function fingerprint({ rule, path, policies }: Finding, { policyNames }: Review): string {
  return escapeControl(JSON.stringify([rule, path, ...policies.map((id) => policyNames.get(id) ?? id)]));
}
