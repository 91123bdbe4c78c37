import { reviewHtml } from "../../src/app/review-html";
import { pagePartsOfSources } from "./page-parts";
import type { TenReview } from "./ten-reviews";

/** A review as its page. */
export function pageOf({ review, before, after, at }: TenReview): string {
  return reviewHtml(review, before, after, { at }, pagePartsOfSources());
}
