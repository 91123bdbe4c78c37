import { WrongAnswer } from "./answer-errors";

/**
 * The SDK describes what an operation answers as arrays that begin with a kind, as pairs of a description and its
 * traits, as functions that give a description, and as numbers for single values.
 */
type Schema = number | string | readonly unknown[] | (() => Schema);

const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const KINDS: ReadonlySet<unknown> = new Set([LIST, MAP, STRUCTURE, 4, 9, -3, 0]);
const STRING = 0;
const BOOLEAN = 2;
/** Deeper answers have no part that is read here. */
const MAX_DEPTH = 20;

type Handler = (args: unknown) => Promise<{ readonly output: unknown }>;

/** What all clients of the SDK have, whichever service they are for; its types name the operations of each. */
interface AnyClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler, context: OperationContext) => Handler,
      options: { readonly step: "initialize"; readonly name: string },
    ): void;
  };
}

interface OperationContext {
  readonly __smithy_context?: { readonly operationSchema?: unknown };
}

/** Checks every answer that a client of the SDK gets. */
export function checkAnswersOf(client: unknown): void {
  (client as AnyClient).middlewareStack.add(
    (next, { __smithy_context: operation }) =>
      async (args) => {
        const result = await next(args);
        checkAnswer(operation?.operationSchema, result.output);
        return result;
      },
    { step: "initialize", name: "checkAnswer" },
  );
}

/**
 * Checks the types of an answer against what AWS documents. The SDK takes a number for a list as it is.
 *
 * @param operation the SDK's description of the operation
 * @throws WrongAnswer that names the field
 */
export function checkAnswer(operation: unknown, output: unknown): void {
  if (Array.isArray(operation) && operation.length > 5) {
    check(operation[5] as Schema, output, "", 0);
  }
}

function check(given: Schema, value: unknown, path: string, depth: number): void {
  const schema = resolved(given);
  // What AWS does not say is missing; each reader knows what that means.
  if (value === undefined || value === null || depth > MAX_DEPTH) {
    return;
  }
  if (!Array.isArray(schema)) {
    checkSingle(schema, value, path);
    return;
  }
  const [kind, , , , first, second] = schema as readonly unknown[];
  if (kind === LIST) {
    if (!Array.isArray(value)) {
      throw wrong(path, "a list", value);
    }
    value.forEach((item: unknown, index) => {
      if (item === null) {
        throw wrong(`${path}[${index}]`, "a value", item);
      }
      check(first as Schema, item, `${path}[${index}]`, depth + 1);
    });
  } else if (kind === MAP) {
    for (const [key, item] of Object.entries(objectAt(value, path))) {
      check(second as Schema, item, `${path}.${key}`, depth + 1);
    }
  } else if (kind === STRUCTURE) {
    const object = objectAt(value, path);
    const schemas = second as readonly Schema[];
    (first as readonly string[]).forEach((name, index) => {
      const member = schemas[index];
      if (member !== undefined && Object.hasOwn(object, name)) {
        check(member, object[name], path === "" ? name : `${path}.${name}`, depth + 1);
      }
    });
  }
}

/** Functions and pairs with traits lead to the description itself. */
function resolved(schema: Schema): Schema {
  let current = schema;
  for (let step = 0; step < MAX_DEPTH; step += 1) {
    if (typeof current === "function") {
      current = current();
    } else if (Array.isArray(current) && current.length === 2 && !isDescription(current)) {
      current = current[0] as Schema;
    } else {
      return current;
    }
  }
  return current;
}

function isDescription(schema: readonly unknown[]): boolean {
  return KINDS.has(schema[0]) && typeof schema[1] === "string";
}

function checkSingle(schema: Schema, value: unknown, path: string): void {
  if (schema === STRING && typeof value !== "string") {
    throw wrong(path, "text", value);
  }
  if (schema === BOOLEAN && typeof value !== "boolean") {
    throw wrong(path, "true or false", value);
  }
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(path, "an object", value);
  }
  return value as Readonly<Record<string, unknown>>;
}

function wrong(path: string, expected: string, value: unknown): WrongAnswer {
  const found =
    value === null
      ? "null"
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object"
          ? "an object"
          : `a ${typeof value}`;
  return new WrongAnswer(`${JSON.stringify(path)} is ${found}, expected ${expected}`);
}
