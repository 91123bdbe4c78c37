import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { isJsonObject } from "../../../src/text/json";
import { policyJsonSchema } from "../../../src/policy/reference/json-schema";
import { AT, refusalsOf, validate } from "../support/fragments";

const isValid = new Ajv({ strictTypes: true }).compile(policyJsonSchema());
const folder = join(__dirname, "../..");
const read = (...path: readonly string[]): JsonObject =>
  JSON.parse(readFileSync(join(folder, ...path), "utf8")) as JsonObject;

interface Vector {
  readonly name: string;
  readonly accepted: boolean;
  readonly content: JsonObject;
  readonly contentText?: string;
  readonly at?: string;
}
const vectors = ["admission.json", "schedules.json"].flatMap(
  (file) => (read("conformance", file) as unknown as { readonly vectors: readonly Vector[] }).vectors,
);

/** What a schema cannot see: the clock, and rules over several settings. */
const beyondSchemas = /^(?:schedule|archive|continuous)-|^tag-name$/;

describe("The JSON Schema", () => {
  it.each(readdirSync(join(folder, "fixtures/policies")).filter((name) => name.endsWith(".json")))(
    "takes %s",
    (file) => {
      expect(isValid(read("fixtures/policies", file))).toBe(true);
    },
  );

  it("takes every recorded document that AWS accepts, but for keys in another case", () => {
    const refused = vectors.filter(({ accepted, content }) => accepted && !isValid(content));
    expect(refused.map(({ name }) => name)).toEqual(
      ["root-case", "operator-case", "control-case"].map((name) => expect.stringContaining(name) as string),
    );
  });

  it("refuses every recorded document that AWS refuses, but for rules beyond schemas", () => {
    const taken = vectors.filter(
      ({ accepted, content, contentText }) => !accepted && contentText === undefined && isValid(content),
    );
    const rules = new Set(
      taken.flatMap(({ content, at }) => refusalsOf(content, at === undefined ? AT : new Date(at))),
    );
    expect([...rules].filter((rule) => !beyondSchemas.test(rule))).toEqual([]);
    expect(taken.length).toBeLessThan(vectors.filter(({ accepted }) => !accepted).length / 2);
  });

  it("describes every property, for editors", () => {
    const bare: string[] = [];
    const visit = (schema: JsonValue, path: string): void => {
      if (isJsonObject(schema)) {
        for (const [key, property] of Object.entries((schema.properties ?? {}) as JsonObject)) {
          if (
            !key.startsWith("@@") &&
            !("$ref" in (property as JsonObject)) &&
            !("description" in (property as JsonObject))
          ) {
            bare.push(`${path}/${key}`);
          }
        }
        Object.entries(schema).forEach(([key, child]) => {
          visit(child, `${path}/${key}`);
        });
      }
    };
    visit(policyJsonSchema(), "");
    expect(bare).toEqual([]);
  });

  it.each([59, "59", "0", "1e2", "+60", "60.5", "00000000000000060"])(
    "refuses %j minutes as the validator does",
    (minutes) => {
      const policy = {
        plans: { p: { rules: { r: { start_backup_window_minutes: { "@@assign": minutes } } } } },
      };
      expect([isValid(policy), validate(policy).accepted]).toEqual([false, false]);
    },
  );

  it.each([60, 61, 100, "60", "69", "70", "99", "100", "060", "9999999999999999"])(
    "takes %j minutes as the validator does",
    (minutes) => {
      const policy = {
        plans: { p: { rules: { r: { start_backup_window_minutes: { "@@assign": minutes } } } } },
      };
      expect([isValid(policy), validate(policy).accepted]).toEqual([true, true]);
    },
  );
});
