import {
  BackupDelegation,
  BackupSettings,
  OrganizationalUnits,
  OrganizationBackupAccess,
} from "../src/constructs";
import type { Construct } from "../src/constructs/framework";
import { BackupStack } from "./backup-stack";
import type { StacksConfig } from "./config";

/** Trusted access for AWS Backup, the policy type, OUs, delegation, and AWS Backup's own settings. */
export class OrganizationStack extends BackupStack {
  readonly access: OrganizationBackupAccess;

  constructor(scope: Construct, id: string, config: StacksConfig) {
    super(scope, id, config);
    this.access = new OrganizationBackupAccess(this, "access", config.access);
    if (config.organizationalUnits !== undefined) {
      new OrganizationalUnits(this, "units", { units: config.organizationalUnits });
    }
    if (config.delegatedAdministrator !== undefined) {
      new BackupDelegation(this, "delegation", { accountId: config.delegatedAdministrator });
    }
    if (config.settings !== undefined) {
      new BackupSettings(this, "settings", config.settings);
    }
  }
}
