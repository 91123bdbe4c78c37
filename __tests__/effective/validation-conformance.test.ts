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
    const found = errors.map(({ code, message, path, policies }) => ({
      code,
      message,
      path,
      policies: [...policies].sort(),
    }));
    expect(new Set(found)).toEqual(new Set(expected));
    expect(status === "withheld").toBe(expected.length > 0);
  });

  test("gives each error as a finding of the rule for AWS's code", () => {
    const found = vectors.flatMap((vector) => {
      const levels = levelsOfVector(vector.levels);
      return new EffectivePolicyValidator(RECORDED_AT).validate(mergeLevels(levels), levels).errors;
    });
    const rules = new Map(found.map(({ code, rule, severity }) => [code, `${severity} ${rule}`]));
    expect(Object.fromEntries(rules)).toEqual({
      CROSS_ATTRIBUTE_VALIDATION: "error merged-cross-attribute",
      ELEMENTS_TOO_FEW: "error merged-elements-too-few",
      ELEMENTS_TOO_MANY: "error merged-elements-too-many",
      KEY_REQUIRED: "error merged-key-required",
    });
    expect(found.filter(({ hint }) => hint === "")).toEqual([]);
  });
});
