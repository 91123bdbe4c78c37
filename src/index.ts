/** The planner: everything that the command line does, and what it is made of. */

import { withCheckedArguments } from "./arguments/checked-arguments";

// The policy language: authoring, admission, schedules.
export * from "./policy/author";
export { minifyPolicy, parsePolicyDocument, policyDocumentFromValue } from "./policy/document";
export type { PolicyDocumentResult, PolicyFormat } from "./policy/document";
export type { OperatorSet } from "./policy/operator-set";
export { parseSchedule } from "./policy/schedule";
export type { Schedule, ScheduleResult } from "./policy/schedule";
export { validatePolicy, validatePolicyText } from "./policy/validate";
export type { ValidatedFile } from "./policy/validated-file";

// What AWS Backup can do.
export { capability } from "./capabilities/capability";
export { copyCapability } from "./capabilities/copy-capability";
export type { CopyRoute } from "./capabilities/copy-route";
export { needsOptIn, optInAllows } from "./capabilities/opt-in";
export type { OptInCircumstances, OptInReach, OptInSettings, PlanOrigin } from "./capabilities/opt-in";
export { availability, regionOffers } from "./capabilities/regions";
export type { RegionFeature } from "./capabilities/regions";
export { kindsOfWord, RESOURCE_KINDS, resourceKind } from "./capabilities/resource-kinds";
export type { ResourceKind } from "./capabilities/resource-kinds";
export { ruleEffect } from "./capabilities/rule-effect";
export type { CopyEffect, RuleEffect } from "./capabilities/rule-effect";
export { reachableKinds } from "./capabilities/selection/reachable-kinds";
export type { ReachedBy, ReachedKind } from "./capabilities/selection/reachable-kinds";
export type { SelectionCriteria } from "./capabilities/selection/selection-criteria";
export { selectsResource } from "./capabilities/selection/selects-resource";
export { typeOfResource } from "./capabilities/type-of-resource";
export type { TypeOfResource } from "./capabilities/type-of-resource";
export type { SelectableResource } from "./capabilities/selection/compile-selection";
export type { FeatureId } from "./capabilities/tables/features";
export type { PageId } from "./capabilities/tables/pages";
export type { TableTypeId } from "./capabilities/tables/types";
export type { Answer, Mark, Verdict } from "./capabilities/verdict";

// Organizations, and the effective policies of their accounts.
export { ASSUMPTIONS } from "./effective/assumptions";
export type { Assumption, AssumptionId, Note } from "./effective/assumptions";
export type {
  AdvancedSetting,
  BackupPlan as EffectiveBackupPlan,
  ScanSetting as EffectiveScanSetting,
} from "./effective/backup-plan";
export type {
  BackupCopy,
  BackupRule as EffectiveBackupRule,
  Lifecycle as EffectiveLifecycle,
  ScanAction as EffectiveScanAction,
  VaultPlace,
  CopyRetention as EffectiveCopyRetention,
} from "./effective/backup-plan/backup-rule";
export type {
  BackupSelection,
  NamedCondition,
  SelectionCondition,
} from "./effective/backup-plan/backup-selection";
export type { PlanTag } from "./effective/backup-plan/plan-tag";
export { backupPlansOf } from "./effective/backup-plan/read-backup-plans";
export type { EffectivePolicy, EffectivePolicyError, EffectiveStatus } from "./effective/effective-policy";
export { explainSettings } from "./effective/explain";
export type { ExplainedSetting } from "./effective/explain";
export type { ExplainedAccount } from "./effective/explained-account";
export type { FragmentNode } from "./effective/fragment";
export type { AttachmentOrder, InheritanceLevel } from "./effective/inheritance-level";
export type { Alternative, MergedNode } from "./effective/merged-node";
export type { NamedChildren } from "./effective/named-children";
export type { OrderDependentSetting } from "./effective/order-dependent-setting";
export type { AttachedBefore, ScenarioError } from "./effective/order-scenarios";
export { PROVENANCE_REASONS } from "./effective/provenance";
export type { ControlSource, ProvenanceEvent, ProvenanceReason } from "./effective/provenance";
export type { SettingValue } from "./effective/setting-value";
export type { EffectivePolicyErrorCode, ValidationError } from "./effective/validation-error";
export type { ShownOrder } from "./organization/attachment-order";
export { inventoryOf } from "./organization/inventory";
export type { Inventory, InventorySource, NotSeen, Resource } from "./organization/inventory";
export type {
  BackupEnvironment,
  BackupEnvironmentData,
  BackupRole,
  BackupVault,
  Completeness,
  GlobalSettings,
  Known,
  RegionSettings,
  VaultLock,
} from "./organization/backup-environment";
export type { OrganizationProblem, OrganizationRule } from "./organization/check-organization";
export { EffectivePolicies } from "./organization/effective-policies";
export type { EffectivePoliciesOptions } from "./organization/effective-policies";
export { inheritanceLevels } from "./organization/inheritance-levels";
export type {
  Account,
  AccountState,
  Attachments,
  DelegatedAdministrator,
  OpenAttachment,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  PolicyContent,
  Root,
} from "./organization/model";
export { Organization } from "./organization/organization";
export type { AttachedPolicies, OrganizationResult, Target, TargetKind } from "./organization/organization";
export type { AskedPlace, Place, PlaceAccounts } from "./organization/place";
export { policyInForce } from "./organization/policy-in-force";
export type { PolicyInForce } from "./organization/policy-in-force";
export type { RefusedPolicy } from "./organization/refused-policies";

