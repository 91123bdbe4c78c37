import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../src/text/json";
import { validatePolicyText } from "../../src/policy/validate";

interface Vector {
  readonly name: string;
  readonly accepted: boolean;
  readonly at?: string;
  readonly content: JsonObject;
  readonly contentText?: string;
}

function vectorsOf(file: string): readonly Vector[] {
  const path = join(__dirname, "../conformance", file);
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly vectors: readonly Vector[] }).vectors;
}

/** Where a record names no time, none of its rules looks at the clock. */
const anyTime = "2026-09-13T06:00:00Z";

describe.each(["admission.json", "schedules.json"])("CreatePolicy decides as recorded in %s", (file) => {
  it.each(vectorsOf(file).map((vector): [string, Vector] => [vector.name, vector]))("%s", (_name, vector) => {
    const text = vector.contentText ?? JSON.stringify(vector.content);
    const { accepted, issues } = validatePolicyText(text, { at: new Date(vector.at ?? anyTime) });
    expect({ accepted, issues: accepted === vector.accepted ? [] : issues }).toEqual({
      accepted: vector.accepted,
      issues: [],
    });
    expect(issues.some(({ severity }) => severity === "error")).toBe(!vector.accepted);
  });
});
