import { INTEGER_DIGITS } from "../limits";
import type { JsonObject, JsonValue } from "../../text/json";
import { allGrammarEntries } from "../grammar/lookup";
import { NAME_PATTERN } from "../grammar/name-pattern";
import type { FixedContainer, GrammarContainer, GrammarNode, GrammarSetting } from "../grammar/node";
import type { ValueSpec } from "../grammar/value-spec";
import { CHILD_CONTROL, VALUE_OPERATORS } from "../operator-set";
import { CONTROL_WORDS } from "../operators";
import { ALL_REGIONS, REGION_PATTERN } from "../regions";
import { RESOURCE_TYPES } from "../resource-types";

/**
 * The grammar as a JSON Schema (draft 7), for editors. It demands the spelling of the documentation; AWS
 * also takes keys in other cases. Rules that look at several settings, at the clock or at the size of the
 * text are left to the validator.
 */
export function policyJsonSchema(): JsonObject {
  const definitions: Record<string, JsonValue> = { control: controlSchema() };
  for (const { node } of allGrammarEntries()) {
    if (node.kind === "fixed" && node.concept !== "policy") {
      definitions[node.concept] ??= fixedSchema(node);
    }
  }
  const root = allGrammarEntries()[0]?.node as FixedContainer;
  const ignored = Object.fromEntries(
    VALUE_OPERATORS.map((operator) => [
      operator,
      {
        not: {
          anyOf: [
            { type: "object" },
            { type: "array", contains: { anyOf: [{ type: "object" }, { type: "array" }] } },
          ],
        },
        description: "Accepted by AWS, without effect.",
      },
    ]),
  );
  const schema = fixedSchema(root);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "AWS Organizations backup policy",
    ...schema,
    properties: { ...(schema.properties as JsonObject), ...ignored },
    definitions,
  };
}

function controlSchema(): JsonObject {
  return {
    description: "Which operators policies at lower levels may use at this node.",
    type: "array",
    minItems: 1,
    uniqueItems: true,
    items: { enum: [...CONTROL_WORDS] },
    anyOf: [{ maxItems: 1 }, { not: { contains: { const: "@@none" } } }],
  };
}

function schemaOf(node: GrammarNode): JsonObject {
  switch (node.kind) {
    case "fixed":
      return { $ref: `#/definitions/${node.concept}` };
    case "named":
      return containerSchema(node, {
        ...(node.names === "name"
          ? { patternProperties: { [NAME_PATTERN]: schemaOf(node.child) }, additionalProperties: false }
          : { additionalProperties: schemaOf(node.child) }),
      });
    case "single":
    case "list":
      return settingSchema(node);
  }
}

function fixedSchema(node: FixedContainer): JsonObject {
  const keys = Object.entries(node.keys);
  const required = keys.filter(([, child]) => child.required === "document").map(([key]) => key);
  return containerSchema(node, {
    properties: Object.fromEntries(keys.map(([key, child]) => [key, schemaOf(child)])),
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...(node.oneOf === undefined
      ? {}
      : { anyOf: [...node.oneOf, ...(node.oneOfUnrecorded ?? [])].map((key) => ({ required: [key] })) }),
  });
}

function containerSchema(node: GrammarContainer, rest: JsonObject): JsonObject {
  const { properties } = rest;
  return {
    description: node.doc,
    type: "object",
    ...rest,
    properties: {
      ...(properties as JsonObject | undefined),
      [CHILD_CONTROL]: { $ref: "#/definitions/control" },
    },
  };
}

function settingSchema(node: GrammarSetting): JsonObject {
  const properties: Record<string, JsonValue> = {};
  if (node.kind === "single") {
    properties["@@assign"] = valueSchema(node.value);
  } else {
    for (const operator of VALUE_OPERATORS) {
      properties[operator] = {
        type: "array",
        ...(node.minimum > 0 ? { minItems: node.minimum } : {}),
        items: valueSchema(node.members),
      };
    }
  }
  properties[CHILD_CONTROL] = { $ref: "#/definitions/control" };
  return { description: node.doc, type: "object", properties, additionalProperties: false };
}

function valueSchema(spec: ValueSpec): JsonObject {
  switch (spec.type) {
    case "integer":
      return {
        anyOf: [
          { type: "integer", minimum: spec.minimum },
          { type: "string", pattern: digitsFrom(spec.minimum), maxLength: INTEGER_DIGITS },
        ],
      };
    case "boolean":
      return { enum: [true, false, "true", "false"] };
    case "enumeration":
      return { enum: [...spec.values] };
    case "text":
      return {
        anyOf: [
          { type: "string", minLength: spec.shortest, maxLength: spec.longest },
          { type: "number" },
          { type: "boolean" },
        ],
      };
    case "pattern":
      return spec.othersUnrecorded === true
        ? { type: "string", minLength: 1, examples: [spec.example] }
        : { type: "string", pattern: spec.pattern, examples: [spec.example] };
    case "region":
      return { anyOf: [{ enum: [...ALL_REGIONS] }, { type: "string", pattern: REGION_PATTERN }] };
    case "resource-type":
      return { enum: [...RESOURCE_TYPES] };
    case "schedule":
      return { type: "string", examples: ["cron(0 5 ? * * *)"] };
  }
}

/** Digits for a number of at least a minimum of one or two digits, with leading zeros. */
function digitsFrom(minimum: number): string {
  const [tens, ones] = [Math.floor(minimum / 10), minimum % 10];
  if (tens === 0) {
    return `^0*(?:[${ones}-9]|[1-9][0-9]+)$`;
  }
  const higherTens = tens < 9 ? `|[${tens + 1}-9][0-9]` : "";
  return `^0*(?:${tens}[${ones}-9]${higherTens}|[1-9][0-9]{2,})$`;
}
