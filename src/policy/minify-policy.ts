import { isJsonObject } from "../text/json";
import type { JsonObject, JsonScalar, JsonValue } from "../text/json";
import { GRAMMAR_ROOT } from "./grammar/lookup";
import type { GrammarEntry } from "./grammar/lookup";
import { CHILD_CONTROL } from "./operator-set";
import { operatorOf } from "./operators";

/** What is still to be written: text as it is, or a value with its place in the grammar. */
type Pending =
  string | { readonly value: JsonValue; readonly place: GrammarEntry | undefined; readonly sorted: boolean };

/**
 * The canonical text of a policy, as it is sent to AWS: no white space, keys in written order, scalars
 * as they are, and sorted lists wherever the order of a list has no meaning (list settings and child
 * controls). Terraform compares such texts; equal policies then show no change. Works on a stack of its
 * own, so that nesting of any depth is written.
 */
export function minifyPolicy(policy: JsonValue): string {
  const written: string[] = [];
  const pending: Pending[] = [{ value: policy, place: GRAMMAR_ROOT, sorted: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") {
      written.push(next);
    } else if (Array.isArray(next.value)) {
      pushList(pending, next.value as readonly JsonValue[], next.sorted);
    } else if (isJsonObject(next.value)) {
      pushObject(pending, next.value, next.place);
    } else {
      written.push(JSON.stringify(next.value));
    }
  }
  return written.join("");
}

/** The length of that text. */
export function minifiedLength(policy: JsonValue): number {
  try {
    // Sorting changes no length, and JSON.stringify takes a tenth of the time.
    return JSON.stringify(policy).length;
  } catch {
    // Nested too deeply for JSON.stringify.
    return minifyPolicy(policy).length;
  }
}

function pushList(pending: Pending[], list: readonly JsonValue[], sorted: boolean): void {
  const items = sorted && list.every(isScalar) ? list.toSorted(byText) : list;
  pending.push("]");
  for (let index = items.length - 1; index >= 0; index -= 1) {
    pending.push({ value: items[index] ?? null, place: undefined, sorted: false }, index === 0 ? "[" : ",");
  }
  if (items.length === 0) {
    pending.push("[");
  }
}

function pushObject(pending: Pending[], object: JsonObject, place: GrammarEntry | undefined): void {
  // Typed authoring may leave an optional key at undefined, which JSON leaves out.
  const keys = Object.keys(object).filter(
    (key) => (object as Readonly<Record<string, unknown>>)[key] !== undefined,
  );
  pending.push("}");
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index] ?? "";
    const operator = operatorOf(key);
    pending.push(
      {
        value: object[key] ?? null,
        place: operator === undefined ? (place?.child ?? place?.keys.get(key.toLowerCase())) : undefined,
        sorted: operator === CHILD_CONTROL || (operator !== undefined && place?.node.kind === "list"),
      },
      `${index === 0 ? "{" : ","}${JSON.stringify(key)}:`,
    );
  }
  if (keys.length === 0) {
    pending.push("{");
  }
}

function isScalar(value: JsonValue): value is JsonScalar {
  return typeof value !== "object" || value === null;
}

function byText(left: JsonScalar, right: JsonScalar): number {
  const [a, b] = [String(left), String(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
