import type { ProvenanceEvent } from "../effective/provenance";

/** The policies that give a setting its value: the last assign, and what appended or removed after it. */
export function responsiblePolicies(events: readonly ProvenanceEvent[]): readonly string[] {
  let ids: string[] = [];
  for (const event of events) {
    if (event.reason === "assigned") {
      ids = [event.policyId];
    } else if ((event.reason === "appended" || event.reason === "removed") && event.members.length > 0) {
      ids = [...ids.filter((id) => id !== event.policyId), event.policyId];
    }
  }
  return ids;
}
