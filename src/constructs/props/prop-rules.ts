import { Token } from "../framework";
import type { IConstruct } from "../framework";
import { holdsContainerMarker, isCalculatedMarker, isLate } from "../late-value";
import { constructError, readable } from "../construct-error";
import { didYouMeanSentence } from "../../text/did-you-mean";

/**
 * What a property holds. Tokens stand for texts, numbers and lists of texts; for a boolean only under
 * `boolean-token`, since the others decide which resources there are, as `known-texts` do. A list is one of words;
 * `any` has checks of its own.
 */
export type PropRule =
  | "text"
  | "number"
  | "boolean"
  | "boolean-token"
  | "list"
  | "texts"
  | "known-texts"
  | "any"
  | readonly string[]
  | NestedProps;

type KeyOf<T> = T extends unknown ? keyof T & string : never;

/** A rule for every key of an interface, and of all alternatives of a union. */
export type PropRules<T> = Readonly<Record<KeyOf<T>, PropRule>>;

type AnyRules = Readonly<Record<string, PropRule>>;

/** Properties inside a property. */
export class NestedProps {
  private constructor(
    private readonly rulesOf: () => AnyRules,
    private readonly kind: "object" | "list" | "map",
    private readonly words: readonly string[] = [],
  ) {}

  /** @param words that may stand in place of the object, such as `none` */
  static object<T>(rules: PropRules<T>, words: readonly string[] = []): NestedProps {
    return new NestedProps(() => rules, "object", words);
  }

  /** A list of such objects. */
  static list<T>(rules: PropRules<T>): NestedProps {
    return new NestedProps(() => rules, "list");
  }

  /** Such objects by name; a function, since they may hold themselves. */
  static map<T>(rules: () => PropRules<T>): NestedProps {
    return new NestedProps(rules, "map");
  }

  read(construct: IConstruct, value: unknown, path: string): unknown {
    if (this.kind === "object") {
      return typeof value === "string" && this.words.length > 0
        ? readWord(construct, value, this.words, path)
        : readObject(construct, value, this.rulesOf(), path);
    }
    if (this.kind === "list") {
      if (!Array.isArray(value) || isLate(value)) {
        throw wrongKind(construct, value, path, "a list");
      }
      return value.map((item, index) => readObject(construct, item, this.rulesOf(), `${path}.${index}`));
    }
    if (!isObject(value) || isLate(value)) {
      throw wrongKind(construct, value, path, "an object");
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        readObject(construct, item, this.rulesOf(), `${path}.${key}`),
      ]),
    );
  }
}

/**
 * Checks the properties of a construct. Types do that only where code is type-checked, which `tsx` and
 * JavaScript do not.
 *
 * @returns the properties, with tokens that are objects as texts, numbers and lists
 * @throws OrgBackupError (`input`) for an unknown key, a missing one, and a value of the wrong kind
 */
