/* eslint-disable @typescript-eslint/no-empty-object-type --
   interfaces give the derived types the short names that the compiler prints in its messages */
import type { Grammar } from "../grammar";
import type { copyVaultArn, roleArn, ScalarOf } from "../grammar/value-spec";
import type { CamelCase } from "./camel-case";
import type { Controlled } from "./controlled";
import type { JsonNode } from "./json-node";
import type { Assignment, ListOperators } from "./setting-operators";
import type { TerraformToken } from "./terraform-token";
import type { AwsCron } from "./values/aws-cron";
import type { BackupWindow } from "./values/backup-window";
import type { RetentionDays } from "./values/retention-days";

/** A whole policy: its plans. */
export interface BackupPolicyInput extends AuthoredKeys<NodeOf<"policy">> {}

/** A backup plan: Regions, rules and selections; policies that name the same plan are merged. */
export interface BackupPlan extends AuthoredKeys<NodeOf<"plan">> {}

/** When backups start, how long they may take, where they go and how long they are kept. */
export interface BackupRule extends AuthoredKeys<NodeOf<"rule">> {}

/** When a recovery point moves to cold storage and when it is deleted. */
export interface Lifecycle extends AuthoredKeys<NodeOf<"lifecycle">> {}

/** A copy of each recovery point in one more vault. */
export interface CopyAction extends AuthoredKeys<NodeOf<"copy-action">> {}

/** A tag that AWS Backup writes. */
export interface BackupTag extends AuthoredKeys<NodeOf<"tag">> {}

/** Which recovery points are indexed. */
export interface IndexActions extends AuthoredKeys<NodeOf<"index-actions">> {}

/** Which recovery points are scanned for malware. */
export interface ScanActions extends AuthoredKeys<NodeOf<"scan-actions">> {}

/** How one scanner scans. */
export interface ScanAction extends AuthoredKeys<NodeOf<"scan-action">> {}

/** Which resources a plan backs up. */
export interface Selections extends AuthoredKeys<NodeOf<"selections">> {}

/** Resources that carry one of the values under a tag key. */
export interface TagSelection extends AuthoredKeys<NodeOf<"tag-selection">> {}

interface ResourceSelectionKeys extends AuthoredKeys<NodeOf<"resource-selection">> {}

/** Resources by type, by conditions on their tags, or both. */
export type ResourceSelection = AtLeastOne<
  ResourceSelectionKeys,
  CamelCase<NodeOf<"resource-selection">["oneOf"][number]>
>;

/** Conditions on the tags of resources. */
export interface Conditions extends AuthoredKeys<NodeOf<"conditions">> {}

/** One condition on a tag. */
export interface Condition extends AuthoredKeys<NodeOf<"condition">> {}

/** Settings of single services. */
export interface AdvancedBackupSettings extends AuthoredKeys<NodeOf<"advanced-settings">> {}

/** Settings for Amazon EC2. */
export interface Ec2BackupSettings extends AuthoredKeys<NodeOf<"ec2-settings">> {}

/** Settings for Amazon S3. */
export interface S3BackupSettings extends AuthoredKeys<NodeOf<"s3-settings">> {}

/** How recovery points are scanned. */
export interface ScanSettings extends AuthoredKeys<NodeOf<"scan-settings">> {}

/** What one scanner scans, and as whom. */
export interface ScanSetting extends AuthoredKeys<NodeOf<"scan-setting">> {}

/** The named types above; a container of the grammar that is not among them is derived in place. */
export interface NodesByConcept {
  readonly policy: BackupPolicyInput;
  readonly plan: BackupPlan;
  readonly rule: BackupRule;
  readonly lifecycle: Lifecycle;
  readonly "copy-action": CopyAction;
  readonly tag: BackupTag;
  readonly "index-actions": IndexActions;
  readonly "scan-actions": ScanActions;
  readonly "scan-action": ScanAction;
  readonly selections: Selections;
  readonly "tag-selection": TagSelection;
  readonly "resource-selection": ResourceSelection;
  readonly conditions: Conditions;
  readonly condition: Condition;
  readonly "advanced-settings": AdvancedBackupSettings;
  readonly "ec2-settings": Ec2BackupSettings;
  readonly "s3-settings": S3BackupSettings;
  readonly "scan-settings": ScanSettings;
  readonly "scan-setting": ScanSetting;
}

/** The role that AWS Backup assumes, in every account under the same path and name. */
export type RoleArn = ScalarOf<typeof roleArn>;

/** A vault that receives copies. */
export type CopyVaultArn = ScalarOf<typeof copyVaultArn>;

/** A single-valued setting: a plain value means assign. */
export type AuthoredSingle<Value> =
  | Value
  | Assignment<Value | TerraformToken>
  | Controlled<Value | TerraformToken | Assignment<Value | TerraformToken>>
  | JsonNode
  | TerraformToken;

/** A list setting: a plain list means assign. */
export type AuthoredList<Member> =
  | readonly (Member | TerraformToken)[]
  | ListOperators<Member | TerraformToken>
  | Controlled<readonly (Member | TerraformToken)[] | ListOperators<Member | TerraformToken>>
  | JsonNode
  | TerraformToken;

/** A container, with or without a control for policies at lower levels. */
export type AuthoredContainer<Keys> = Keys | Controlled<Keys> | JsonNode | TerraformToken;

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
