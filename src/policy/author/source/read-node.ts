import { isJsonObject } from "../../../text/json";
import type { JsonObject, JsonValue } from "../../../text/json";
import type { GrammarEntry } from "../../grammar/lookup";
import { GRAMMAR_ROOT } from "../../grammar/lookup";
import type { FixedContainer, GrammarSetting, NamedContainer } from "../../grammar/node";
import { copyVaultArn } from "../../grammar/value-spec";
import { CHILD_CONTROL } from "../../operator-set";
import { isOperatorLike } from "../../operators";
import { camelCase } from "../camel-case";
import { call, jsonExpression } from "./expression";
import type { Call, Expression, ObjectEntry } from "./expression";
import { fitsSetting } from "./fits-type";
import { hasObjectMember } from "./object-members";
import { controlOf, isLocked } from "./read-control";

/**
 * A policy as an authoring expression that compiles and gives back the same JSON; undefined if the
 * spelling of its outermost parts is one that authoring does not have.
 */
export function readPolicy(document: JsonObject): Expression | undefined {
  return hasObjectMember(document) ? undefined : readControlled(document, GRAMMAR_ROOT, false);
}

/** A node, as JSON where authoring cannot spell it; a lock around it adds nothing to the locks in there. */
function readNode(value: JsonValue, place: GrammarEntry, insideLock: boolean): Expression {
  const read = isJsonObject(value) ? readControlled(value, place, insideLock) : undefined;
  return read ?? call("json", jsonExpression(value));
}

/** A node with its control: inside a lock that is the lock's, and not written again. */
function readControlled(node: JsonObject, place: GrammarEntry, insideLock: boolean): Expression | undefined {
  const control = controlOf(node);
  if (control === undefined || control === "other") {
    return control === undefined ? readContent(node, place, insideLock) : undefined;
  }
  if (Object.keys(node).length === 1) {
    return withControl(inheritedExpression, control);
  }
  if (insideLock) {
    return readContent(node, place, true);
  }
  if (isLocked(node)) {
    const content = readContent(node, place, true);
    return content && call("lock", content);
  }
  const content = readContent(node, place, false);
  return content && withControl(content, control);
}

const inheritedExpression: Expression = { kind: "name", name: "inherited" };

function withControl(content: Expression, operators: readonly string[]): Expression {
  const locksNothingElse = operators[0] === "none" && content === inheritedExpression;
  return locksNothingElse ? call("lock", content) : call("allowChildren", content, jsonExpression(operators));
}

function readContent(node: JsonObject, place: GrammarEntry, insideLock: boolean): Expression | undefined {
  const grammar = place.node;
  switch (grammar.kind) {
    case "single":
    case "list":
      return readSetting(node, grammar);
    case "fixed":
      return readFixed(node, place, grammar, insideLock);
    case "named":
      return readNamed(node, place, grammar, insideLock);
  }
}

const verbs: ReadonlyMap<string, string> = new Map([
  ["@@assign", "assign"],
  ["@@append", "append"],
  ["@@remove", "remove"],
]);

function readSetting(node: JsonObject, grammar: GrammarSetting): Expression | undefined {
  const calls: Call[] = [];
  for (const [operator, operand] of Object.entries(node)) {
    if (operator === CHILD_CONTROL) {
      continue;
    }
    const name = verbs.get(operator);
    const fits =
      grammar.kind === "list"
        ? Array.isArray(operand) &&
          (operand as readonly JsonValue[]).every((member) => fitsSetting(member, grammar))
        : operator === "@@assign" && fitsSetting(operand, grammar);
    if (name === undefined || !fits) {
      return undefined;
    }
    calls.push({ name, operands: [jsonExpression(operand)] });
  }
  const [first] = calls;
  if (first === undefined) {
    return undefined;
  }
  // A plain value means assign.
  return calls.length === 1 && first.name === "assign" ? first.operands[0] : { kind: "calls", calls };
}

function readFixed(
  node: JsonObject,
  place: GrammarEntry,
  grammar: FixedContainer,
  insideLock: boolean,
): Expression | undefined {
  const required = Object.entries(grammar.keys).filter(([, child]) => child.required === "document");
  const { oneOf } = grammar;
  if (
    !required.every(([key]) => Object.hasOwn(node, key)) ||
    (oneOf !== undefined && !oneOf.some((key) => Object.hasOwn(node, key)))
  ) {
    return undefined;
  }
  return readEntries(node, insideLock, (key) => {
    const child = place.keys.get(key.toLowerCase());
    return child?.key === key ? { key: camelCase(key), child } : undefined;
  });
}

function readNamed(
  node: JsonObject,
  place: GrammarEntry,
  grammar: NamedContainer,
  insideLock: boolean,
): Expression | undefined {
  return readEntries(node, insideLock, (key) => {
    const fits = !isOperatorLike(key) && (grammar.names !== "vault-arn" || isCopyVaultArn.test(key));
    return fits && place.child !== undefined ? { key, child: place.child } : undefined;
  });
}

const isCopyVaultArn = new RegExp(copyVaultArn.pattern, "u");

function readEntries(
  node: JsonObject,
  insideLock: boolean,
  childOf: (key: string) => { readonly key: string; readonly child: GrammarEntry } | undefined,
): Expression | undefined {
  const entries: ObjectEntry[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === CHILD_CONTROL) {
      continue;
    }
    const child = childOf(key);
    if (child === undefined) {
      return undefined;
    }
    entries.push({ key: child.key, value: readNode(value, child.child, insideLock) });
  }
  return { kind: "object", entries };
}
