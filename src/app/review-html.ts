import type { EffectivePolicies } from "../organization/effective-policies";
import type { Review } from "../review/review";
import { pageParts } from "./page-parts";
import { writePage } from "./write-page";

export interface ReviewHtmlOptions {
  /** The time of the review: the backups to come are counted from there. */
  readonly at: Date;
  /** @default "Backup policy review" */
  readonly title?: string;
}

/**
 * The review as one file that needs no network: the organization as a tree, every account's policy before
 * and after with the origin of each value, the backups to come, and what is covered. All of that is computed in
 * the browser when it is shown, from the two organizations that the page holds.
 */
export function reviewHtml(
  review: Review,
  before: EffectivePolicies,
  after: EffectivePolicies,
  { at, title }: ReviewHtmlOptions,
): string {
  return writePage({ review, before, after, at, title }, pageParts());
}
