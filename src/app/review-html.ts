import { gzipSync } from "node:zlib";
import type { EffectivePolicies } from "../organization/effective-policies";
import { packedPageData } from "../page/page-data";
import type { PageBasis } from "../page/page-data";
import { reviewPage } from "../page/review-page";
import type { PageParts } from "../page/review-page";
import type { Review } from "../review/review";
import { pageParts } from "./page-parts";

export interface ReviewHtmlOptions extends PageBasis {
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
  options: ReviewHtmlOptions,
  parts: PageParts = pageParts(),
): string {
  const { at, title = "Backup policy review", facts, context } = options;
  const packed = packedPageData(review, before, after, { at, title, facts, context });
  return reviewPage({
    ...parts,
    review,
    at,
    title,
    organization: after.organization.settings.id,
    data: gzipSync(packed, { level: 9 }).toString("base64"),
  });
}
