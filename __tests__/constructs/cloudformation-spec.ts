import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { Property, PropertyType, Resource } from "@aws-cdk/service-spec-types";
import { isJsonObject } from "../../src/text/json";
import type { JsonObject, JsonValue } from "../../src/text/json";

const spec = loadAwsServiceSpecSync();

const SECTIONS = new Set(["AWSTemplateFormatVersion", "Description", "Conditions", "Resources"]);
const ATTRIBUTES = new Set(["Type", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "Properties"]);
const PSEUDO_PARAMETERS = new Set(["AWS::AccountId", "AWS::Region"]);

/** Everything that CloudFormation would refuse in a template, by AWS's own specification of its resources. */
export function templateProblems(template: JsonObject): readonly string[] {
  return new TemplateCheck(template).problems();
}

class TemplateCheck {
  private readonly found: string[] = [];
  private readonly resources: JsonObject;
  private readonly conditions: JsonObject;

  constructor(private readonly template: JsonObject) {
    this.resources = objectAt(template, "Resources");
    this.conditions = objectAt(template, "Conditions");
  }

  problems(): readonly string[] {
    this.knownKeys("template", this.template, SECTIONS);
    if (this.template.AWSTemplateFormatVersion !== "2010-09-09") {
      this.found.push("template: version");
    }
    for (const [name, condition] of Object.entries(this.conditions)) {
      this.condition(`Conditions.${name}`, condition);
    }
    for (const [id, resource] of Object.entries(this.resources)) {
      this.resource(id, isJsonObject(resource) ? resource : {});
    }
    return this.found;
  }

  private resource(id: string, resource: JsonObject): void {
    const { Type: type, Condition: condition } = resource;
    this.knownKeys(id, resource, ATTRIBUTES);
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) {
      this.found.push(`${id}: logical id`);
    }
    if (condition !== undefined && !(textOf(condition) in this.conditions)) {
      this.found.push(`${id}: condition ${textOf(condition)}`);
    }
    for (const policy of ["DeletionPolicy", "UpdateReplacePolicy"] as const) {
      const allowed =
        policy === "DeletionPolicy" ? ["Delete", "Retain", "RetainExceptOnCreate"] : ["Delete", "Retain"];
      if (resource[policy] !== undefined && !allowed.includes(textOf(resource[policy]))) {
        this.found.push(`${id}: ${policy}`);
      }
    }
    const [known] = spec.lookup(
      "resource",
      "cloudFormationType",
      "equals",
      textOf(type),
    ) as readonly Resource[];
    if (known === undefined) {
      this.found.push(`${id}: type ${textOf(type)}`);
    } else {
      this.properties(`${id}.Properties`, objectAt(resource, "Properties"), known.properties);
    }
  }

  private properties(path: string, values: JsonObject, known: Readonly<Record<string, Property>>): void {
    this.knownKeys(path, values, new Set(Object.keys(known)));
    for (const [name, property] of Object.entries(known)) {
      const value = values[name];
      if (value !== undefined) {
        this.value(`${path}.${name}`, value, property.type);
      } else if (property.required === true) {
        this.found.push(`${path}: ${name} is missing`);
      }
    }
  }

  private value(path: string, value: JsonValue, type: PropertyType): void {
    if (this.isFunction(path, value)) {
      return;
    }
    switch (type.type) {
      case "string":
        return this.expect(path, typeof value === "string" && (type.allowedValues?.includes(value) ?? true));
      case "integer":
        return this.expect(path, Number.isInteger(value));
      case "number":
        return this.expect(path, typeof value === "number");
      case "boolean":
        return this.expect(path, typeof value === "boolean");
      case "json":
        this.functionsIn(path, value);
        return this.expect(path, isJsonObject(value));
      case "array":
        this.expect(path, Array.isArray(value));
        return (value as readonly JsonValue[]).forEach((item, index) =>
          this.value(`${path}[${index}]`, item, type.element),
        );
      case "map":
        this.expect(path, isJsonObject(value));
        return Object.entries(value as JsonObject).forEach(([key, item]) =>
          this.value(`${path}.${key}`, item, type.element),
        );
      case "tag":
        return this.expect(path, isJsonObject(value) && Object.keys(value).sort().join() === "Key,Value");
      case "ref":
        return this.properties(
          path,
          value as JsonObject,
          spec.get("typeDefinition", type.reference.$ref).properties,
        );
      case "union":
        return this.expect(
          path,
          type.types.some((one) => this.fits(path, value, one)),
        );
      default:
        this.found.push(`${path}: a type ${type.type} that this check does not know`);
    }
  }

  private fits(path: string, value: JsonValue, type: PropertyType): boolean {
    const before = this.found.length;
    this.value(path, value, type);
    const fits = this.found.length === before;
    this.found.length = before;
    return fits;
  }

  private functionsIn(path: string, value: JsonValue): void {
    if (typeof value === "object" && value !== null && !this.isFunction(path, value)) {
      Object.entries(value).forEach(([key, item]) => this.functionsIn(`${path}.${key}`, item));
    }
  }

  /** An intrinsic function that refers to something that exists. */
  private isFunction(path: string, value: JsonValue): boolean {
    const [name, ...others] = isJsonObject(value) ? Object.keys(value) : [];
    if (name === undefined || others.length > 0 || !isJsonObject(value)) {
      return false;
    }
    const operand = value[name];
    switch (name) {
      case "Ref":
        this.expect(
          `${path}.Ref`,
          textOf(operand) in this.resources || PSEUDO_PARAMETERS.has(textOf(operand)),
        );
        return true;
      case "Fn::GetAtt":
        this.expect(
          `${path}.GetAtt`,
          Array.isArray(operand) &&
            operand.length === 2 &&
            String((operand as string[])[0]) in this.resources,
        );
        return true;
      case "Fn::Join":
        this.functionsIn(path, operand ?? null);
        return true;
      default:
        return false;
    }
  }

  private condition(path: string, condition: JsonValue | undefined): void {
    const [[name, operands] = ["", null]] = Object.entries(isJsonObject(condition) ? condition : {});
    if (name === "Fn::Equals") {
      this.expect(path, Array.isArray(operands) && operands.length === 2);
    } else if (name === "Fn::Or") {
      const list = operands as readonly JsonValue[];
      this.expect(path, list.length >= 2 && list.length <= 10);
      list.forEach((one) => this.condition(path, one));
    } else {
      this.found.push(`${path}: ${name}`);
    }
  }

  private knownKeys(path: string, object: JsonObject, known: ReadonlySet<string>): void {
    Object.keys(object).forEach((key) => this.expect(`${path}: unknown ${key}`, known.has(key)));
  }

  private expect(path: string, holds: boolean): void {
    if (!holds) {
      this.found.push(path);
    }
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}
