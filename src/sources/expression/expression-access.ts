import { membersOf, numberOf } from "./expression-functions";
import { listOf, textOfValue, UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** `of.name` */
export function attributeOf(of: ExpressionValue, name: string): ExpressionValue {
  if (typeof of !== "object" || of === null) {
    return UNKNOWN;
  }
  return of.kind === "attributes"
    ? of.attribute(name)
    : of.kind === "object"
      ? (of.entries.get(name) ?? UNKNOWN)
      : UNKNOWN;
}

/** `of[*].step.step` */
export function splatOf(of: ExpressionValue, steps: readonly string[]): ExpressionValue {
  const isOne = typeof of === "object" && of?.kind === "attributes";
  const items = membersOf(of) ?? (isOne ? [of] : undefined);
  return items === undefined ? UNKNOWN : listOf(items.map((item) => steps.reduce(attributeOf, item)));
}

/** `of[key]` */
export function elementOf(of: ExpressionValue, key: ExpressionValue): ExpressionValue {
  if (typeof of !== "object" || of === null) {
    return UNKNOWN;
  }
  const position = numberOf(key);
  if (of.kind === "list") {
    return position === undefined ? UNKNOWN : (of.items[position] ?? UNKNOWN);
  }
  const text = textOfValue(key);
  if (text === undefined) {
    return UNKNOWN;
  }
  return of.kind === "open-block" ? of.instance(typeof key === "number" ? key : text) : attributeOf(of, text);
}
