import type { Grammar } from "../grammar";
import type { copyVaultArn, roleArn, ScalarOf } from "../grammar/value-spec";
import type { NodesByConcept } from "./authored-nodes";
import type { CamelCase } from "./camel-case";
import type { Controlled } from "./child-control";
import type { JsonNode } from "./json-node";
import type { Assignment, ListOperators } from "./setting-operators";
import type { AwsCron } from "./values/aws-cron";
import type { BackupWindow } from "./values/backup-window";
import type { RetentionDays } from "./values/retention-days";

/** The role that AWS Backup assumes, in every account under the same path and name. */
export type RoleArn = ScalarOf<typeof roleArn>;

/** A vault that receives copies. */
export type CopyVaultArn = ScalarOf<typeof copyVaultArn>;

/** A single-valued setting: a plain value means assign. */
export type AuthoredSingle<Value> =
  Value | Assignment<Value> | Controlled<Value | Assignment<Value>> | JsonNode;

/** A list setting: a plain list means assign. */
export type AuthoredList<Member> =
  | readonly Member[]
  | ListOperators<Member>
  | Controlled<readonly Member[] | ListOperators<Member>>
  | JsonNode;

/** A container, with or without a control for policies at lower levels. */
export type AuthoredContainer<Keys> = Keys | Controlled<Keys> | JsonNode;

/** What an author may write for one scalar of the grammar; stricter than JSON where that catches mistakes. */
export type AuthoredValue<Spec> = Spec extends { readonly type: "integer"; readonly unit: infer Unit }
  ? number | `${number}` | (Unit extends "days" ? RetentionDays : BackupWindow)
  : Spec extends { readonly type: "schedule" }
    ? `cron(${string})` | AwsCron
    : ScalarOf<Spec>;

/** What an author may write for a node of the grammar. */
export type AuthoredNode<Node> = Node extends { readonly kind: "single"; readonly value: infer Spec }
  ? AuthoredSingle<AuthoredValue<Spec>>
  : Node extends { readonly kind: "list"; readonly members: infer Spec }
    ? AuthoredList<AuthoredValue<Spec>>
    : Node extends { readonly kind: "named"; readonly names: infer Names; readonly child: infer Child }
      ? AuthoredContainer<NamedNodes<Names, AuthoredNode<Child>>>
      : Node extends { readonly kind: "fixed"; readonly concept: infer Concept }
        ? AuthoredContainer<
            Concept extends keyof NodesByConcept ? NodesByConcept[Concept] : AuthoredKeys<Node>
          >
        : never;

/** Containers under names of the author's choice. */
export type NamedNodes<Names, Child> = Names extends "vault-arn"
  ? Readonly<Record<CopyVaultArn, Child>>
  : Readonly<Record<string, Child>>;

type GrammarKeys<Node> = Node extends { readonly keys: infer Keys } ? Keys : never;

/** The keys that every document must hold that names their container. */
type RequiredKey<Keys> = {
  [Key in keyof Keys]: Keys[Key] extends { readonly required: "document" } ? Key : never;
}[keyof Keys];

/** The keys of a container with fixed keys, in camelCase. */
export type AuthoredKeys<Node, Keys = GrammarKeys<Node>> = [RequiredKey<Keys>] extends [never]
  ? // Not an intersection with nothing: the compiler would then take any value for the container.
    OptionalKeys<Keys>
  : RequiredKeys<Keys> & OptionalKeys<Keys>;

type RequiredKeys<Keys> = {
  readonly [Key in RequiredKey<Keys> & string as CamelCase<Key>]: AuthoredNode<Keys[Key]>;
};

type OptionalKeys<Keys> = {
  readonly [Key in Exclude<keyof Keys, RequiredKey<Keys>> & string as CamelCase<Key>]?: AuthoredNode<
    Keys[Key]
  >;
};

/** Keys of which at least one must be there. */
export type AtLeastOne<Keys, Wanted extends keyof Keys> = {
  [Key in Wanted]: Keys & Required<Pick<Keys, Key>>;
}[Wanted];

type EveryNode<Node> =
  | Node
  | (Node extends { readonly kind: "named"; readonly child: infer Child }
      ? EveryNode<Child>
      : Node extends { readonly kind: "fixed"; readonly keys: infer Keys }
        ? { [Key in keyof Keys]: EveryNode<Keys[Key]> }[keyof Keys]
        : never);

/** The container of the grammar that has fixed keys and this concept. */
export type NodeOf<Concept> = Extract<
  EveryNode<Grammar>,
  { readonly kind: "fixed"; readonly concept: Concept }
>;
