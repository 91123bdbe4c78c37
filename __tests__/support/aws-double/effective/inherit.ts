import type { JsonObject, JsonValue } from "../../../../src/text/json";
import { isJsonObject } from "../../../../src/text/json";
import type { EffectivePolicyResult, PolicyLevel } from "./effective-policy-function";

type Operator = "@@assign" | "@@append" | "@@remove";
const OPERATORS: readonly Operator[] = ["@@assign", "@@append", "@@remove"];
const CONTROL = "@@operators_allowed_for_child_policies";

/** Fields of one node of one document: names in lower case. */
type Fields = ReadonlyMap<string, JsonValue>;

interface Node {
  value: string | readonly string[] | undefined;
  allowed: ReadonlySet<Operator>;
  readonly children: Map<string, Node>;
}

/**
 * The inheritance of management policies, written a second time so that the double does not repeat the
 * mistakes of the code it tests. It validates nothing: give `AwsDouble.start` an `effectivePolicy` of your
 * own to see policies withheld.
 */
export function inheritLevels(levels: readonly PolicyLevel[]): EffectivePolicyResult {
  const root = newNode();
  for (const level of levels) {
    const documents = level.policies.map((policy) => fieldsOf(policy.content));
    visit(root, documents);
  }
  const policy = render(root);
  return { policy: isJsonObject(policy) ? policy : {}, errors: [] };
}

function newNode(): Node {
  return { value: undefined, allowed: new Set(OPERATORS), children: new Map() };
}

function visit(node: Node, documents: readonly Fields[]): void {
  const names = new Set(documents.flatMap((document) => [...document.keys()]));
  for (const name of names) {
    if (name.startsWith("@@")) {
      continue;
    }
    let child = node.children.get(name);
    if (child === undefined) {
      if (!node.allowed.has("@@assign") && !node.allowed.has("@@append")) {
        continue;
      }
      child = newNode();
      node.children.set(name, child);
    }
    const fragments = documents.flatMap((document) => {
      const value = document.get(name);
      return isJsonObject(value) ? [fieldsOf(value)] : [];
    });
    // Here and not for the node itself: AWS ignores value operators at the root of a document.
    if (fragments.some((fragment) => OPERATORS.some((operator) => fragment.has(operator)))) {
      setValue(child, fragments);
    }
    visit(child, fragments);
  }
  // A control binds the levels below, so it takes effect after its own level is done.
  for (const document of documents) {
    const allowed = allowedBy(document.get(CONTROL));
    node.allowed = new Set([...node.allowed].filter((operator) => allowed.has(operator)));
  }
}

function setValue(node: Node, documents: readonly Fields[]): void {
  const operands = (operator: Operator): readonly JsonValue[] =>
    node.allowed.has(operator)
      ? documents.flatMap((document) => {
          const operand = document.get(operator);
          return operand === undefined ? [] : [operand];
        })
      : [];
  const [assigned] = operands("@@assign");
  if (assigned !== undefined) {
    node.value = Array.isArray(assigned) ? unique(texts(assigned)) : text(assigned);
  }
  for (const operand of operands("@@append")) {
    node.value = unique([...texts(node.value), ...texts(operand)]);
  }
  for (const operand of operands("@@remove")) {
    if (node.value !== undefined) {
      const removed = texts(operand);
      node.value = texts(node.value).filter((member) => !removed.includes(member));
    }
  }
}

function allowedBy(control: JsonValue | undefined): ReadonlySet<Operator> {
  const names = control === undefined ? ["@@all"] : texts(control).map((name) => name.toLowerCase());
  return new Set(OPERATORS.filter((operator) => names.includes("@@all") || names.includes(operator)));
}

function fieldsOf(content: JsonObject): Fields {
  return new Map(Object.entries(content).map(([name, value]) => [name.toLowerCase(), value]));
}

function texts(value: JsonValue | undefined): readonly string[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(text) : [text(value)];
}

function text(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function unique(members: readonly string[]): readonly string[] {
  return [...new Set(members)];
}

function render(node: Node): JsonValue | undefined {
  if (node.value !== undefined) {
    return node.value;
  }
  const entries = [...node.children].flatMap(([name, child]) => {
    const value = render(child);
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
