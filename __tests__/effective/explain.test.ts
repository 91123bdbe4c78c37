import { decidingEvents } from "../../src/effective/explain";
import type { ProvenanceEvent } from "../../src/effective/provenance";

function event(
  reason: "assigned" | "appended" | "removed",
  policyId: string,
  members: readonly string[] = [],
): ProvenanceEvent {
  return { reason, policyId, targetId: "r-root", members } as unknown as ProvenanceEvent;
}

const deciding = (...events: readonly ProvenanceEvent[]): readonly string[] =>
  decidingEvents(events).map((each) => (each as { readonly policyId: string }).policyId);

describe("the events that decide a setting", () => {
  it("begin with the last assignment", () => {
    const [first, appended, second] = [
      event("assigned", "a"),
      event("appended", "b", ["x"]),
      event("assigned", "c"),
    ];
    expect(deciding(first, appended)).toEqual(["a", "b"]);
    expect(deciding(first, appended, second)).toEqual(["c"]);
  });

  it("are all that change a list which nothing assigns", () => {
    expect(deciding(event("appended", "a", ["x"]), event("removed", "b", ["y"]))).toEqual(["a", "b"]);
  });

  it("leave out what adds or removes nothing", () => {
    expect(deciding(event("assigned", "a"), event("appended", "b"), event("removed", "c"))).toEqual(["a"]);
  });
});
