import type { JsonValue } from "../../../text/json";
import { isJsonObject } from "../../../text/json";
import { stringLiteral } from "./string-literal";

/** A TypeScript expression, before it is laid out. */
export type Expression =
  | { readonly kind: "literal"; readonly text: string }
  /** Something imported that is not called. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  /** Calls of functions, or of methods on what came before: `append([...]).remove([...])`. */
  | { readonly kind: "calls"; readonly calls: readonly Call[] };

export interface ObjectEntry {
  readonly key: string;
  readonly value: Expression;
}

export interface Call {
  readonly name: string;
  readonly operands: readonly Expression[];
}

export function call(name: string, ...operands: readonly Expression[]): Expression {
  return { kind: "calls", calls: [{ name, operands }] };
}

/** JSON as an expression that gives the same value. */
export function jsonExpression(value: JsonValue): Expression {
  if (Array.isArray(value)) {
    return { kind: "list", items: (value as readonly JsonValue[]).map(jsonExpression) };
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, member]) => ({ key, value: jsonExpression(member) }));
    return { kind: "object", entries };
  }
  return { kind: "literal", text: typeof value === "string" ? stringLiteral(value) : JSON.stringify(value) };
}
