import type { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { PlacedAcknowledgement } from "./acknowledgement";
import type { Review } from "./review";

/** The review that synthesis writes beside CDKTF's manifest. */
export const REVIEW_FILE = "backup-review.json";

/** A review with what a later review of the same code takes from it. */
export interface SynthesizedReview {
  /** The time for which schedules were checked. */
  readonly at: Date;
  readonly review: Review;
  /** The organization as it is; undefined if the app does not name it. */
  readonly organization?: Organization;
  /** The roles and vaults that the app creates or declares as existing; undefined without an organization. */
  readonly environment?: BackupEnvironment;
  /** The id by which the app signs its policies; undefined if it has none. */
  readonly owner?: string;
  /** What the code accepts. */
  readonly acknowledgements: readonly PlacedAcknowledgement[];
}
