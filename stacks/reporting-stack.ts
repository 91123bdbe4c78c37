import { BackupReporting } from "../src/constructs";
import type { BackupReportingProps } from "../src/constructs";
import type { Construct } from "../src/constructs/framework";
import { BackupStack } from "./backup-stack";
import type { StacksConfig } from "./config";

/** Daily reports on the jobs of all accounts, and messages about failed ones. */
export class ReportingStack extends BackupStack {
  constructor(scope: Construct, id: string, config: StacksConfig, reporting: BackupReportingProps) {
    super(scope, id, config);
    new BackupReporting(this, "reporting", reporting);
  }
}
