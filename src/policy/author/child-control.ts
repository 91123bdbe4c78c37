import type { BackupPlan } from "./authored-nodes";
import { Controlled } from "./controlled";
import type { ChildOperators, Inherited } from "./controlled";
import type { JsonNode } from "./json-node";

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
