/** Typed authoring of backup policies: everything that the package offers for it. */
export type {
  AdvancedBackupSettings,
  BackupPlan,
  BackupPolicyInput,
  BackupRule,
  BackupTag,
  Condition,
  Conditions,
  CopyAction,
  Ec2BackupSettings,
  IndexActions,
  Lifecycle,
  ResourceSelection,
  S3BackupSettings,
  ScanAction,
  ScanActions,
  ScanSetting,
  ScanSettings,
  Selections,
  TagSelection,
} from "./author/authored-nodes";
export { AuthoredPolicy } from "./author/authored-policy";
export type {
  AuthoredContainer,
  AuthoredList,
  AuthoredNode,
  AuthoredSingle,
  CopyVaultArn,
  RoleArn,
} from "./author/authored-nodes";
export type { TerraformToken } from "./author/terraform-token";
export { AUTHORING_RULES } from "./author/authoring-rules";
export { backupPolicy, backupPolicyFromJson } from "./author/backup-policy";
export { airGappedVaultArn, backupRoleArn, copyVaultArn, DEFAULT_BACKUP_ROLE } from "./author/builders/arns";
export type { VaultLocation } from "./author/builders/arns";
export { copyTo, copyToRegions } from "./author/builders/copies";
export type { CopyActions, CopyRetention } from "./author/builders/copies";
export { dailyPlan, monthlyPlan, weeklyPlan, yearlyPlan } from "./author/builders/plans";
export type { BuiltPlan, PlanOptions } from "./author/builders/plans";
export { RESOURCE_NAMES } from "./author/builders/resource-names";
export type { ResourceName } from "./author/builders/resource-names";
export { backupRule, dailyRule, monthlyRule, weeklyRule, yearlyRule } from "./author/builders/rules";
export type {
  ContinuousRetention,
  DailySchedule,
  MonthlySchedule,
  RetentionOptions,
  RuleOptions,
  SnapshotRetention,
  WeeklySchedule,
  YearlySchedule,
} from "./author/builders/rules";
export { selectAny, selectResources, selectTag } from "./author/builders/selections";
export type { SelectionOptions, SelectionsByName } from "./author/builders/selections";
export { tags } from "./author/builders/tags";
export { whereTag } from "./author/builders/where-tag";
export type { TagComparisons } from "./author/builders/where-tag";
export { allowChildren, lock } from "./author/child-control";
export { inherited } from "./author/controlled";
export type { Lockable } from "./author/child-control";
export type { ChildOperator, ChildOperators, Controlled, Inherited } from "./author/controlled";
export { json } from "./author/json-node";
export type { JsonNode } from "./author/json-node";
export { append, assign, remove } from "./author/setting-operators";
export type {
  Assignment,
  AuthoredScalar,
  ListOperators,
  ListOperatorsWith,
} from "./author/setting-operators";
export type { Region } from "./regions";
export { authorExpression, authorSource } from "./author/source/author-source";
export type { AuthorExpression, AuthorSourceOptions } from "./author/source/author-source";
export { constantName } from "./author/source/constant-name";
export { AwsCron } from "./author/values/aws-cron";
export type { CronFields, DayOfMonth, HoursBetweenRuns, Month, Weekday } from "./author/values/aws-cron";
export { hours, minutes } from "./author/values/backup-window";
export type { BackupWindow } from "./author/values/backup-window";
export { days, weeks, years } from "./author/values/retention-days";
export type { ContinuousDays, RetentionDays } from "./author/values/retention-days";
export type { TimeOfDay } from "./author/values/time-of-day";
// Types that the ones above mention.
export type {
  AtLeastOne,
  AuthoredKeys,
  AuthoredValue,
  NamedNodes,
  NodeOf,
  NodesByConcept,
} from "./author/authored-nodes";
export type { CamelCase } from "./author/camel-case";
export type { PolicyJson } from "./author/authored-policy";
export type { Operation } from "./author/setting-operators";
export type { PolicyValue } from "./author/values/policy-value";
export type { ControlWord } from "./operators";
export type { Grammar } from "./grammar";
export type { Partition, RegionCode } from "./regions";
export type { ResourceType } from "./resource-types";
export type { PolicyDocument } from "./document";
export type { PolicyValidation, ValidationOptions } from "./validate";
export type { ScalarOf } from "./grammar/value-spec";
export type { Finding, Position } from "../text/finding";
export type { JsonObject, JsonScalar, JsonValue } from "../text/json";
export type { Severity } from "../text/severity";
export type { SourceDocument, SourcePosition } from "../text/source-document";
export type { SourceList, SourceMember, SourceNode, SourceObject, SourceScalar } from "../text/source-node";
export type { ValueOperator } from "./operator-set";
