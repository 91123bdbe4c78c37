import type { Reference } from "./declared-resources";

/** A reference for people. */
export function spelledReference(reference: Reference): string {
  switch (reference.kind) {
    case "id":
      return reference.id;
    case "address":
      return reference.address;
    case "root":
      return "the root";
    case "child":
      return `the OU ${JSON.stringify(reference.name)} below ${spelledReference(reference.parent)}`;
    case "unknown":
      return unknownValues(reference.expression);
  }
}

const TRAVERSAL =
  /(?:\bdata\.[a-z][a-z0-9_]*|\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+|\[(?:\d+|"[^"]*")\])*/g;

/** Of an expression what it refers to; the expression itself where that is nothing. */
export function unknownValues(expression: string): string {
  const found = [...new Set([...expression.matchAll(TRAVERSAL)].map(([traversal]) => traversal))];
  return found.length === 0 ? expression : found.join(" and ");
}
