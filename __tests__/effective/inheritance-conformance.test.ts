import { mergeLevels } from "../../src/effective/inherit";
import { renderPolicy } from "../../src/effective/merged-node";
import { replay, traceProvenance } from "../../src/effective/provenance";
import { conformanceVectors, levelsOfVector } from "../support/conformance";

const vectors = conformanceVectors("inheritance.json");

describe("recorded and documented inheritance", () => {
  test("has cases", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(33);
  });

  test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_name, { levels, effective }) => {
    expect(renderPolicy(mergeLevels(levelsOfVector(levels)))).toEqual(effective);
  });

  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    "%s: replaying the provenance gives every value",
    (_name, { levels }) => {
      const { state, events } = traceProvenance(levelsOfVector(levels));
      const values = new Map<string, unknown>();
      const visit = (node: typeof state, path: string): void => {
        if (node.value !== undefined) {
          values.set(path, node.value);
        }
        node.children.forEach((child, name) => {
          visit(child, path === "" ? name : `${path}/${name}`);
        });
      };
      visit(state, "");
      expect([...values.keys()].map((path) => [path, replay(events.get(path) ?? [])])).toEqual([...values]);
    },
  );
});
