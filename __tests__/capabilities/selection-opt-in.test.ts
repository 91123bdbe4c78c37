import { RESOURCE_KINDS } from "../../src/capabilities/resource-kinds";
import { selectionOptIn } from "../../src/capabilities/selection-opt-in";
import type { SelectionOptIn } from "../../src/capabilities/selection-opt-in";

function optIn(id: string, isOn: boolean): SelectionOptIn {
  const kind = RESOURCE_KINDS.find((each) => each.id === id)!;
  const reached = [{ kind, by: "type" as const, isTagged: false }];
  return selectionOptIn(reached, new Map([[kind.optIn, isOn]]), "eu-central-1");
}

describe("Service opt-in of a type that a selection names by an ARN form that others share", () => {
  it("decides where AWS's pages agree", () => {
    const { answer, lost, assumed } = optIn("aurora", false);
    expect([answer, lost.map(({ id }) => id), assumed]).toEqual(["no", ["aurora"], []]);
  });

  it("is assumed to decide where they differ, and while it is off", () => {
    expect(optIn("fsx-lustre", false)).toMatchObject({
      answer: "no",
      assumed: ["shared-arn-form-needs-opt-in"],
    });
    expect(optIn("fsx-lustre", true)).toMatchObject({ answer: "yes", lost: [], assumed: [] });
  });
});
