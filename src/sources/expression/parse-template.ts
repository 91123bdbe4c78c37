import { OPERATORS } from "./expression-node";
import type { ExpressionNode } from "./expression-node";

/** Deeper nesting than any code has. */
const MAX_DEPTH = 100;

/**
 * Reads a string of Terraform's JSON syntax, which is a template: `prefix-${each.key}`.
 *
 * @returns undefined for what is not Terraform's language, and for heredocs and template directives
 */
export function parseTemplate(text: string): ExpressionNode | undefined {
  if (!/[$%]\{/.test(text)) {
    return { kind: "literal", value: text };
  }
  return parsed(() => new Parser(text).template(undefined, 0));
}

/** Reads an expression by itself: `["a", "b"]`. */
export function parseExpression(text: string): ExpressionNode | undefined {
  return parsed(() => {
    const parser = new Parser(text);
    const node = parser.expression(0);
    parser.end();
    return node;
  });
}

/** Reads a file of nothing but attributes, `name = expression`: a `.tfvars` file. */
export function parseAttributes(text: string): readonly (readonly [string, ExpressionNode])[] | undefined {
  return parsed(() => new Parser(text).attributes());
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      return undefined;
    }
    throw error;
  }
}

class SyntaxProblem extends Error {}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
/** What stands in a template for itself. */
const LITERAL = /[^$%"\\]+/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  expression(depth: number): ExpressionNode {
    if (depth > MAX_DEPTH) {
      throw new SyntaxProblem();
    }
    const condition = this.binary(0, depth);
    if (!this.takes("?")) {
      return condition;
    }
    const yes = this.expression(depth + 1);
    this.expect(":");
    return { kind: "conditional", condition, yes, no: this.expression(depth + 1) };
  }

  attributes(): readonly (readonly [string, ExpressionNode])[] {
    const found: (readonly [string, ExpressionNode])[] = [];
    for (let name = this.name(); name !== undefined; name = this.name()) {
      this.expect("=");
      found.push([name, this.expression(0)]);
    }
    this.end();
    return found;
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) {
      throw new SyntaxProblem();
    }
  }

  /** The text up to a closing quote, or up to the end. */
  template(quote: string | undefined, depth: number): ExpressionNode {
    const parts: (string | ExpressionNode)[] = [];
    let literal = "";
    for (;;) {
      LITERAL.lastIndex = this.at;
      const [run = ""] = LITERAL.exec(this.text) ?? [];
      literal += run;
      this.at += run.length;
      const next = this.text[this.at];
      if (next === quote) {
        break;
      }
      if (next === undefined) {
        throw new SyntaxProblem();
      }
      const three = this.text.slice(this.at, this.at + 3);
      if (three === "$${" || three === "%%{") {
        literal += three.slice(1);
        this.at += 3;
      } else if (three.startsWith("${")) {
        this.at += 2;
        this.takes("~");
        parts.push(literal, this.expression(depth + 1));
        literal = "";
        this.takes("~");
        this.expect("}");
      } else if (three.startsWith("%{")) {
        throw new SyntaxProblem();
      } else if (next === "\\" && quote !== undefined) {
        literal += this.escape();
      } else {
        literal += next;
        this.at += 1;
      }
    }
    const all = [...parts, literal].filter((part) => part !== "");
    const [only, ...more] = all;
    if (only === undefined || (typeof only === "string" && more.length === 0)) {
      return { kind: "literal", value: only ?? "" };
    }
    return more.length === 0 && typeof only !== "string" ? only : { kind: "template", parts: all };
  }

  private escape(): string {
    const code = this.text[this.at + 1] ?? "";
    const [, hex] = /^\\u([0-9a-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 6)) ?? [];
    const found = hex === undefined ? ESCAPES[code] : String.fromCharCode(parseInt(hex, 16));
    if (found === undefined) {
      throw new SyntaxProblem();
    }
    this.at += hex === undefined ? 2 : 6;
    return found;
  }

  private binary(level: number, depth: number): ExpressionNode {
    const operators = OPERATORS[level];
    if (operators === undefined) {
      return this.unary(depth);
    }
    let left = this.binary(level + 1, depth);
    for (;;) {
      const operator = operators.find((each) => this.takesOperator(each));
      if (operator === undefined) {
        return left;
      }
      left = { kind: "binary", operator, left, right: this.binary(level + 1, depth) };
    }
  }

  private unary(depth: number): ExpressionNode {
    if (depth > MAX_DEPTH) {
      throw new SyntaxProblem();
    }
    if (this.takes("!")) {
      return { kind: "not", of: this.unary(depth + 1) };
    }
    return this.takes("-") ? { kind: "minus", of: this.unary(depth + 1) } : this.postfix(depth);
  }

  private postfix(depth: number): ExpressionNode {
    let node = this.primary(depth);
    for (;;) {
      if (this.takes("[*]") || this.takes(".*")) {
        const steps: string[] = [];
        while (this.takes(".")) {
          steps.push(this.name() ?? this.fail());
        }
        node = { kind: "splat", of: node, steps };
      } else if (this.takes("[")) {
        const key = this.expression(depth + 1);
        this.expect("]");
        node = { kind: "index", of: node, key };
      } else if (this.text.startsWith("...", this.at)) {
        return node;
      } else if (this.takes(".")) {
        const name = this.name();
        const position = name === undefined ? this.match(NUMBER) : undefined;
        node =
          name === undefined
            ? { kind: "index", of: node, key: { kind: "literal", value: Number(position ?? this.fail()) } }
            : { kind: "attribute", of: node, name };
      } else {
        return node;
      }
    }
  }

  private primary(depth: number): ExpressionNode {
    this.space();
    if (this.takes("(")) {
      const node = this.expression(depth + 1);
      this.expect(")");
      return node;
    }
    if (this.takes('"')) {
      const node = this.template('"', depth);
      this.at += 1;
      return node;
    }
    if (this.takes("[")) {
      return this.forExpression("]", depth) ?? { kind: "list", items: this.items("]", depth) };
    }
    if (this.takes("{")) {
      return this.forExpression("}", depth) ?? { kind: "object", entries: this.entries(depth) };
    }
    const number = this.match(NUMBER);
    if (number !== undefined) {
      return { kind: "literal", value: Number(number) };
    }
    const name = this.name() ?? this.fail();
    if (name === "true" || name === "false" || name === "null") {
      return { kind: "literal", value: name === "null" ? null : name === "true" };
    }
    return this.takes("(") ? { kind: "call", name, args: this.items(")", depth) } : { kind: "name", name };
  }

  private items(close: string, depth: number): readonly ExpressionNode[] {
    const items: ExpressionNode[] = [];
    while (!this.takes(close)) {
      items.push(this.expression(depth + 1));
      if (!this.takes(",")) {
        this.expect(close);
        break;
      }
    }
    return items;
  }

  private entries(depth: number): readonly (readonly [ExpressionNode, ExpressionNode])[] {
    const entries: (readonly [ExpressionNode, ExpressionNode])[] = [];
    while (!this.takes("}")) {
      const key = this.expression(depth + 1);
      // A bare word is a key by itself.
      const written: ExpressionNode = key.kind === "name" ? { kind: "literal", value: key.name } : key;
      if (!this.takes("=") && !this.takes(":")) {
        throw new SyntaxProblem();
      }
      entries.push([written, this.expression(depth + 1)]);
      this.takes(",");
    }
    return entries;
  }

  private forExpression(close: string, depth: number): ExpressionNode | undefined {
    const start = this.at;
    if (this.name() !== "for") {
      this.at = start;
      return undefined;
    }
    const names = [this.name() ?? this.fail()];
    if (this.takes(",")) {
      names.push(this.name() ?? this.fail());
    }
    if (this.name() !== "in") {
      // A key or a variable that is called "for".
      this.at = start;
      return undefined;
    }
    const over = this.expression(depth + 1);
    this.expect(":");
    const first = this.expression(depth + 1);
    const second = this.takes("=>") ? this.expression(depth + 1) : undefined;
    const afterValue = this.at;
    const hasCondition = this.name() === "if";
    this.at = hasCondition ? this.at : afterValue;
    const condition = hasCondition ? this.expression(depth + 1) : undefined;
    this.expect(close);
    if ((close === "}") !== (second !== undefined)) {
      throw new SyntaxProblem();
    }
    return {
      kind: "for",
      names,
      over,
      key: second === undefined ? undefined : first,
      value: second ?? first,
      condition,
    };
  }

  private name(): string | undefined {
    return this.match(NAME);
  }

  private match(pattern: RegExp): string | undefined {
    this.space();
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private takes(token: string): boolean {
    this.space();
    if (!this.text.startsWith(token, this.at)) {
      return false;
    }
    this.at += token.length;
    return true;
  }

  /** `=` begins `==` and `=>`, which are no operators of their own here. */
  private takesOperator(operator: string): boolean {
    this.space();
    const isMeant =
      this.text.startsWith(operator, this.at) && !(operator === "<" && this.text[this.at + 1] === "<");
    this.at += isMeant ? operator.length : 0;
    return isMeant;
  }

  private expect(token: string): void {
    if (!this.takes(token)) {
      throw new SyntaxProblem();
    }
  }

  private space(): void {
    // Most tokens have none before them.
    if (/[\s#/]/.test(this.text.charAt(this.at))) {
      SPACE.lastIndex = this.at;
      this.at += SPACE.exec(this.text)?.[0].length ?? 0;
    }
  }

  private fail(): never {
    throw new SyntaxProblem();
  }
}
