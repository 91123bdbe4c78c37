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
  return { value: new Reader(construct, tokens, context, subject).read(value), tokens };
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
  /** Where it reads: the keys, and the containers and tokens that they lead through. */
  private readonly path: string[] = [];
  private readonly around: unknown[] = [];

  constructor(
    private readonly construct: IConstruct,
    private readonly tokens: IResolvable[],
    private readonly context: IResolveContext | undefined,
    private readonly what: string,
  ) {}

  read(value: unknown): JsonValue {
    const late = lateValue(value);
    if (late !== undefined) {
      return this.late(late);
    }
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
        return this.number(value);
      case "boolean":
        return value;
      case "object":
        if (value === null) {
          throw this.error("is null, which a policy cannot contain", "Leave the key out.");
        }
        return this.container(value);
      default:
        throw this.error(`is ${value === undefined ? "undefined" : `a ${typeof value}`}`, JSON_ONLY);
    }
  }

  private late(token: IResolvable): JsonValue {
    const produced = this.context && producedValue(token, this.context);
    if (produced === undefined) {
      return this.placeholder(token);
    }
    if (produced.value === undefined) {
      throw this.error("is a lazy value that produces nothing", "Let it produce a value.");
    }
    this.around.push(token);
    const value = this.read(produced.value);
    this.around.pop();
    return value;
  }

  private placeholder(token: IResolvable): string {
    this.tokens.push(token);
    return `${START}${this.tokens.length - 1}${END}`;
  }

  private text(text: string): string {
    if (holdsContainerMarker(text)) {
      throw this.error(
        "puts a list or a map that is known only during apply inside a string or a list",
        "Give the whole list as one token, for example Fn.concat([...]), or single strings.",
      );
    }
    return replaceTokens(text, (token) => {
      const produced = this.context && producedValue(token, this.context);
      return produced === undefined ? this.placeholder(token) : this.text(String(produced.value));
    });
  }

  private number(value: number): number {
    if (!Number.isFinite(value)) {
      throw this.error(`is ${value}, which JSON cannot hold`, "Write a number.");
    }
    if (isCalculatedMarker(value)) {
      throw this.error(
        "was calculated from a number that is known only during apply",
        "Let Terraform calculate: Op.mul(token, 7) of cdktf, for example.",
      );
    }
    return value;
  }

  private container(value: object): JsonValue {
    if (this.around.includes(value)) {
      throw this.error("contains itself", "Remove the cycle.");
    }
    if (this.around.length > MAX_DEPTH) {
      throw this.error(`is nested more than ${MAX_DEPTH} levels deep`, "Flatten it.");
    }
    if (!Array.isArray(value) && !isPlainObject(value)) {
      throw this.error(`is ${describeInstance(value)}`, JSON_ONLY);
    }
    this.around.push(value);
    const copy = Array.isArray(value) ? this.list(value as readonly unknown[]) : this.object(value);
    this.around.pop();
    return copy;
  }

  private list(items: readonly unknown[]): JsonValue {
    return Array.from(items, (item, index) => this.member(String(index), item));
  }

  private object(value: object): JsonValue {
    const copy: Record<string, JsonValue> = {};
    for (const [key, member] of Object.entries(value) as readonly (readonly [string, unknown])[]) {
      if (member !== undefined) {
        const name = this.text(key);
        setOwn(copy, name, this.member(key, member));
      }
    }
    return copy;
  }

  private member(key: string, value: unknown): JsonValue {
    this.path.push(key);
    const read = this.read(value);
    this.path.pop();
    return read;
  }

  private error(problem: string, hint: string): Error {
    const shown = replaceTokens(this.path.join("."), () => "TOKEN");
    const subject = this.path.length === 0 ? this.what : `${this.what} at ${shown}`;
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
