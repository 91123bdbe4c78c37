import { OWNER_TAG } from "../../change/ownership";
import type { Organization } from "../../organization/organization";

/** The owner that every policy is signed with already; undefined if there is none or there are several. */
export function commonOwner({ policies }: Organization): string | undefined {
  const owners = new Set(policies.map(({ tags }) => tags?.get(OWNER_TAG)));
  const [owner] = owners;
  return owners.size === 1 ? owner : undefined;
}
