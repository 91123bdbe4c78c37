import type { ControlWord } from "../operators";
import type { BackupPlan } from "./authored-nodes";
import type { JsonNode } from "./json-node";

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

/** What may be locked at a place that takes `Node`. */
export type Lockable<Node> = NoInfer<Node> | Controlled<NoInfer<Node>> | JsonNode | Inherited;

/**
 * Keeps policies at lower levels from changing a node: `["@@none"]` on it, on every container and on
 * every setting below, since a control on a container alone protects nothing inside it. Controls further
 * in could only restrict more, so they have no effect. With operators it is {@link allowChildren}.
 * That a control on a container keeps new keys out is documented by AWS; no recorded case shows it.
 *
 * What `node` may hold follows from the place where the call stands; elsewhere it is taken for a plan,
 * and another type is given as in `lock<BackupRule>({...})`.
 */
export function lock<Node = BackupPlan>(node: Lockable<Node>, operators?: ChildOperators): Controlled<Node> {
  return Controlled.of(node as Node, operators);
}

/**
 * Allows policies at lower levels exactly these operators at this one node. On a container that decides
 * whether they may add keys to it; what is inside needs controls of its own. Where controls meet, only
 * what all of them allow remains.
 */
export function allowChildren<Node = BackupPlan>(
  node: Lockable<Node>,
  operators: ChildOperators,
): Controlled<Node> {
  return Controlled.of(node as Node, operators);
}
