import { gzipSync } from "node:zlib";
import type { EffectivePolicies } from "../organization/effective-policies";
import { packedPageData } from "../page/page-data";
import type { PageBasis } from "../page/page-data";
import { reviewPage } from "../page/review-page";
import type { PageParts } from "../page/review-page";
import type { Review } from "../review/review";
import { sha256 } from "./sha256";

export interface PageRequest extends PageBasis {
  readonly review: Review;
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  readonly at: Date;
  /** @default "Backup policy review", or "Backup policies" of an organization as it is */
  readonly title?: string | undefined;
}

/** The page of a review, with an engine and a style. */
export function writePage(request: PageRequest, parts: PageParts): string {
  const { review, before, after, at, facts, context, command } = request;
  const { title = review.summary.state === undefined ? "Backup policy review" : "Backup policies" } = request;
  const packed = packedPageData(review, before, after, { at, title, facts, context, command });
  return reviewPage({
    ...parts,
    scriptDigest: sha256(parts.script, "base64"),
    styleDigest: sha256(parts.style, "base64"),
    review,
    at,
    title,
    organization: after.organization.settings.id,
    data: gzipSync(packed).toString("base64"),
  });
}
