/** An expression of the Terraform language, as it is written. */
export type ExpressionNode =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly (string | ExpressionNode)[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: ExpressionNode; readonly name: string }
  | { readonly kind: "index"; readonly of: ExpressionNode; readonly key: ExpressionNode }
  /** `x[*].a`: the steps that follow apply to each member. */
  | { readonly kind: "splat"; readonly of: ExpressionNode; readonly steps: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly ExpressionNode[] }
  | { readonly kind: "list"; readonly items: readonly ExpressionNode[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [ExpressionNode, ExpressionNode])[] }
  | ForNode
  | {
      readonly kind: "conditional";
      readonly condition: ExpressionNode;
      readonly yes: ExpressionNode;
      readonly no: ExpressionNode;
    }
  | { readonly kind: "not" | "minus"; readonly of: ExpressionNode }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    };

/** `[for k, v in x : v if c]`, or with a key `{for k, v in x : k => v if c}`. */
export interface ForNode {
  readonly kind: "for";
  /** The names of the key, if there is one, and of the value. */
  readonly names: readonly string[];
  readonly over: ExpressionNode;
  readonly key: ExpressionNode | undefined;
  readonly value: ExpressionNode;
  readonly condition: ExpressionNode | undefined;
}

export type BinaryOperator = (typeof OPERATORS)[number][number];

/** From the loosest to the tightest. */
export const OPERATORS = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
] as const;
