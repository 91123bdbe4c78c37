import { BackupOrganization } from "../src/constructs";
import { App } from "../src/constructs/framework";
import { BackupPoliciesStack } from "./backup-policies-stack";
import type { StacksConfig } from "./config";
import { MemberAccountsStack } from "./member-accounts-stack";
import { OrganizationStack } from "./organization-stack";
import { ReportingStack } from "./reporting-stack";

/** The whole app, not yet synthesized. The constructs know in which order the stacks have to be applied. */
export function buildApp(config: StacksConfig): App {
  const app = new App(config.outdir === undefined ? {} : { outdir: config.outdir });
  if (config.organization !== undefined) {
    new BackupOrganization(app, "backup-organization", config.organization);
  }
  new OrganizationStack(app, "organization", config);
  new MemberAccountsStack(app, "member-accounts", config);
  new BackupPoliciesStack(app, "backup-policies", config);
  if (config.reporting !== undefined) {
    new ReportingStack(app, "reporting", config, config.reporting);
  }
  return app;
}
