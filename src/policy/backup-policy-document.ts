import type { Grammar } from "./grammar";
import type { ScalarOf } from "./grammar/value-spec";
import type { CHILD_CONTROL } from "./operator-set";
import type { ControlWord } from "./operators";

/** What any node of a policy may hold: which operators policies at lower levels may use here. */
export type ChildControl = Readonly<Partial<Record<typeof CHILD_CONTROL, readonly ControlWord[]>>>;

/** A setting with one value. */
export type SingleSettingDocument<Value> = ChildControl & { readonly "@@assign"?: Value };

/** A setting with a list; the operators act in the order assign, append, remove. */
export type ListSettingDocument<Value> = ChildControl & {
  readonly "@@assign"?: readonly Value[];
  readonly "@@append"?: readonly Value[];
  readonly "@@remove"?: readonly Value[];
};

type NamedDocument<Child> = ChildControl & Readonly<Record<string, Child | readonly ControlWord[]>>;

type FixedDocument<Keys> = ChildControl & { readonly [Key in keyof Keys]?: DocumentOf<Keys[Key]> };

/** The JSON of a node of the grammar, with operators. */
export type DocumentOf<Node> = Node extends { readonly kind: "single"; readonly value: infer Spec }
  ? SingleSettingDocument<ScalarOf<Spec>>
  : Node extends { readonly kind: "list"; readonly members: infer Spec }
    ? ListSettingDocument<ScalarOf<Spec>>
    : Node extends { readonly kind: "named"; readonly child: infer Child }
      ? NamedDocument<DocumentOf<Child>>
      : Node extends { readonly kind: "fixed"; readonly keys: infer Keys }
        ? FixedDocument<Keys>
        : never;

/** The plain value of a node of the grammar, without operators: what an effective policy holds, before it becomes text. */
export type ValueOf<Node> = Node extends { readonly kind: "single"; readonly value: infer Spec }
  ? ScalarOf<Spec>
  : Node extends { readonly kind: "list"; readonly members: infer Spec }
    ? readonly ScalarOf<Spec>[]
    : Node extends { readonly kind: "named"; readonly child: infer Child }
      ? Readonly<Record<string, ValueOf<Child>>>
      : Node extends { readonly kind: "fixed"; readonly keys: infer Keys }
        ? { readonly [Key in keyof Keys]?: ValueOf<Keys[Key]> }
        : never;

/** A backup policy as JSON, with inheritance operators; derived from the grammar. */
export type BackupPolicyDocument = Required<Pick<DocumentOf<Grammar>, "plans">> & ChildControl;

type Keys<Node> = Node extends { readonly keys: infer K } ? K : never;
type Child<Node> = Node extends { readonly child: infer C } ? C : never;
type PlanNode = Child<Keys<Grammar>["plans"]>;
type RuleNode = Child<Keys<PlanNode>["rules"]>;

export type PlanDocument = DocumentOf<PlanNode>;
export type RuleDocument = DocumentOf<RuleNode>;
