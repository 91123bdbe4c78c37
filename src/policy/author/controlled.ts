import type { ControlWord } from "../operators";

type WordOf<Word> = Word extends `@@${infer Name}` ? Name : never;

/** An operator that policies at lower levels may be allowed. */
export type ChildOperator = Exclude<WordOf<ControlWord>, "all" | "none">;

/** What policies at lower levels may do at a node: everything, nothing, or exactly the operators named. */
export type ChildOperators =
  readonly ["all"] | readonly ["none"] | readonly [ChildOperator, ...ChildOperator[]];

/** Under symbols, so that no key of an author's object passes for one. */
const NODE: unique symbol = Symbol("node");
const OPERATORS: unique symbol = Symbol("operators");
const KIND: unique symbol = Symbol("kind");

/** A node that says what policies at lower levels may do to it; made by {@link lock} and {@link allowChildren}. */
export class Controlled<Node> {
  readonly [NODE]: Node;
  readonly [OPERATORS]: ChildOperators | undefined;

  private constructor(node: Node, operators: ChildOperators | undefined) {
    this[NODE] = node;
    this[OPERATORS] = operators;
  }

  /** @param operators absent for a real lock, which goes through everything below */
  static of<Node>(node: Node, operators: ChildOperators | undefined): Controlled<Node> {
    return new Controlled(node, operators);
  }

  static nodeOf<Node>(controlled: Controlled<Node>): Node {
    return controlled[NODE];
  }

  static operatorsOf(controlled: Controlled<unknown>): ChildOperators | undefined {
    return controlled[OPERATORS];
  }
}

/** The type of {@link inherited}. */
export class Inherited {
  static readonly INSTANCE = new Inherited("inherited");
  readonly [KIND]: "inherited";

  private constructor(kind: "inherited") {
    this[KIND] = kind;
  }
}

/** Stands for what policies above say: `lock(inherited)` restricts a node and sets nothing. */
export const inherited: Inherited = Inherited.INSTANCE;
