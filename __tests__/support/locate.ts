import type { Locate } from "../../src/render/source-location";
import { parseOrigin } from "../../src/render/source-location";

/** Writes every second policy of a review in the organization file, the others as constructs. */
export function locateOddly(policyIds: Iterable<string>): Locate {
  const locations = new Map(
    [...policyIds].map((id, index) => [
      id,
      parseOrigin(
        index % 2 === 0 ? `stacks/organization.yaml:${10 + index}:5` : `backup-policies/${id}/policy`,
      ),
    ]),
  );
  return (id) => locations.get(id);
}
