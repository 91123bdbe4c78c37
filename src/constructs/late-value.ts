import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "./framework";
import type { IConstruct, IResolvable, IResolveContext } from "./framework";

/** CDKTF marks a number that is known later by a double with this exponent. */
const NUMBER_MARKER = /-?\d\.\d+e\+289/g;
/** The marker of a token inside a text. */
const TEXT_MARKER = /\$\{TfToken\[[^\]]*\]\}/g;
const CONTAINER_MARKER = /[#&]\{TfToken\[/;
/** In every marker inside a text, and in hardly another text: most need not be searched. */
const TEXT_MARKERS_HOLD = "TfToken[";
const NUMBER_MARKERS_HOLD = "e+289";
/** Beyond every number that a policy holds; a marker with which someone calculated is here too. */
const LARGEST_NUMBER = 1e280;
const MAX_STEPS = 32;

/** Whether something is known only later: to Terraform, or when the app is synthesized. */
export function isLate(value: unknown): boolean {
  try {
    return Tokenization.isResolvable(value) || (value !== null && Token.isUnresolved(value));
  } catch {
    // A proxy that fails whatever it is asked.
    return false;
  }
}

/** What a value stands for as a whole: a token in any of its disguises. Undefined for everything else. */
export function lateValue(value: unknown): IResolvable | undefined {
  if (isResolvable(value)) {
    return value;
  }
  if (typeof value === "string") {
    if (!value.includes(TEXT_MARKERS_HOLD)) {
      return undefined;
    }
    const { tokens, literals } = Tokenization.reverseString(value);
    return tokens.length === 1 && literals.length === 0 ? tokens[0] : undefined;
  }
  if (Array.isArray(value)) {
    return lateList(value);
  }
  return (typeof value === "number" && isCalculatedMarker(value)) ||
    (typeof value === "object" && value !== null)
    ? Tokenization.reverse(value)[0]
    : undefined;
}

/** What a list stands for as a whole. The framework looks for its markers in lists of one element only. */
function lateList(list: readonly unknown[]): IResolvable | undefined {
  const [only] = list;
  if (list.length !== 1) {
    return undefined;
  }
  if (typeof only === "string") {
    return Tokenization.reverseList([only]);
  }
  return typeof only === "number" ? Tokenization.reverseNumberList([only]) : undefined;
}

/** Replaces each token inside a text; numbers that are known later stand there as digits. */
export function replaceTokens(text: string, replacement: (token: IResolvable) => string): string {
  if (!text.includes(TEXT_MARKERS_HOLD) && !text.includes(NUMBER_MARKERS_HOLD)) {
    return text;
  }
  return text
    .replaceAll(TEXT_MARKER, (marker) => {
      const [token] = Tokenization.reverseString(marker).tokens;
      return token === undefined ? marker : replacement(token);
    })
    .replaceAll(NUMBER_MARKER, (digits) => {
      const token = Tokenization.reverseNumber(Number(digits));
      return token === undefined ? digits : replacement(token);
    });
}

/** Whether a list or map token stands inside a string or a list, where it cannot be written. */
export function holdsContainerMarker(text: string): boolean {
  return text.includes(TEXT_MARKERS_HOLD) && CONTAINER_MARKER.test(text);
}

/** Whether someone calculated with a number that is known only later. */
export function isCalculatedMarker(value: number): boolean {
  return Math.abs(value) > LARGEST_NUMBER;
}

/**
 * What a token produces when the app is synthesized, where that is no expression of Terraform: a lazy value,
 * or a literal in a wrapper.
 *
 * @returns undefined for what only Terraform knows
 */
export function producedValue(
  token: IResolvable,
  context: IResolveContext,
): { readonly value: unknown } | undefined {
  let value: unknown = token;
  for (let step = 0; step < MAX_STEPS && isResolvable(value); step += 1) {
    value = oneStep(value, context);
  }
  return typeof value === "string" && isExpression(value) ? undefined : { value };
}

/** An expression sets the context to write its parts without `${`: the next one would lack them. */
function oneStep(token: IResolvable, context: IResolveContext): unknown {
  const before = context.suppressBraces;
  context.suppressBraces = false;
  try {
    return token.resolve(context) as unknown;
  } finally {
    context.suppressBraces = before ?? false;
  }
}

/** Calls a function with what resolving tokens needs. */
export function withContext<Result>(scope: IConstruct, call: (context: IResolveContext) => Result): Result {
  const results: Result[] = [];
  const probe: IResolvable = {
    creationStack: [],
    resolve: (context) => {
      results.push(call(context));
      return "";
    },
    toString: () => "",
  };
  Tokenization.resolve(probe, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
  const [result] = results;
  if (results.length === 0) {
    throw new Error("The framework did not resolve a token.");
  }
  return result as Result;
}

/** A text as Terraform gets it, tokens replaced by expressions; the same for every way to write one. */
export function resolvedText(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  }) as unknown;
}

/**
 * A text with what its tokens produce; undefined if only Terraform knows it. A lazy value counts as it is now.
 */
export function knownText(scope: IConstruct, text: string): string | undefined {
  if (!isLate(text)) {
    return text;
  }
  const resolved = resolvedText(scope, text);
  return typeof resolved === "string" && !isExpression(resolved) ? resolved : undefined;
}

/** A text for ids and messages: tokens as Terraform's expressions, without CDKTF's counters. */
export function stableText(scope: IConstruct, text: string): string {
  return isLate(text) ? String(resolvedText(scope, text)) : text;
}

/** Whether a resolved text refers to the element of an iterator, which only a resource with for_each has. */
export function refersToElement(text: string): boolean {
  return /[$%]\{[^}]*\beach\.(?:key|value)\b/.test(text);
}

function isResolvable(value: unknown): value is IResolvable {
  return Tokenization.isResolvable(value);
}

function isExpression(text: string): boolean {
  return /[$%]\{(?!TfToken\[)/.test(text);
}