// Reviews of changes, guardrails, coverage.
export type { AccountChange, AccountOutcome } from "./review/account-change";
export type { AccountFilter } from "./review/account-filter";
export type { Acknowledgement, PlacedAcknowledgement } from "./review/acknowledgement";
export type {
  AssumedChange,
  ChangeOutcome,
  Contradiction,
  DeclaredPolicies,
  PlacedMessage,
} from "./review/change-outcome";
export type { OrganizationChange } from "./review/organization-change";
export { coverageOf } from "./review/coverage";
export type { Coverage, CoverageGroup, CoveredRule, PlanCoverage } from "./review/coverage";
export type { Demands, Guardrails, Requirement, ResourceDemand } from "./review/guardrails/guardrails";
export type { CheckStatus, PreflightCheck } from "./review/preflight/preflight-check";
export type { CheckId } from "./review/preflight/preflight-rules";
export { review } from "./review/review";
export type { Review } from "./review/review";
export type { ReviewContext } from "./review/review-context";
export type { ReviewSummary } from "./review/review-summary";
export type { SettingChange } from "./review/setting-change";
export type { Standing } from "./review/standing";
export { timetableOf } from "./review/timetable";
export type { Retention, Timetable, TimetableGroup, TimetableRule } from "./review/timetable";
export type { CopyCoverage, StatedAnswer, TypeCoverage } from "./review/type-coverage";
export { ResourceMatcher } from "./review/resources/resource-matcher";
export type {
  MatchAssumptions,
  MatcherOptions,
  ResourceMatch,
  Selected,
} from "./review/resources/resource-matcher";
export type { SelectedBy } from "./review/resources/compiled-plan";
export { RESOURCE_EFFECTS } from "./review/resources/resource-changes";
export type { ResourceChange, ResourceEffect, ResourceReview } from "./review/resources/resource-changes";
export { ResourceTally } from "./review/resources/resource-coverage";
export type {
  AccountTypeCoverage,
  ResourceCounts,
  ResourceCoverage,
  UnselectedGroup,
} from "./review/resources/resource-coverage";
export type { ReasonCode, ResourceReason } from "./review/resources/resource-reason";
export type { ErrorMismatch, ExplainedDifference, Mismatch } from "./review/verification/mismatch";
export type { MismatchRule } from "./review/verification/mismatch-rules";
export type { OrderSettlement } from "./review/verification/settle-orders";
export type { ValueDifference } from "./review/verification/value-differences";
export type { Verification } from "./review/verification/verification";

