import type { JsonObject, JsonValue } from "../../../../../src/text/json";
import { isJsonObject } from "../../../../../src/text/json";

/** One resource of a template, its properties evaluated for one account and Region. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}

interface Scope {
  readonly template: JsonObject;
  readonly names: ReadonlyMap<string, JsonValue>;
}

/**
 * The resources of a JSON template whose conditions hold. Knows `Ref` and `Fn::Sub` of parameters and pseudo
 * parameters, `Fn::Join` and the condition functions; a template in YAML gives nothing.
 */
export function resourcesOf(
  templateBody: string,
  parameters: ReadonlyMap<string, string>,
  place: { readonly accountId: string; readonly region: string },
): readonly TemplateResource[] {
  const template = parse(templateBody);
  const names = new Map<string, JsonValue>([
    ["AWS::AccountId", place.accountId],
    ["AWS::Region", place.region],
    ["AWS::Partition", "aws"],
    ["AWS::URLSuffix", "amazonaws.com"],
  ]);
  for (const [name, definition] of Object.entries(objectAt(template, "Parameters"))) {
    const standard = isJsonObject(definition) ? definition.Default : undefined;
    names.set(name, parameters.get(name) ?? standard ?? "");
  }
  const scope = { template, names };
  return Object.entries(objectAt(template, "Resources")).flatMap(([logicalId, resource]) => {
    if (!isJsonObject(resource) || !holds(resource.Condition ?? true, scope)) {
      return [];
    }
    const properties = evaluate(resource.Properties ?? {}, scope);
    return [
      {
        logicalId,
        type: textOf(resource.Type),
        properties: isJsonObject(properties) ? properties : {},
      },
    ];
  });
}

function evaluate(value: JsonValue, scope: Scope): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[])
      .map((member) => evaluate(member, scope))
      .filter((member) => member !== REMOVED);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const [first] = Object.entries(value);
  if (first !== undefined && Object.keys(value).length === 1) {
    const [name, operand] = first;
    if (name === "Ref" && typeof operand === "string") {
      return operand === "AWS::NoValue" ? REMOVED : (scope.names.get(operand) ?? operand);
    }
    if (name === "Fn::Sub") {
      const text = Array.isArray(operand) ? (operand as readonly JsonValue[])[0] : operand;
      return textOf(text).replace(/\$\{([^!}]+)\}/g, (_whole, key: string) =>
        textOf(scope.names.get(key) ?? key),
      );
    }
    if (name === "Fn::Join" && Array.isArray(operand)) {
      const [separator, parts] = operand as readonly JsonValue[];
      const members = evaluate(parts ?? [], scope);
      return (Array.isArray(members) ? (members as readonly JsonValue[]) : [])
        .map(textOf)
        .join(textOf(separator));
    }
    if (name === "Fn::If" && Array.isArray(operand)) {
      const [condition, yes, no] = operand as readonly JsonValue[];
      return evaluate((holds(condition ?? false, scope) ? yes : no) ?? "", scope);
    }
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const evaluated = evaluate(member, scope);
      return evaluated === REMOVED ? [] : [[key, evaluated] as const];
    }),
  );
}

/** Stands for `AWS::NoValue` while a template is evaluated. */
const REMOVED: JsonValue = "\u0000removed";

/** A condition function, or the name of a condition. */
function holds(condition: JsonValue, scope: Scope): boolean {
  if (typeof condition === "string") {
    return holds(objectAt(scope.template, "Conditions")[condition] ?? false, scope);
  }
  if (!isJsonObject(condition)) {
    return condition === true;
  }
  const [[name, operand] = ["", null]] = Object.entries(condition);
  const operands = Array.isArray(operand) ? (operand as readonly JsonValue[]) : [operand];
  switch (name) {
    case "Condition":
      return holds(operand, scope);
    case "Fn::Equals":
      return textOf(evaluate(operands[0] ?? "", scope)) === textOf(evaluate(operands[1] ?? "", scope));
    case "Fn::Not":
      return !holds(operands[0] ?? false, scope);
    case "Fn::And":
      return operands.every((member) => holds(member, scope));
    case "Fn::Or":
      return operands.some((member) => holds(member, scope));
    default:
      return false;
  }
}

function parse(text: string): JsonObject {
  try {
    const parsed = JSON.parse(text) as JsonValue;
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
