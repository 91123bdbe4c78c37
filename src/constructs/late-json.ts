import { isPlainObject } from "../policy/author/plain-json";
import { setOwn } from "../text/json";
import type { JsonValue } from "../text/json";
import { MAX_DEPTH } from "../text/source-document";
import { constructError } from "./construct-error";
import { Construct, Fn, Lazy, Token } from "./framework";
import type { IConstruct, IResolvable, IResolveContext } from "./framework";
import {
  holdsContainerMarker,
  isCalculatedMarker,
  lateValue,
  producedValue,
  replaceTokens,
} from "./late-value";
import { escapeTemplate } from "./terraform-text";

/** JSON in which values that are known later have placeholders. */
export interface LateJson {
  readonly value: JsonValue;
  /** By the number in their placeholders, in the order in which they stand. */
  readonly tokens: readonly IResolvable[];
}

/** Characters for private use, which a policy cannot contain; the placeholder sorts by number and not by CDKTF's counter. */
const [START, END] = ["\uE000", "\uE001"];
const WHOLE_PLACEHOLDER = new RegExp(`"${START}(\\d+)${END}"(?!:)`, "g");
const PLACEHOLDER = new RegExp(`${START}(\\d+)${END}`, "g");

/**
 * Reads a JavaScript value as JSON. Nothing but plain objects, lists and scalars is walked; tokens become
 * placeholders.
 *
 * @param context if given, lazy values are replaced by what they produce
 * @throws OrgBackupError (`input`) that names the construct and the path of what JSON cannot hold
 */
export function lateJson(
  construct: IConstruct,
  value: unknown,
  context?: IResolveContext,
  subject = "The content",
): LateJson {
  const tokens: IResolvable[] = [];
  return { value: new Reader(construct, tokens, context, subject).read(value, [], []), tokens };
}

/**
 * JSON text for Terraform, from a JavaScript value with tokens. Lazy values have their values when the app is
 * synthesized.
 *
 * @param subject what the value is, for messages: `The content`
 * @throws OrgBackupError (`input`) as {@link lateJson} does
 */
export function lateJsonText(construct: IConstruct, value: unknown, subject: string): string {
  const text = (context?: IResolveContext): string => {
    const json = lateJson(construct, value, context, subject);
    return fillPlaceholders(JSON.stringify(json.value), json.tokens);
  };
  return lateJson(construct, value, undefined, subject).tokens.length === 0
    ? text()
    : Lazy.stringValue({ produce: text });
}

/**
 * JSON text for Terraform, from text with placeholders: literals are escaped, and Terraform writes what it
 * fills in as JSON, so that a quotation mark in a value cannot change the document.
 */
export function fillPlaceholders(json: string, tokens: readonly IResolvable[]): string {
  const tokenAt = (digits: string): IResolvable | undefined => tokens[Number(digits)];
  return escapeTemplate(json)
    .replaceAll(WHOLE_PLACEHOLDER, (placeholder, digits: string) => {
      const token = tokenAt(digits);
      return token === undefined ? placeholder : Token.asString(Fn.jsonencode(token));
    })
    .replaceAll(PLACEHOLDER, (placeholder, digits: string) => {
      const token = tokenAt(digits);
      return token === undefined ? placeholder : textInsideString(token);
    });
}

/** `jsonencode` puts quotation marks around a text; inside a string they stand already. */
function textInsideString(token: IResolvable): string {
  const quote = Token.asString(Fn.rawString('"'));
  return Token.asString(Fn.trimsuffix(Fn.trimprefix(Fn.jsonencode(token), quote), quote));
}

class Reader {
  constructor(
    private readonly construct: IConstruct,
    private readonly tokens: IResolvable[],
    private readonly context: IResolveContext | undefined,
    private readonly what: string,
  ) {}

  read(value: unknown, path: readonly string[], around: readonly unknown[]): JsonValue {
    const late = lateValue(value);
    if (late !== undefined) {
      return this.late(late, path, around);
    }
    switch (typeof value) {
      case "string":
        return this.text(value, path);
      case "number":
        return this.number(value, path);
      case "boolean":
        return value;
      case "object":
        if (value === null) {
          throw this.error(path, "is null, which a policy cannot contain", "Leave the key out.");
        }
        return this.container(value, path, around);
      default:
        throw this.error(path, `is ${value === undefined ? "undefined" : `a ${typeof value}`}`, JSON_ONLY);
    }
  }

  private late(token: IResolvable, path: readonly string[], around: readonly unknown[]): JsonValue {
    const produced = this.context && producedValue(token, this.context);
    if (produced !== undefined) {
      if (produced.value === undefined) {
        throw this.error(path, "is a lazy value that produces nothing", "Let it produce a value.");
      }
      return this.read(produced.value, path, [...around, token]);
    }
    return this.placeholder(token);
  }

  private placeholder(token: IResolvable): string {
    this.tokens.push(token);
    return `${START}${this.tokens.length - 1}${END}`;
  }

  private text(text: string, path: readonly string[]): string {
    if (holdsContainerMarker(text)) {
      throw this.error(
        path,
        "puts a list or a map that is known only during apply inside a string or a list",
        "Give the whole list as one token, for example Fn.concat([...]), or single strings.",
      );
    }
    return replaceTokens(text, (token) => {
      const produced = this.context && producedValue(token, this.context);
      return produced === undefined ? this.placeholder(token) : this.text(String(produced.value), path);
    });
  }

  private number(value: number, path: readonly string[]): number {
    if (!Number.isFinite(value)) {
      throw this.error(path, `is ${value}, which JSON cannot hold`, "Write a number.");
    }
    if (isCalculatedMarker(value)) {
      throw this.error(
        path,
        "was calculated from a number that is known only during apply",
        "Let Terraform calculate: Op.mul(token, 7) of cdktf, for example.",
      );
    }
    return value;
  }

  private container(value: object, path: readonly string[], around: readonly unknown[]): JsonValue {
    if (around.includes(value)) {
      throw this.error(path, "contains itself", "Remove the cycle.");
    }
    if (around.length > MAX_DEPTH) {
      throw this.error(path, `is nested more than ${MAX_DEPTH} levels deep`, "Flatten it.");
    }
    const inner = [...around, value];
    if (Array.isArray(value)) {
      return Array.from(value as readonly unknown[], (item, index) =>
        this.read(item, [...path, String(index)], inner),
      );
    }
    if (!isPlainObject(value)) {
      throw this.error(path, `is ${describeInstance(value)}`, JSON_ONLY);
    }
    const copy: Record<string, JsonValue> = {};
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) {
        const name = this.text(key, path);
        setOwn(copy, name, this.read(member, [...path, key], inner));
      }
    }
    return copy;
  }

  private error(path: readonly string[], problem: string, hint: string): Error {
    const shown = replaceTokens(path.join("."), () => "TOKEN");
    const subject = path.length === 0 ? this.what : `${this.what} at ${shown}`;
    return constructError(this.construct, `${subject} ${problem}.`, hint);
  }
}

const JSON_ONLY =
  "A policy contains objects, lists, strings, numbers, booleans and tokens: write the attribute you mean, such as vault.arn.";

function describeInstance(value: object): string {
  if (value instanceof Construct) {
    return `the construct ${value.node.path}`;
  }
  const { name } = value.constructor as { readonly name?: string };
  return name === undefined || name === "" ? "an object of a class" : `an object of the class ${name}`;
}
