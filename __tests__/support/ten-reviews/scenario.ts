import type { Organization } from "../../../src/organization/organization";
import type { Finding } from "../../../src/text/finding";

/** What a review is made from. */
export interface Scenario {
  readonly before: Organization;
  readonly after: Organization;
  readonly findings: readonly Finding[];
}
