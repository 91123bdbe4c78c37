import type { SynthesizedReview } from "../review/review-file";
import { organizationFileValue } from "../organization/organization-file-value";
import { reviewDocument } from "./review-json";

/** The review as `org-backup plan --format json` prints it, and what a later review of the same code needs. */
export function reviewFileJson(reviewed: SynthesizedReview): string {
  const { at, review, organization, environment, owner, acknowledgements } = reviewed;
  const document = {
    ...reviewDocument(review),
    at: at.toISOString(),
    ...(owner === undefined ? {} : { owner }),
    acknowledgements,
    ...(organization === undefined ? {} : { organization: organizationFileValue(organization.data) }),
    ...(environment === undefined
      ? {}
      : { environment: { vaults: environment.vaults, roles: environment.roles } }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