export function checkedProps<T extends object>(
  construct: IConstruct,
  props: T,
  rules: PropRules<T>,
  required: readonly KeyOf<T>[] = [],
): T {
  const read = readable(construct, "The properties", () => readObject(construct, props, rules, ""));
  const missing = required.filter((key) => read[key] === undefined);
  if (missing.length > 0) {
    throw constructError(
      construct,
      `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    );
  }
  return read as T;
}

/** That the properties are an object of which this key can be read: it says which other ones there are. */
export function checkObject(construct: IConstruct, props: unknown, key: string): void {
  readable(construct, "The properties", () => {
    if (!isObject(props)) {
      throw wrongKind(construct, props, "", "an object");
    }
    return (props as Readonly<Record<string, unknown>>)[key];
  });
}

function readObject(
  construct: IConstruct,
  value: unknown,
  rules: AnyRules,
  path: string,
): Readonly<Record<string, unknown>> {
  if (!isObject(value) || isLate(value)) {
    throw wrongKind(construct, value, path, "an object");
  }
  const read: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) {
      const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
      const at = path === "" ? key : `${path}.${key}`;
      if (rule === undefined) {
        const known = Object.keys(rules);
        throw constructError(
          construct,
          `Unknown property ${JSON.stringify(at)}.${didYouMeanSentence(key, known)}`,
          `${path === "" ? "The construct" : path} takes ${known.sort().join(", ")}.`,
        );
      }
      read[key] = readValue(construct, member, rule, at);
    }
  }
  return read;
}

function readValue(construct: IConstruct, value: unknown, rule: PropRule, path: string): unknown {
  if (rule instanceof NestedProps) {
    return rule.read(construct, value, path);
  }
  if (typeof rule !== "string") {
    return readWord(construct, value, rule, path);
  }
  if (rule === "any") {
    return value;
  }
  if (typeof value === "string" && holdsContainerMarker(value)) {
    throw constructError(
      construct,
      `${path} is taken from a list that is known only during apply.`,
      "Let Terraform take it: Fn.element(list, 0) of cdktf.",
    );
  }
  if (isLate(value) && AS_TOKEN[rule] !== undefined) {
    return AS_TOKEN[rule](value);
  }
  if (isLate(value) || !IS_KIND[rule](value)) {
    throw wrongKind(construct, value, path, NAMES[rule]);
  }
  if (typeof value === "number" && isCalculatedMarker(value)) {
    throw constructError(
      construct,
      `${path} was calculated from a number that is known only during apply.`,
      "Let Terraform calculate: Op.mul(token, 7) of cdktf, for example.",
    );
  }
  return rule === "texts" || rule === "known-texts"
    ? readTexts(construct, value as readonly unknown[], path)
    : value;
}

/** The framework can neither take a list token apart nor add to one, and says so where it resolves them. */
function readTexts(construct: IConstruct, value: readonly unknown[], path: string): readonly string[] {
  const texts = value.map((item) => Token.asString(item));
  if (texts.some(holdsContainerMarker)) {
    throw constructError(
      construct,
      `${path} has a list that is known only during apply as one of its strings.`,
      "Name each text.",
    );
  }
  return texts;
}

function readWord(construct: IConstruct, value: unknown, words: readonly string[], path: string): string {
  if (typeof value !== "string" || !words.includes(value)) {
    const meant = typeof value === "string" && !isLate(value) ? didYouMeanSentence(value, words) : "";
    throw constructError(
      construct,
      `${path} is ${shownValue(value)}.${meant}`,
      `It must be ${words.map((word) => JSON.stringify(word)).join(" or ")}.`,
    );
  }
  return value;
}

type Kind = Exclude<PropRule & string, "any">;

/** How a token of each kind is written, where one may stand. */
const AS_TOKEN: Readonly<Record<Kind, ((token: unknown) => unknown) | undefined>> = {
  text: (token) => Token.asString(token),
  number: (token) => Token.asNumber(token),
  texts: (token) => Token.asList(token),
  "boolean-token": (token) => token,
  list: undefined,
  "known-texts": undefined,
  boolean: undefined,
};

const NAMES: Readonly<Record<Kind, string>> = {
  text: "a string",
  number: "a number",
  boolean: "true or false",
  "boolean-token": "true or false",
  list: "a list",
  texts: "a list of strings",
  "known-texts": "a list of strings written in the code",
};

const IS_KIND: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  "boolean-token": (value) => typeof value === "boolean",
  list: (value) => Array.isArray(value),
  texts: areTexts,
  "known-texts": areTexts,
};

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item: unknown) => typeof item === "string" || isLate(item));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongKind(construct: IConstruct, value: unknown, path: string, expected: string): Error {
  const subject = path === "" ? "The object of properties" : path;
  return constructError(construct, `${subject} is ${shownValue(value)}; it must be ${expected}.`);
}

/** A value from outside in a message. */
export function shownValue(value: unknown): string {
  if (isLate(value)) {
    return "a token";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "object":
      return value === null ? "null" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}
