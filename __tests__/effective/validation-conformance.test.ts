import { EffectivePolicyValidator } from "../../src/effective/effective-policy";
import { mergeLevels } from "../../src/effective/inherit";
import { conformanceVectors, levelsOfVector } from "../support/conformance";

/** The recordings were made on this day. */
const RECORDED_AT = new Date("2026-09-13T07:00:00Z");

const vectors = conformanceVectors("validation.json");

describe("recorded validation of merged policies", () => {
  test("has cases", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(18);
  });

  test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_name, vector) => {
    const levels = levelsOfVector(vector.levels);
    const { errors, status } = new EffectivePolicyValidator(RECORDED_AT).validate(
      mergeLevels(levels),
      levels,
    );
    const expected = vector.errors.map((error) => ({
      code: error.ErrorCode,
      message: error.ErrorMessage,
      path: error.PathToError,
      policies: [...error.ContributingPolicies].sort(),
    }));
    const found = errors.map((error) => ({ ...error, policies: [...error.policies].sort() }));
    expect(new Set(found)).toEqual(new Set(expected));
    expect(status === "withheld").toBe(expected.length > 0);
  });
});
