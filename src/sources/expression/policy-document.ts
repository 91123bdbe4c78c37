import { isJsonObject, itemsOf, objectsOf, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { plainValue, UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** What a document of the data source is made of besides its own statements. */
const OTHERS =
  /"(?:source_policy_documents|override_policy_documents|source_json|override_json|dynamic)":(?!null)/;

/**
 * The text that the data source `aws_iam_policy_document` makes of its arguments. What only apply knows of a statement
 * is in it as the code spells it.
 */
export function policyDocument(
  { statement, ...others }: JsonObject,
  evaluate: (value: string) => ExpressionValue,
): ExpressionValue {
  const known = (value: JsonValue): JsonValue =>
    typeof value === "string"
      ? (plainValue(evaluate(value)) ?? value)
      : Array.isArray(value)
        ? (value as readonly JsonValue[]).map(known)
        : isJsonObject(value)
          ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each)]))
          : value;
  const written = known(statement ?? null);
  const statements = isJsonObject(written) ? [written] : objectsOf(written);
  return statements.length === 0 || OTHERS.test(JSON.stringify([others, statement]))
    ? UNKNOWN
    : JSON.stringify({ Version: "2012-10-17", Statement: statements.map(statementOf) });
}

function statementOf(statement: JsonObject): JsonObject {
  const present = (name: string, value: JsonValue | undefined): JsonObject =>
    value === undefined || value === null ? {} : { [name]: onlyOf(value) };
  return {
    Effect: textOf(statement.effect) ?? "Allow",
    ...present("Action", statement.actions),
    ...present("NotAction", statement.not_actions),
    ...present("Resource", statement.resources),
    ...present("Principal", principalsOf(statement.principals)),
    ...present("NotPrincipal", principalsOf(statement.not_principals)),
    ...present("Condition", conditionsOf(statement.condition)),
  };
}

function principalsOf(value: JsonValue | undefined): JsonValue | undefined {
  const principals = isJsonObject(value) ? [value] : objectsOf(value);
  const found = principals.map(({ type, identifiers }) => [textOf(type) ?? "", identifiers ?? []] as const);
  const byType: Record<string, JsonValue[]> = {};
  for (const [type, identifiers] of found) {
    (byType[type] ??= []).push(...itemsOf(identifiers));
  }
  return found.length === 0
    ? undefined
    : "*" in byType
      ? "*"
      : Object.fromEntries(Object.entries(byType).map(([type, all]) => [type, onlyOf(all)]));
}

function conditionsOf(value: JsonValue | undefined): JsonValue | undefined {
  const conditions = isJsonObject(value) ? [value] : objectsOf(value);
  const found: Record<string, Record<string, JsonValue>> = {};
  for (const { test, variable, values } of conditions) {
    (found[textOf(test) ?? ""] ??= {})[textOf(variable) ?? ""] = onlyOf(values ?? []);
  }
  return conditions.length === 0 ? undefined : found;
}

/** A list of one is written as that one. */
function onlyOf(value: JsonValue): JsonValue {
  const [only, ...more] = itemsOf(value);
  return only === undefined || more.length > 0 ? value : only;
}
