import type { JsonValue } from "../../text/json";
import type { ExpressionNode } from "./expression-node";
import { parseAttributes, parseExpression } from "./parse-template";

/** The value of an expression that holds nothing but values; undefined for any other text. */
export function parseConstant(text: string): JsonValue | undefined {
  const node = parseExpression(text);
  return node === undefined ? undefined : constantOf(node);
}

/** The assignments of a `.tfvars` file; undefined if a part of it cannot be read. */
export function parseAssignments(text: string): ReadonlyMap<string, JsonValue> | undefined {
  const values = new Map<string, JsonValue>();
  for (const [name, node] of parseAttributes(text) ?? [["", undefined] as const]) {
    const value = node === undefined ? undefined : constantOf(node);
    if (value === undefined) {
      return undefined;
    }
    values.set(name, value);
  }
  return values;
}

function constantOf(node: ExpressionNode): JsonValue | undefined {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "minus": {
      const value = constantOf(node.of);
      return typeof value === "number" ? -value : undefined;
    }
    case "list": {
      const items = node.items.map(constantOf);
      return items.includes(undefined) ? undefined : (items as JsonValue);
    }
    case "object": {
      const entries = node.entries.map(([key, value]) => [constantOf(key), constantOf(value)] as const);
      return entries.some(([key, value]) => typeof key !== "string" || value === undefined)
        ? undefined
        : (Object.fromEntries(entries) as JsonValue);
    }
    default:
      return undefined;
  }
}
