import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import { isJsonObject, setOwn } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { joinPath } from "../../text/policy-path";
import type { Rule } from "../../text/rule";
import { GRAMMAR_ROOT } from "../grammar/lookup";
import type { GrammarEntry } from "../grammar/lookup";
import type { GrammarContainer } from "../grammar/node";
import { isOperatorLike } from "../operators";
import { pathSegment, quoted } from "../validate/quoted";
import { REFUSALS } from "../validate/refusals";
import { controlWords, locked, withControl } from "./apply-control";
import { authoredKeys, suggestAuthoredKey } from "./authored-keys";
import { AUTHORING_RULES } from "./authoring-rules";
import { Controlled, Inherited } from "./controlled";
import { JsonNode } from "./json-node";
import { isPlainObject, plainJson } from "./plain-json";
import { SettingOperators } from "./setting-operators";
import { isTerraformToken } from "./terraform-token";
import { PolicyValue } from "./values/policy-value";

/** The JSON of an authored policy, and what is wrong with it before anything is validated. */
export interface AuthoredDocument {
  /** Without the parts that could not be understood; each of them has an issue. */
  readonly document: JsonObject;
  readonly issues: readonly Finding[];
}

/** Writes an authored policy as the JSON of AWS. Total: what the types forbid becomes an issue. */
export function authoredDocument(input: unknown): AuthoredDocument {
  const writer = new DocumentWriter();
  const document = writer.node(input, GRAMMAR_ROOT, []);
  return { document: isJsonObject(document) ? document : {}, issues: writer.issues };
}

type Path = readonly string[];

class DocumentWriter {
  readonly issues: Finding[] = [];

  /** The JSON of a node; undefined if there is nothing to write, or nothing that could be understood. */
  node(value: unknown, place: GrammarEntry, path: Path): JsonValue | undefined {
    if (value instanceof Controlled) {
      return this.controlled(value, place, path);
    }
    if (value instanceof JsonNode) {
      return this.plain(JsonNode.valueOf(value), path);
    }
    if (value instanceof Inherited) {
      return {};
    }
    const { node } = place;
    if (node.kind === "single" || node.kind === "list") {
      return this.setting(value, path);
    }
    return isTerraformToken(value) ? String(value) : this.container(value, place, node, path);
  }

  private controlled(
    controlled: Controlled<unknown>,
    place: GrammarEntry,
    path: Path,
  ): JsonValue | undefined {
    const node = this.node(Controlled.nodeOf(controlled), place, path);
    if (node === undefined || !isJsonObject(node)) {
      return node;
    }
    const operators = Controlled.operatorsOf(controlled);
    if (operators !== undefined) {
      return withControl(node, controlWords(operators));
    }
    return locked(node, (inner, allowed) => {
      this.report(AUTHORING_RULES["control-without-effect"], [...path, ...inner], {
        message: `${allowed.join(", ")} ${allowed.length === 1 ? "is" : "are"} allowed here, but a lock around it allows nothing: controls only accumulate.`,
      });
    });
  }

  private setting(value: unknown, path: Path): JsonValue | undefined {
    if (value instanceof SettingOperators) {
      return this.operators(value as SettingOperators<"single" | "list", unknown>, path);
    }
    const operand = this.operand(value, path);
    return operand === undefined ? undefined : { "@@assign": operand };
  }

  private operators({ operations }: SettingOperators<"single" | "list", unknown>, path: Path): JsonObject {
    const setting: Record<string, JsonValue> = {};
    for (const { operator, operand } of operations) {
      const written = this.operand(operand, path);
      if (Object.hasOwn(setting, operator)) {
        const message = `${operator} appears twice; give all members to one.`;
        this.report(REFUSALS["duplicate-key"], path, { message });
      } else if (written !== undefined) {
        setting[operator] = written;
      }
    }
    return setting;
  }

  private operand(value: unknown, path: Path): JsonValue | undefined {
    const members = Array.isArray(value) ? (value as readonly unknown[]).map(scalarOf) : scalarOf(value);
    if (isPlainObject(members)) {
      return this.misplaced("an object stands where a value is expected", path, WRAPPERS);
    }
    return this.plain(members, path);
  }

  private container(
    value: unknown,
    place: GrammarEntry,
    node: GrammarContainer,
    path: Path,
  ): JsonValue | undefined {
    if (!isPlainObject(value)) {
      const problem = `${node.title} must be an object, and this is ${kindOf(value)}`;
      return this.misplaced(problem, path);
    }
    const container: Record<string, JsonValue> = {};
    for (const [key, child] of Object.entries(value)) {
      const childPlace = this.childPlace(key, place, node, path);
      if (childPlace === undefined || child === undefined) {
        continue;
      }
      const name = node.kind === "fixed" ? childPlace.key : key;
      const written = this.node(child, childPlace, [...path, name]);
      if (written !== undefined) {
        setOwn(container, name, written);
      }
    }
    return container;
  }

  private childPlace(
    key: string,
    place: GrammarEntry,
    node: GrammarContainer,
    path: Path,
  ): GrammarEntry | undefined {
    if (node.kind === "fixed") {
      const child = authoredKeys(place).get(key);
      if (child === undefined) {
        const message = `${quoted(key)} is not a key of ${node.title}.`;
        const hint = suggestAuthoredKey(key, place, node);
        this.report(REFUSALS["unknown-key"], [...path, key], { message, hint });
      }
      return child;
    }
    if (isOperatorLike(key)) {
      const message = `${quoted(key)} cannot be a name in ${node.title}: keys that start with @@ are operators.`;
      this.report(REFUSALS["name-format"], [...path, key], { message, hint: WRAPPERS });
      return undefined;
    }
    return place.child;
  }

  private plain(value: unknown, path: Path): JsonValue | undefined {
    const plain = plainJson(value);
    return plain === undefined ? this.misplaced(`${kindOf(value)} cannot be written as JSON`, path) : plain;
  }

  private misplaced(problem: string, path: Path, hint?: string): undefined {
    const message = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
    this.report(AUTHORING_RULES["authored-value"], path, { message, hint });
  }

  private report(
    rule: Rule,
    path: Path,
    { message, hint }: { readonly message: string; readonly hint?: string | undefined },
  ): void {
    const where = joinPath(path.map((segment) => pathSegment(segment)));
    this.issues.push(findingOf(rule, { message, path: where, ...(hint === undefined ? {} : { hint }) }));
  }
}

const WRAPPERS =
  "Operators are written with assign, append, remove and lock; JSON as AWS writes it stands in json(...).";

function scalarOf(value: unknown): unknown {
  if (value instanceof PolicyValue) {
    return value.scalar;
  }
  return isTerraformToken(value) ? String(value) : value;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return "null";
  }
  if (typeof value === "number") {
    return `the number ${value}`;
  }
  if (value instanceof SettingOperators) {
    return "an operator, which only settings take";
  }
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
