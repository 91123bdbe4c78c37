import type { ValueOperator } from "../operator-set";
import type { TerraformToken } from "./terraform-token";
import type { PolicyValue } from "./values/policy-value";

/** What an author may write where the document holds one scalar. */
export type AuthoredScalar = string | number | boolean | PolicyValue | TerraformToken;

/** One operator with its operand. */
export interface Operation<Value> {
  readonly operator: ValueOperator;
  readonly operand: Value | readonly Value[];
}

/**
 * The operators of one setting, in the order in which they are written; made by {@link assign},
 * {@link append} and {@link remove}.
 */
export class SettingOperators<Kind extends "single" | "list", Value> {
  private constructor(
    readonly kind: Kind,
    readonly operations: readonly Operation<Value>[],
  ) {}

  static single<Value>(value: Value): SettingOperators<"single", Value> {
    return new SettingOperators("single", [{ operator: "@@assign", operand: value }]);
  }

  static list<Value>(operator: ValueOperator, members: readonly Value[]): SettingOperators<"list", Value> {
    return new SettingOperators("list", [{ operator, operand: members }]);
  }

  /** Replaces the inherited list; acts before the other operators, wherever it is written. */
  assign<const Added>(members: readonly Added[]): SettingOperators<Kind, Value | Added> {
    return this.and("@@assign", members);
  }

  /** Adds to the list what it does not hold yet. */
  append<const Added>(members: readonly Added[]): SettingOperators<Kind, Value | Added> {
    return this.and("@@append", members);
  }

  /** Takes members out of the list; acts after the other operators. */
  remove<const Added>(members: readonly Added[]): SettingOperators<Kind, Value | Added> {
    return this.and("@@remove", members);
  }

  private and<Added>(
    operator: ValueOperator,
    members: readonly Added[],
  ): SettingOperators<Kind, Value | Added> {
    return new SettingOperators<Kind, Value | Added>(this.kind, [
      ...this.operations,
      { operator, operand: members },
    ]);
  }
}

/** A single-valued setting with its operator. */
export interface Assignment<Value> {
  readonly kind: "single";
  readonly operations: readonly Operation<Value>[];
}

/** A list with its operators. */
export interface ListOperators<Member> {
  readonly kind: "list";
  readonly operations: readonly Operation<Member>[];
}

type ListVerb = "assign" | "append" | "remove";

/** A list whose further operators may still be added, each once: `append([...]).remove([...])`. */
export type ListOperatorsWith<Member, Left extends ListVerb> = ListOperators<Member> & {
  readonly [Verb in Left]: <const Added extends AuthoredScalar>(
    members: readonly Added[],
  ) => ListOperatorsWith<Member | Added, Exclude<Left, Verb>>;
};

/** Sets a value, as a plain value does: replaces what is inherited. */
export function assign<const Member extends AuthoredScalar>(
  members: readonly Member[],
): ListOperatorsWith<Member, "append" | "remove">;
export function assign<const Value extends AuthoredScalar>(value: Value): Assignment<Value>;
export function assign(
  value: AuthoredScalar | readonly AuthoredScalar[],
): Assignment<AuthoredScalar> | ListOperators<AuthoredScalar> {
  return Array.isArray(value)
    ? SettingOperators.list("@@assign", value as readonly AuthoredScalar[])
    : SettingOperators.single(value as AuthoredScalar);
}

/** Adds to an inherited list, or creates it; settings with one value do not take it. */
export function append<const Member extends AuthoredScalar>(
  members: readonly Member[],
): ListOperatorsWith<Member, "assign" | "remove"> {
  return SettingOperators.list("@@append", members);
}

/** Takes members out of an inherited list; settings with one value do not take it. */
export function remove<const Member extends AuthoredScalar>(
  members: readonly Member[],
): ListOperatorsWith<Member, "assign" | "append"> {
  return SettingOperators.list("@@remove", members);
}
