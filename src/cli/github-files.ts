import { randomUUID } from "node:crypto";
import { appendFileSync, statSync } from "node:fs";
import { OrgBackupError } from "../org-backup-error";
import { githubOutputs, githubOutputText } from "../render/review-github";
import { reviewMarkdown } from "../render/review-markdown";
import type { Review } from "../review/review";

/** GitHub drops the whole summary of a step that is larger than a mebibyte. */
const MAX_SUMMARY = 1024 * 1024;
const LARGEST_REVIEW = 500_000;
const LEAST_REVIEW = 1000;

/**
 * Adds the review to the summary and the outputs of a step of GitHub Actions, where it runs in one.
 *
 * @throws OrgBackupError (`input`) where the files that GitHub names cannot be written
 */
export function writeGithubFiles(
  review: Review,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = environment;
  if (summary !== undefined && summary !== "") {
    const budget = Math.min(LARGEST_REVIEW, MAX_SUMMARY - sizeOf(summary) - 1);
    if (budget >= LEAST_REVIEW) {
      append(summary, `${reviewMarkdown(review, { budget })}\n`);
    }
  }
  if (output !== undefined && output !== "") {
    append(output, githubOutputText(githubOutputs(review), `org-backup-${randomUUID()}`));
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (cause) {
    throw new OrgBackupError(
      "input",
      `The file that GitHub names cannot be written: ${(cause as Error).message}`,
      { where: file, cause },
    );
  }
}
