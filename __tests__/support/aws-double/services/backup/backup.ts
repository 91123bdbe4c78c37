import { AwsError } from "../../aws-error";
import { RestJsonProtocol } from "../../protocols/rest-json";
import type { Service } from "../../service";
import { jsonErrors } from "../json-errors";
import type { OrganizationsStore } from "../organizations/organizations-store";
import type { BackupStore } from "./backup-store";
import { jobOperations } from "./job-operations";
import { recoveryPointOperations } from "./recovery-point-operations";
import { reportOperations } from "./report-operations";
import { settingsOperations } from "./settings-operations";
import { vaultOperations } from "./vault-operations";

const VAULT = "/backup-vaults/{BackupVaultName}";
const RECOVERY_POINT = `${VAULT}/recovery-points/{RecoveryPointArn}`;
const REPORT_PLAN = "/audit/report-plans/{ReportPlanName}";

const ROUTES = {
  "GET /backup-vaults": "ListBackupVaults",
  [`PUT ${VAULT}`]: "CreateBackupVault",
  [`GET ${VAULT}`]: "DescribeBackupVault",
  [`DELETE ${VAULT}`]: "DeleteBackupVault",
  [`PUT ${VAULT}/access-policy`]: "PutBackupVaultAccessPolicy",
  [`GET ${VAULT}/access-policy`]: "GetBackupVaultAccessPolicy",
  [`DELETE ${VAULT}/access-policy`]: "DeleteBackupVaultAccessPolicy",
  [`PUT ${VAULT}/vault-lock`]: "PutBackupVaultLockConfiguration",
  [`DELETE ${VAULT}/vault-lock`]: "DeleteBackupVaultLockConfiguration",
  [`PUT ${VAULT}/notification-configuration`]: "PutBackupVaultNotifications",
  [`GET ${VAULT}/notification-configuration`]: "GetBackupVaultNotifications",
  [`DELETE ${VAULT}/notification-configuration`]: "DeleteBackupVaultNotifications",
  [`GET ${VAULT}/recovery-points`]: "ListRecoveryPointsByBackupVault",
  [`GET ${RECOVERY_POINT}`]: "DescribeRecoveryPoint",
  [`DELETE ${RECOVERY_POINT}`]: "DeleteRecoveryPoint",
  "PUT /logically-air-gapped-backup-vaults/{BackupVaultName}": "CreateLogicallyAirGappedBackupVault",
  "GET /global-settings": "DescribeGlobalSettings",
  "PUT /global-settings": "UpdateGlobalSettings",
  "GET /account-settings": "DescribeRegionSettings",
  "PUT /account-settings": "UpdateRegionSettings",
  "GET /backup-jobs": "ListBackupJobs",
  "GET /copy-jobs": "ListCopyJobs",
  "GET /restore-jobs": "ListRestoreJobs",
  "GET /audit/backup-job-summaries": "ListBackupJobSummaries",
  "GET /audit/copy-job-summaries": "ListCopyJobSummaries",
  "GET /audit/restore-job-summaries": "ListRestoreJobSummaries",
  "GET /audit/report-plans": "ListReportPlans",
  "POST /audit/report-plans": "CreateReportPlan",
  [`PUT ${REPORT_PLAN}`]: "UpdateReportPlan",
  [`GET ${REPORT_PLAN}`]: "DescribeReportPlan",
  [`DELETE ${REPORT_PLAN}`]: "DeleteReportPlan",
  "GET /tags/{ResourceArn}": "ListTags",
  "POST /tags/{ResourceArn}": "TagResource",
  "POST /untag/{ResourceArn}": "UntagResource",
};

/** AWS Backup, as far as it is set up and watched; it makes no backups. */
export function backupService(store: BackupStore, organizations: OrganizationsStore): Service {
  return {
    signingName: "backup",
    actionPrefix: "backup",
    protocol: new RestJsonProtocol(ROUTES),
    errors: {
      ...jsonErrors,
      rejectInput: (parameter, problem) =>
        problem === "missing"
          ? new AwsError("MissingParameterValueException", `${parameter} is required.`)
          : new AwsError("InvalidParameterValueException", `${parameter} has the wrong type.`),
    },
    operations: {
      ...vaultOperations(store),
      ...settingsOperations(store, organizations),
      ...jobOperations(store, organizations),
      ...reportOperations(store),
      ...recoveryPointOperations(store),
    },
  };
}
