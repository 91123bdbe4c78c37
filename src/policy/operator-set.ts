/** The three value-setting operators of AWS's inheritance language, in the order in which they act. */
export const VALUE_OPERATORS = ["@@assign", "@@append", "@@remove"] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

/** The child control operator: which value operators policies at lower levels may use at this node. */
export const CHILD_CONTROL = "@@operators_allowed_for_child_policies";

/**
 * A set of value operators. Sets only ever shrink from level to level, so that intersection is all
 * that inheritance needs.
 */
export type OperatorSet = number & { readonly brand?: "OperatorSet" };

const bits: Readonly<Record<ValueOperator, OperatorSet>> = { "@@assign": 1, "@@append": 2, "@@remove": 4 };

export const NO_OPERATORS: OperatorSet = 0;
export const ALL_OPERATORS: OperatorSet = 7;

export function operatorSet(...operators: readonly ValueOperator[]): OperatorSet {
  return operators.reduce<OperatorSet>((set, operator) => set | bits[operator], NO_OPERATORS);
}

export function allows(set: OperatorSet, operator: ValueOperator): boolean {
  return (set & bits[operator]) !== 0;
}

export function operatorsIn(set: OperatorSet): readonly ValueOperator[] {
  return VALUE_OPERATORS.filter((operator) => allows(set, operator));
}

/** The set as a policy writes it: `["@@all"]`, `["@@none"]` or the operators themselves. */
export function controlOperand(set: OperatorSet): readonly string[] {
  if (set === ALL_OPERATORS) {
    return ["@@all"];
  }
  return set === NO_OPERATORS ? ["@@none"] : operatorsIn(set);
}

/** Reads a control list; names are case-insensitive, unknown words are ignored. */
export function parseControl(operand: readonly unknown[]): OperatorSet {
  let set = NO_OPERATORS;
  for (const word of operand) {
    const name = typeof word === "string" ? word.toLowerCase() : "";
    if (name === "@@all") {
      return ALL_OPERATORS;
    }
    set |= name === "@@assign" || name === "@@append" || name === "@@remove" ? bits[name] : NO_OPERATORS;
  }
  return set;
}
