/* eslint-disable @typescript-eslint/no-empty-object-type --
   interfaces give the derived types the short names that the compiler prints in its messages */
import type { AtLeastOne, AuthoredKeys, NodeOf } from "./authored-types";
import type { CamelCase } from "./camel-case";

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