// A change as AWS calls, folded over an organization.
export type {
  AttachPolicy,
  Call,
  CloseAccount,
  CreateAccount,
  CreateBackupVault,
  CreateOrganization,
  CreateOrganizationalUnit,
  CreatePolicy,
  CreateRole,
  DeleteBackupVault,
  DeleteBackupVaultLockConfiguration,
  DeleteOrganization,
  DeleteOrganizationalUnit,
  DeletePolicy,
  DeleteResourcePolicy,
  DeleteRole,
  DeregisterDelegatedAdministrator,
  DetachPolicy,
  DisableAwsServiceAccess,
  DisablePolicyType,
  EnableAwsServiceAccess,
  EnablePolicyType,
  MoveAccount,
  NamedAt,
  Operation as CallOperation,
  PutBackupVaultLockConfiguration,
  PutResourcePolicy,
  RegisterDelegatedAdministrator,
  RemoveAccountFromOrganization,
  RoleAt,
  UpdateAssumeRolePolicy,
  UpdateGlobalSettings,
  UpdateOrganizationalUnit,
  UpdatePolicy,
  UpdateRegionSettings,
  WrittenContent,
} from "./change/call";
export type { Change, Milestone, Step } from "./change/change";
export { fold } from "./change/fold";
export type { FoldOptions } from "./change/fold";
export type {
  Folded,
  OpenArgument,
  OpenCall,
  OpenOrder,
  PolicyWindow,
  Refusal,
  RefusedCall,
} from "./change/folded";
export type { Identifier, UnknownIdentifier } from "./change/identifier";
export type {
  ManagedPolicies,
  OwnedAccount,
  OwnedAttachment,
  OwnedPolicy,
  OwnedResources,
  Ownership,
  StoredOrder,
} from "./change/ownership";
export type { WhatIf } from "./change/what-if";
export type { OwnershipRequest } from "./app/code-ownership";

// Jobs: planned against actual.
export type { GapEvidence, GapReason } from "./jobs/explain-gap";
export type { FailureExplanation, GapCause } from "./jobs/failure-explanations";
export type { Job, JobCreator, JobKind, JobOutcome } from "./jobs/job";
export type { CountRow, JobCountsReport } from "./jobs/job-counts";
export type {
  AccountJobs,
  FailureGroup,
  JobCountsByState,
  JobSummary,
  LastSuccess,
  OutcomeCounts,
} from "./jobs/job-summary";
export type { JobsReport } from "./jobs/jobs-report";
export type {
  AccountTypeJobs,
  BackupCounts,
  ResourceJobs,
  ResourceJobsReport,
  ResourceJobState,
} from "./jobs/resource-jobs";
export type {
  AccountOutcome as JobsAccountOutcome,
  AccountVerdict,
  RuleOutcome,
  RunOutcome,
  RunVerdict,
  ShortRetention,
} from "./jobs/judge-account";
export type { MissingPart } from "./jobs/missing-part";
export type { TimeWindow } from "./jobs/planned-runs";

// Readers: files, synthesized code, Terraform plans and state, AWS.
export type {
  DeclaredAccount,
  DeclaredAttachment,
  DeclaredOrganization,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredSet,
  DeclaredUnit,
  OpenBlock,
  OpenBlocks,
  Reference,
} from "./sources/declared/declared-resources";
export { declaredChange } from "./sources/declared/declared-change";
export type { DeclaredChange } from "./sources/declared/declared-change";
export { readGuardrails } from "./sources/guardrails/guardrails-file";
export type { AwsSession, CallerIdentity, ClientConfiguration } from "./sources/live/aws-session";
export type { CheckpointFile } from "./sources/live/checkpoint-file";
export type { LiveOptions } from "./sources/live/live-options";
export type { OrganizationsApi, Page, PageReader, PublishedText } from "./sources/live/organizations-api";
export type { PacedRetry } from "./sources/live/paced-retry";
export type { ReadLog } from "./sources/live/read-log";
export type { ReadOptions } from "./sources/live/read-organization";
export type { ReadProgress } from "./sources/live/read-progress";
export { readInventory } from "./sources/inventory/read-inventory";
export { readOrganizationFile } from "./sources/organization-file";
export { readOrganizationText } from "./sources/organization-text";
export { readSynthesized } from "./sources/synthesized/synthesized";
export { readTerraformPlans } from "./sources/terraform-plan/terraform-plan";
export type { PlannedChange, TerraformPlan } from "./sources/terraform-plan/terraform-plan";
export { readTerraformStateOrders } from "./sources/terraform-state/terraform-state-orders";
export { organizationFileText } from "./sources/write-organization-file";
export type { OrganizationFileFormat } from "./sources/write-organization-file";

