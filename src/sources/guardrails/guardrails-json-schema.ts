import type { JsonObject, JsonValue } from "../../text/json";
import { jsonText } from "../../policy/reference/json-text";
import { guardrailsSchema } from "./guardrails-schema";

/** Files of the package that are derived from the schema of the guardrails file: path from its root, and text. */
export function generatedGuardrailsFiles(): ReadonlyMap<string, string> {
  return new Map([["help/schema/backup-guardrails.schema.json", jsonText(guardrailsJsonSchema())]]);
}

/** The guardrails file as a JSON Schema (draft 7), for editors. */
export function guardrailsJsonSchema(): JsonObject {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "org-backup guardrails",
    ...converted(guardrailsSchema),
  };
}

/** What a schema of valibot is made of, as far as the guardrails file uses it. */
interface SchemaParts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  readonly wrapped?: unknown;
  readonly literal?: JsonValue;
  readonly options?: readonly string[];
  readonly pipe?: readonly unknown[];
  readonly requirement?: number;
  readonly description?: string;
}

function converted(schema: unknown): JsonObject {
  const parts = schema as SchemaParts;
  const [first, ...actions] = parts.pipe ?? [];
  if (first !== undefined && actions.length > 0) {
    return Object.assign({}, ...actions.map((action) => constraint(action)), converted(first)) as JsonObject;
  }
  switch (parts.type) {
    case "strict_object":
      return objectSchema(parts.entries ?? {});
    case "array":
      return { type: "array", items: converted(parts.item) };
    case "optional":
      return converted(parts.wrapped);
    case "literal":
      return { const: parts.literal ?? null };
    case "picklist":
      return { enum: [...(parts.options ?? [])] };
    case "string":
    case "number":
      return { type: parts.type };
    default:
      throw new RangeError(`no JSON Schema for ${parts.type}`);
  }
}

function objectSchema(entries: Readonly<Record<string, unknown>>): JsonObject {
  const required = Object.entries(entries)
    .filter(([, schema]) => (schema as SchemaParts).type !== "optional")
    .map(([key]) => key);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(entries).map(([key, schema]) => [key, converted(schema)])),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  };
}

function constraint(action: unknown): JsonObject {
  const { type, requirement, description } = action as SchemaParts;
  switch (type) {
    case "description":
      return { description: description ?? "" };
    case "non_empty":
      return { minLength: 1 };
    case "min_length":
      return { minItems: requirement ?? 0 };
    case "min_value":
      return { minimum: requirement ?? 0 };
    case "integer":
      return { multipleOf: 1 };
    case "finite":
      // JSON has no other numbers.
      return {};
    case "iso_date":
      return { format: "date" };
    default:
      throw new RangeError(`no JSON Schema for ${type}`);
  }
}
