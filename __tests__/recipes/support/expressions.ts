/** What an expression of GitHub Actions may name: `github`, `inputs`, `steps`. */
export type Contexts = Readonly<Record<string, unknown>>;
type Value = string | number | boolean | null;

const TOKEN = /\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||!|\(|\))|([\w.-]+))/y;

/** Fills the expressions of a text in, as the runner of GitHub Actions does. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, expression: string) =>
    textOf(evaluate(expression, contexts)),
  );
}

/** Whether a step runs; without a condition after no failure only, which the caller sees to. */
export function holds(condition: string | undefined, contexts: Contexts): boolean {
  return condition === undefined || isTrue(evaluate(condition.replace(/^\$\{\{(.*)\}\}$/s, "$1"), contexts));
}

/**
 * The part of the expression language that the action uses: names, texts, `==`, `!=`, `&&`, `||`, `!`.
 *
 * @throws for anything else
 */
function evaluate(expression: string, contexts: Contexts): Value {
  const tokens: string[] = [];
  const source = expression.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length;) {
    const match = TOKEN.exec(source);
    if (match === null) {
      throw new Error(`cannot read the expression ${expression}`);
    }
    tokens.push(match[0].trim());
  }
  const value = or();
  if (tokens.length > 0) {
    throw new Error(`cannot read ${tokens.join(" ")} in the expression ${expression}`);
  }
  return value;

  function or(): Value {
    let left = and();
    while (tokens[0] === "||") {
      tokens.shift();
      const right = and();
      left = isTrue(left) ? left : right;
    }
    return left;
  }
  function and(): Value {
    let left = equality();
    while (tokens[0] === "&&") {
      tokens.shift();
      const right = equality();
      left = isTrue(left) ? right : left;
    }
    return left;
  }
  function equality(): Value {
    const left = unary();
    if (tokens[0] !== "==" && tokens[0] !== "!=") {
      return left;
    }
    const isEqual = tokens.shift() === "==";
    return isSame(left, unary()) === isEqual;
  }
  function unary(): Value {
    const token = tokens.shift() ?? "";
    if (token === "!") {
      return !isTrue(unary());
    }
    if (token === "(") {
      const inner = or();
      tokens.shift();
      return inner;
    }
    if (token.startsWith("'")) {
      return token.slice(1, -1).replaceAll("''", "'");
    }
    if (token === "true" || token === "false") {
      return token === "true";
    }
    return valueAt(token, contexts);
  }
}

function valueAt(path: string, contexts: Contexts): Value {
  const [context = "", ...names] = path.split(".");
  if (!(context in contexts)) {
    throw new Error(`there is no context ${context}`);
  }
  const found = names.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? (value as Contexts)[name] : undefined),
    contexts[context],
  );
  if (typeof found === "object" && found !== null) {
    throw new Error(`${path} is no value`);
  }
  return (found ?? null) as Value;
}

/** Texts are compared without regard to case; values of different kinds as numbers. */
function isSame(left: Value, right: Value): boolean {
  return typeof left === typeof right && left !== null && right !== null
    ? textOf(left).toLowerCase() === textOf(right).toLowerCase()
    : numberOf(left) === numberOf(right);
}

function numberOf(value: Value): number {
  return value === null ? 0 : Number(value === "" ? 0 : value);
}

function textOf(value: Value): string {
  return value === null ? "" : String(value);
}

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== "";
}