// What the commands do, as functions: input in, result out.
export { accountAskedFor, accountsAskedFor } from "./app/accounts";
export { adopt } from "./app/adopt";
export { coverage } from "./app/coverage";
export type { CoverageRequest } from "./app/coverage";
export { resourceCoverage } from "./app/resource-coverage";
export type { ResourceCoverageRequest } from "./app/resource-coverage";
export { effective } from "./app/effective";
export type { EffectiveRequest, EffectiveResult } from "./app/effective";
export { explain } from "./app/explain";
export type { ExplainRequest, ExplainResult } from "./app/explain";
export type { JobSelection } from "./app/job-selection";
export { jobCounts, prepareJobs } from "./app/jobs";
export type { JobCountsRequest, JobsRequest } from "./app/jobs";
export { withConnection } from "./app/live";
export type { Connection, Live, LiveProgress } from "./app/live";
export type { OrganizationAfter } from "./app/organization-after";
export type { OrganizationSource } from "./app/organization-source";
export { preparePreflight } from "./app/preflight";
export type { PreflightRequest } from "./app/preflight";
export { readChange } from "./app/read-change";
export type { ChangeRequest, ReadChange } from "./app/change-request";
export { readOrganizationNow } from "./app/read-live-organization";
export { reviewChange, reviewPlanText } from "./app/review-change";
export type { PlanTextRequest, ReviewedChange, ReviewRequest } from "./app/review-change";
export { schedule } from "./app/schedule";
export type { ScheduleRequest } from "./app/schedule";
export { prepareSnapshot } from "./app/snapshot";
export type { PreparedSnapshot, SnapshotRequest, TakenSnapshot } from "./app/snapshot";
export type { ResourceSnapshotRequest } from "./app/snapshot-resources";
export type { InventorySourceName } from "./sources/live/inventory/read-live-inventory";
export { validate } from "./app/validate";
export type { ValidateRequest } from "./app/validate";
export { prepareVerify } from "./app/verify";
export type { VerifyRequest, VerifyResult } from "./app/verify";

// Renderers of results.
export type { AdoptOptions } from "./render/adopt/adopt-options";
export { coverageJson } from "./render/coverage-json";
export { coverageText } from "./render/coverage-text";
export { resourceCoverageCsv } from "./render/resource-coverage-csv";
export { resourceCoverageHtml } from "./render/resource-coverage-html";
export { resourceCoverageJson } from "./render/resource-coverage-json";
export { resourceCoverageText } from "./render/resource-coverage-text";
export type { ResourceReport } from "./render/resource-report";
export { effectiveJson } from "./render/effective-json";
export { effectiveText } from "./render/effective-text";
export { explainJson } from "./render/explain-json";
export { explainText } from "./render/explain-text";
export { reviewHtml } from "./app/review-html";
export type { ReviewHtmlOptions } from "./app/review-html";
export { jobCountsText } from "./render/jobs-counts-text";
export { jobsHtml } from "./render/jobs-html";
export { jobCountsJson, jobsJson } from "./render/jobs-json";
export { jobsText } from "./render/jobs-text";
export { preflightJson } from "./render/preflight-json";
export { preflightText } from "./render/preflight-text";
export { reviewGithub } from "./render/review-github";
export { reviewJson } from "./render/review-json";
export { reviewJunit } from "./render/review-junit";
export type { JunitOptions } from "./render/review-junit";
export { reviewMarkdown } from "./render/review-markdown";
export type { ReviewMarkdownOptions } from "./render/review-markdown";
export { reviewSarif } from "./render/review-sarif";
export type { SarifReviewOptions } from "./render/review-sarif";
export { reviewText } from "./render/review-text";
export type { ReviewTextOptions } from "./render/review-text/review-text-options";
export { scheduleJson } from "./render/schedule-json";
export { scheduleText } from "./render/schedule-text";
export type { Locate, SourceLocation } from "./render/source-location";
export { styleFor, type GroupTextOptions, type Style, type TextOptions } from "./render/style";
export { validationJson } from "./render/validation-json";
export { validationSarif } from "./render/validation-sarif";
export { validationText } from "./render/validation-text";
export { verifyJson } from "./render/verify-json";
export { verifyText } from "./render/verify-text";

// Findings, errors, JSON.
export { OrgBackupError } from "./org-backup-error";
export type { ErrorCode, ErrorDetails, InputProblem } from "./org-backup-error";
export type { Rule } from "./text/rule";

// Types and documentation come from the exports above; callers get them with their arguments checked.
Object.assign(module, { exports: withCheckedArguments(module.exports as object) });
