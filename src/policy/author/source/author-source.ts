import type { JsonObject } from "../../../text/json";
import { constantName } from "./constant-name";
import { call, jsonExpression } from "./expression";
import type { Expression } from "./expression";
import { PRINT_WIDTH, printExpression } from "./print-expression";
import { hasObjectMember } from "./object-members";
import { readPolicy } from "./read-node";
import { stringLiteral } from "./string-literal";

/** A policy as one TypeScript expression. */
export interface AuthorExpression {
  /** A call of `backupPolicy`, or of `backupPolicyFromJson` where authoring cannot spell the document's names. */
  readonly text: string;
  /** The names that the expression uses, sorted. */
  readonly imports: readonly string[];
}

export interface AuthorSourceOptions {
  /** Name of the exported constant, made an identifier if it is none; `policy` unless given. */
  readonly name?: string;
  /** Where the authoring functions are imported from; this package unless given. */
  readonly from?: string;
}

/**
 * An existing policy as a TypeScript module in the style of this package. Evaluated, it gives a document
 * whose minified text is equal to that of `document`.
 *
 * @param document nested no deeper than `MAX_DEPTH`; it need not be one that AWS accepts
 */
export function authorSource(document: JsonObject, options: AuthorSourceOptions = {}): string {
  const { name = "policy", from = "cdktf-org-backup" } = options;
  const start = `export const ${constantName(name)} = `;
  const { text, imports } = authorExpression(document, { used: start.length, after: 1 });
  return `${importStatement(imports, from)}\n\n${start}${text};\n`;
}

function importStatement(names: readonly string[], from: string): string {
  const line = `import { ${names.join(", ")} } from ${stringLiteral(from)};`;
  return line.length <= PRINT_WIDTH
    ? line
    : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from ${stringLiteral(from)};`;
}

/**
 * The expression of {@link authorSource} alone, for source texts that hold several policies.
 *
 * @param layout where it will stand: the indent of its line, and the characters before and after it there
 */
export function authorExpression(
  document: JsonObject,
  layout: { readonly indent?: string; readonly used?: number; readonly after?: number } = {},
): AuthorExpression {
  const policy = readPolicy(document);
  const expression =
    policy === undefined
      ? call("backupPolicyFromJson", wholeDocument(document))
      : call("backupPolicy", policy);
  const { indent = "", used = indent.length, after = 0 } = layout;
  return {
    text: printExpression(expression, indent, used, after),
    imports: [...new Set(namesIn(expression))].sort(),
  };
}

/** The whole document as an object, or as text where the compiler would stumble over its names. */
function wholeDocument(document: JsonObject): Expression {
  return hasObjectMember(document) ? jsonExpression(JSON.stringify(document)) : jsonExpression(document);
}

/** The functions and constants that an expression takes from the package. */
function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "literal":
      return [];
    case "name":
      return [expression.name];
    case "list":
      return expression.items.flatMap(namesIn);
    case "object":
      return expression.entries.flatMap(({ value }) => namesIn(value));
    case "calls":
      return [
        // Further calls are methods of what the first one returns.
        ...expression.calls.slice(0, 1).map(({ name }) => name),
        ...expression.calls.flatMap(({ operands }) => operands.flatMap(namesIn)),
      ];
  }
}
