import { accountUnprotected } from "./account-unprotected";
import { accountWithheld } from "./account-withheld";
import { applyRefused } from "./apply-refused";
import { attachmentReplaced } from "./attachment-replaced";
import { blockedByParent } from "./blocked-by-parent";
import { coldStorageChanged } from "./cold-storage-changed";
import { continuousBackupOff } from "./continuous-backup-off";
import { copyNoLongerCrossAccount } from "./copy-no-longer-cross-account";
import { copyNoLongerCrossRegion } from "./copy-no-longer-cross-region";
import { copyRemoved } from "./copy-removed";
import { delegatedAdministratorRemoved } from "./delegated-administrator-removed";
import { dependsOnAssumption } from "./depends-on-assumption";
import { lessFrequentBackups } from "./less-frequent-backups";
import { lockLoosened } from "./lock-loosened";
import { notAsWritten } from "./not-as-written";
import { notKnowable } from "./not-knowable";
import { mayChange } from "./may-change";
import { organizationOutdated } from "./organization-outdated";
import { policyTypeMismatch } from "./policy-type-mismatch";
import { deletionNotCertain } from "./deletion-not-certain";
import { orderDependent } from "./order-dependent";
import { otherPrincipalsRemoved } from "./other-principals-removed";
import { planRemoved } from "./plan-removed";
import { policyRefused } from "./policy-refused";
import { policyTypeRemoved } from "./policy-type-removed";
import { policyUnattached } from "./policy-unattached";
import { prerequisiteMissing } from "./prerequisite-missing";
import { quotaReached } from "./quota-reached";
import { regionRemoved } from "./region-removed";
import { retentionShortened } from "./retention-shortened";
import type { Risk } from "./risk";
import { roleChanged } from "./role-changed";
import { roleRemoved } from "./role-removed";
import { ruleRemoved } from "./rule-removed";
import { selectionRemoved } from "./selection-removed";
import { trustedAccessRemoved } from "./trusted-access-removed";
import { crossAccountBackupOff } from "./cross-account-backup-off";
import { optInRemoved } from "./opt-in-removed";
import { roleNotAssumable } from "./role-not-assumable";
import { trustedAccessMissing } from "./trusted-access-missing";
import { vaultChanged } from "./vault-changed";
import { vaultLockLoosened } from "./vault-lock-loosened";
import { vaultRemoved } from "./vault-removed";
import { ownershipUnknown } from "./ownership-unknown";
import { valueAssumed } from "./value-assumed";
import { ownershipNarrowed } from "./ownership-narrowed";
import { codeOutdated } from "./code-outdated";
import { organizationOld } from "./organization-old";
import { policyTypeNotEnabled } from "./policy-type-not-enabled";
import { resourceUnprotected } from "./resource-unprotected";
import { retentionOutsideLock } from "./retention-outside-lock";
import { trustedAccessOff } from "./trusted-access-off";
import { PLAN_ADVICE } from "../../capabilities/advice/all-plan-advice";
import { planAdviceRisk } from "./plan-advice-risk";

/** Every rule of the review, the worst first. A new rule is a file beside this one and a line here. */
export const ALL_RISKS: readonly Risk[] = [
  organizationOutdated,
  codeOutdated,
  ownershipUnknown,
  valueAssumed,
  organizationOld,
  policyRefused,
  applyRefused,
  accountUnprotected,
  resourceUnprotected,
  accountWithheld,
  policyTypeNotEnabled,
  prerequisiteMissing,
  retentionOutsideLock,
  planRemoved,
  ruleRemoved,
  selectionRemoved,
  regionRemoved,
  retentionShortened,
  continuousBackupOff,
  copyRemoved,
  copyNoLongerCrossRegion,
  copyNoLongerCrossAccount,
  vaultRemoved,
  roleRemoved,
  roleNotAssumable,
  crossAccountBackupOff,
  optInRemoved,
  trustedAccessMissing,
  vaultLockLoosened,
  trustedAccessRemoved,
  policyTypeRemoved,
  otherPrincipalsRemoved,
  lessFrequentBackups,
  vaultChanged,
  roleChanged,
  lockLoosened,
  blockedByParent,
  orderDependent,
  notKnowable,
  mayChange,
  notAsWritten,
  attachmentReplaced,
  delegatedAdministratorRemoved,
  trustedAccessOff,
  quotaReached,
  policyTypeMismatch,
  policyUnattached,
  deletionNotCertain,
  ownershipNarrowed,
  ...PLAN_ADVICE.map(planAdviceRisk),
  coldStorageChanged,
  dependsOnAssumption,
];
