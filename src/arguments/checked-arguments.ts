import { OrgBackupError } from "../org-backup-error";
import { MATCHER_SIGNATURES, SIGNATURES } from "./argument-shapes";
import { mismatch } from "./mismatch";
import type { Mismatch } from "./mismatch";
import type { Parameter, Signature } from "./shape";

type AnyFunction = (this: unknown, ...given: unknown[]) => unknown;

const checked = new WeakMap<object, unknown>();

/**
 * The functions and classes of an entry point, with their arguments checked by the declared types. Types do that
 * only where code is type-checked. What is called inside the package is not checked again.
 *
 * The functions throw, and their promises are rejected with, `OrgBackupError` (`usage`) for an argument of
 * another kind, and for one that fails further inside. What a function of the caller throws stays as it is.
 */
export function withCheckedArguments<T extends object>(api: T): T {
  // Bundlers fill in the exports at the end of a file.
  return new Proxy(api, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof name === "string" ? checkedValue(name, value) : value;
    },
  });
}

function checkedValue(name: string, value: unknown): unknown {
  if (typeof value !== "function") {
    return value;
  }
  const known = checked.get(value);
  if (known !== undefined) {
    return known;
  }
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const wrapped = isClass ? checkedClass(name, value) : checkedFunction(name, value as AnyFunction);
  checked.set(value, wrapped);
  checked.set(wrapped, wrapped);
  return wrapped;
}

/** The class itself to `instanceof` and to `extends`. */
function checkedClass(name: string, value: object): object {
  const statics = new Map<PropertyKey, AnyFunction>();
  return new Proxy(value, {
    construct: (target, given: unknown[], newTarget: new () => object) => {
      const make: AnyFunction = (...all) => Reflect.construct(target as new () => object, all, newTarget);
      return checkedFunction(`new ${name}`, make)(...given) as object;
    },
    get: (target, key, receiver) => {
      const member: unknown = Reflect.get(target, key, receiver);
      const full = `${name}.${String(key)}`;
      if (typeof member !== "function" || SIGNATURES[full] === undefined) {
        return member;
      }
      const known = statics.get(key) ?? checkedFunction(full, member.bind(target) as AnyFunction);
      statics.set(key, known);
      return known;
    },
  });
}

function checkedFunction<F extends AnyFunction>(name: string, value: F): F {
  const signature = SIGNATURES[name];
  if (signature === undefined) {
    return value;
  }
  const call: AnyFunction = function (...given) {
    const outside = new Set<unknown>();
    const failure = (error: unknown): unknown =>
      error instanceof OrgBackupError || outside.has(error) ? error : unreadable(name, signature, error);
    try {
      const problem = argumentMismatch(signature, given);
      if (problem !== undefined) {
        throw mistaken(name, signature, problem);
      }
      const result = value.apply(
        this,
        given.map((each) => (isPlainFunction(each) ? remembering(each, outside) : each)),
      );
      if (result instanceof Promise) {
        return result.catch((error: unknown) => {
          throw failure(error);
        });
      }
      return typeof result === "function" ? checkedFunction(`${name}()`, result as AnyFunction) : result;
    } catch (error) {
      if (signature.async === true) {
        return Promise.resolve().then(() => {
          throw failure(error);
        });
      }
      throw failure(error);
    }
  };
  Object.defineProperties(call, {
    name: { value: value.name },
    length: { value: value.length },
  });
  return call as F;
}

/**
 * Checks what a matcher was called with.
 *
 * @throws OrgBackupError (`usage`) for an argument of another kind, and for one too many
 */
export function checkMatcherArguments(name: string, given: readonly unknown[]): void {
  const signature = MATCHER_SIGNATURES[name] ?? { takes: [] };
  const problem = argumentMismatch(signature, given);
  if (problem !== undefined) {
    throw mistaken(name, signature, problem);
  }
  const { length } = signature.takes;
  if (given.length > length) {
    throw new OrgBackupError(
      "usage",
      `${given.length} arguments are given; it takes ${length === 1 ? "one" : length}.`,
      { where: name, hint: `Call ${written(name, signature)}.` },
    );
  }
}

function argumentMismatch({ takes }: Signature, given: readonly unknown[]): Mismatch | undefined {
  for (const [index, parameter] of takes.entries()) {
    const values = parameter.rest === true ? given.slice(index) : [given[index]];
    for (const value of values) {
      if (value !== undefined || parameter.optional !== true) {
        const shape =
          parameter.rest === true && typeof parameter.shape === "object" && "list" in parameter.shape
            ? parameter.shape.list
            : parameter.shape;
        const path = nameOf(parameter, index);
        const found = mismatch(shape, value, path, parameter.exact === true);
        if (found !== undefined) {
          return found;
        }
      }
    }
  }
  return undefined;
}

function mistaken(name: string, signature: Signature, { path, is, mustBe }: Mismatch): OrgBackupError {
  return new OrgBackupError(
    "usage",
    `${path} ${is}; it must be ${mustBe}${/[.?]$/.test(mustBe) ? "" : "."}`,
    {
      where: name,
      hint: `Call ${written(name, signature)}.`,
    },
  );
}

/** The types say which values there are, but not all that an object of a type needs to hold together. */
function unreadable(name: string, signature: Signature, error: unknown): OrgBackupError {
  const message = error instanceof Error ? error.message : String(error);
  return new OrgBackupError("usage", `The arguments cannot be used: ${message}`, {
    where: name,
    hint: `Call ${written(name, signature)}, with values as their types describe them. If they are, report this as a bug of cdktf-org-backup, with its cause.`,
    cause: error,
  });
}

/** `reviewText(review: Review, options: ReviewTextOptions)`. */
function written(name: string, { takes }: Signature): string {
  const parameters = takes.map((parameter, index) => {
    const { type, optional, rest } = parameter;
    const mark = optional === true ? "?" : "";
    return `${rest === true ? "..." : ""}${nameOf(parameter, index)}${mark}${type === undefined ? "" : `: ${type}`}`;
  });
  return `${name}(${parameters.join(", ")})`;
}

/** A parameter that is taken apart has the name of its type: `live` for `Live`. */
function nameOf({ name, type }: Parameter, index: number): string {
  const ofType =
    type !== undefined && /^\w+$/.test(type) ? `${type.charAt(0).toLowerCase()}${type.slice(1)}` : undefined;
  return name ?? ofType ?? `argument${index + 1}`;
}

/** A function of the caller: what it throws is not ours to word. */
function remembering(given: AnyFunction, outside: Set<unknown>): AnyFunction {
  return function (...values) {
    try {
      const result = given.apply(this, values);
      return result instanceof Promise
        ? result.catch((error: unknown) => {
            outside.add(error);
            throw error;
          })
        : result;
    } catch (error) {
      outside.add(error);
      throw error;
    }
  };
}

function isPlainFunction(value: unknown): value is AnyFunction {
  return typeof value === "function" && !/^class\b/.test(Function.prototype.toString.call(value));
}
