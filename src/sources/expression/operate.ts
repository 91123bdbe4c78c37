import { sameJson } from "../../text/json";
import type { BinaryOperator } from "./expression-node";
import { numberOf } from "./expression-functions";
import { plainValue, UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** An operator over values; unknown unless all that decides the result is known. */
export function operate(
  operator: BinaryOperator | "not" | "minus",
  [left = null, right = null]: readonly ExpressionValue[],
): ExpressionValue {
  switch (operator) {
    case "not":
      return typeof booleanOf(left) === "boolean" ? booleanOf(left) === false : UNKNOWN;
    case "minus":
      return arithmetic(0, left, (zero, number) => zero - number);
    case "||":
    case "&&": {
      const [one, other] = [booleanOf(left), booleanOf(right)];
      const decides = operator === "||";
      return one === decides || other === decides
        ? decides
        : one === undefined || other === undefined
          ? UNKNOWN
          : !decides;
    }
    case "==":
    case "!=": {
      const [one, other] = [plainValue(left), plainValue(right)];
      return one === undefined || other === undefined
        ? UNKNOWN
        : sameJson(one, other) === (operator === "==");
    }
    case "<":
      return arithmetic(left, right, (one, other) => one < other);
    case ">":
      return arithmetic(left, right, (one, other) => one > other);
    case "<=":
      return arithmetic(left, right, (one, other) => one <= other);
    case ">=":
      return arithmetic(left, right, (one, other) => one >= other);
    case "+":
      return arithmetic(left, right, (one, other) => one + other);
    case "-":
      return arithmetic(left, right, (one, other) => one - other);
    case "*":
      return arithmetic(left, right, (one, other) => one * other);
    case "/":
      return arithmetic(left, right, (one, other) => one / other);
    case "%":
      return arithmetic(left, right, (one, other) => one % other);
  }
}

function booleanOf(value: ExpressionValue): boolean | undefined {
  return value === true || value === "true" ? true : value === false || value === "false" ? false : undefined;
}

function arithmetic(
  left: ExpressionValue,
  right: ExpressionValue,
  apply: (one: number, other: number) => number | boolean,
): ExpressionValue {
  const [one, other] = [numberOf(left), numberOf(right)];
  return one === undefined || other === undefined ? UNKNOWN : apply(one, other);
}
