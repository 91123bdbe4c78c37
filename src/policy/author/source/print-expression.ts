import type { Call, Expression, ObjectEntry } from "./expression";
import { stringLiteral } from "./string-literal";

/** Lines are no longer than this where their content allows it. */
export const PRINT_WIDTH = 110;
const INDENT = "  ";

/**
 * Lays an expression out as common formatters do: on one line where it fits, else one part a line.
 *
 * @param indent of the line on which the expression starts
 * @param used characters on that line before it, indent included
 * @param after characters that follow on its last line
 */
export function printExpression(expression: Expression, indent: string, used: number, after: number): string {
  const line = flat(expression);
  if (used + line.length + after <= PRINT_WIDTH) {
    return line;
  }
  switch (expression.kind) {
    case "literal":
    case "name":
      return line;
    case "list":
      return printList(expression.items, indent);
    case "object":
      return printObject(expression.entries, indent);
    case "calls":
      return printCalls(expression.calls, indent, used, after);
  }
}

function printList(items: readonly Expression[], indent: string): string {
  const inner = indent + INDENT;
  const lines = items.map((item) => `${inner}${printExpression(item, inner, inner.length, 1)},\n`);
  return items.length === 0 ? "[]" : `[\n${lines.join("")}${indent}]`;
}

function printObject(entries: readonly ObjectEntry[], indent: string): string {
  const inner = indent + INDENT;
  const keys = objectKeys(entries);
  const lines = entries.map(({ value }, index) => {
    const start = `${inner}${keys[index] ?? ""}:`;
    const overlong = value.kind === "literal" && start.length + 1 + value.text.length + 1 > PRINT_WIDTH;
    return overlong
      ? `${start}\n${inner}${INDENT}${value.text},\n`
      : `${start} ${printExpression(value, inner, start.length + 1, 1)},\n`;
  });
  return entries.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
}

/** Three calls and more stand one a line; of two the second one follows the first. */
function printCalls(calls: readonly Call[], indent: string, used: number, after: number): string {
  const chained = calls.length > 2;
  const inner = chained ? indent + INDENT : indent;
  let text = "";
  for (const [index, { name, operands }] of calls.entries()) {
    const breaks = chained && index > 0;
    text += breaks ? `\n${inner}.` : index > 0 ? "." : "";
    const line = text.slice(text.lastIndexOf("\n") + 1);
    const column = (text.includes("\n") ? 0 : used) + line.length + name.length + 1;
    const last = index === calls.length - 1;
    const start = index === 0 ? indent : inner;
    text += `${name}(${printOperands(operands, start, column, last ? after + 1 : 1)})`;
  }
  return text;
}

/**
 * A last object or list hugs its parentheses where the rest fits before it and is not such a one as well;
 * else each operand has its line.
 */
function printOperands(operands: readonly Expression[], indent: string, used: number, after: number): string {
  const line = operands.map(flat).join(", ");
  if (used + line.length + after <= PRINT_WIDTH) {
    return line;
  }
  const before = operands.slice(0, -1).map((operand) => `${flat(operand)}, `);
  const column = used + before.join("").length;
  const last = operands.at(-1);
  const hugs = (last?.kind === "object" || last?.kind === "list") && operands.at(-2)?.kind !== last.kind;
  if (hugs && column < PRINT_WIDTH) {
    return before.join("") + printExpression(last, indent, column, after);
  }
  const inner = indent + INDENT;
  const lines = operands.map((operand) => `${inner}${printExpression(operand, inner, inner.length, 1)},\n`);
  return operands.length === 0 ? "" : `\n${lines.join("")}${indent}`;
}

function flat(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return expression.text;
    case "name":
      return expression.name;
    case "list":
      return `[${expression.items.map(flat).join(", ")}]`;
    case "object": {
      const keys = objectKeys(expression.entries);
      const members = expression.entries.map(({ value }, index) => `${keys[index] ?? ""}: ${flat(value)}`);
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
    }
    case "calls":
      return expression.calls
        .map(({ name, operands }) => `${name}(${operands.map(flat).join(", ")})`)
        .join(".");
  }
}

const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

function objectKeys(entries: readonly ObjectEntry[]): readonly string[] {
  return entries.map(({ key }) => objectKey(key));
}

function objectKey(key: string): string {
  if (key === "__proto__") {
    // Written plainly it would set the prototype.
    return '["__proto__"]';
  }
  return identifier.test(key) ? key : stringLiteral(key);
}
