export { capability } from "./capabilities/capability";
export { copyCapability } from "./capabilities/copy-capability";
export type { CopyRoute } from "./capabilities/copy-capability";
export { needsOptIn, optInAllows } from "./capabilities/opt-in";
export { availability, regionOffers } from "./capabilities/regions";
export { kindsOfWord, RESOURCE_KINDS, resourceKind } from "./capabilities/resource-kinds";
export type { ResourceKind } from "./capabilities/resource-kinds";
export { ruleEffect } from "./capabilities/rule-effect";
export type { CopyEffect, RuleEffect } from "./capabilities/rule-effect";
export { reachableKinds } from "./capabilities/selection/reachable-kinds";
export { selectsResource } from "./capabilities/selection/selects-resource";
export type { Answer, Mark, Verdict } from "./capabilities/verdict";
export { backupPlansOf } from "./effective/backup-plan/read-backup-plans";
export { ASSUMPTIONS } from "./effective/assumptions";
export type { Assumption, AssumptionId, Note } from "./effective/assumptions";
export { explainSettings } from "./effective/explain";
export type { ExplainedSetting } from "./effective/explain";
export type { EffectivePolicy, EffectivePolicyError, EffectiveStatus } from "./effective/effective-policy";
export type { OrderDependentSetting } from "./effective/order-dependent-setting";
export type { SettingValue } from "./effective/setting-value";
export type { Alternative } from "./effective/merged-node";
export { PROVENANCE_REASONS } from "./effective/provenance";
export type { ControlSource, ProvenanceEvent, ProvenanceReason } from "./effective/provenance";
export { OrgBackupError } from "./org-backup-error";
export type { ErrorCode, InputProblem } from "./org-backup-error";
export { EffectivePolicies } from "./organization/effective-policies";
export { inheritanceLevels } from "./organization/inheritance-levels";
export { policyInForce } from "./organization/policy-in-force";
export type { PolicyInForce } from "./organization/policy-in-force";
export type {
  Account,
  AccountState,
  Attachments,
  DelegatedAdministrator,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  PolicyContent,
  Root,
} from "./organization/model";
export { Organization } from "./organization/organization";
export type { OrganizationResult, Target, TargetKind } from "./organization/organization";
export * from "./policy/author";
export { minifyPolicy, parsePolicyDocument, policyDocumentFromValue } from "./policy/document";
export { validatePolicy, validatePolicyText } from "./policy/validate";
export type { PolicyValidation } from "./policy/validate";
export { parseSchedule } from "./policy/schedule";
export { review } from "./review/review";
export type { AccountChange, AccountOutcome } from "./review/account-change";
export type { ChangeOutcome } from "./review/change-outcome";
export type { ReviewContext } from "./review/review-context";
export type { ReviewSummary } from "./review/review-summary";
export type { SettingChange } from "./review/setting-change";
export type { Review } from "./review/review";
export type { Finding, Position } from "./text/finding";
export type { Rule } from "./text/rule";
export { propose } from "./sources/declared/propose";
export { readOrganizationFile } from "./sources/organization-file";
export { readSynthesized } from "./sources/synthesized/synthesized";
export type { Severity } from "./text/severity";
export type { JsonObject, JsonScalar, JsonValue } from "./text/json";
