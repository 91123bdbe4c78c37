import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { App } from "cdktf";
import {
  BackupOrganization,
  BackupPolicy,
  MemberAccountFoundation,
  OrganizationBackupAccess,
} from "cdktf-org-backup/constructs";
import { dailyBaseline } from "./policies/daily-baseline";

/** The Region of the stacks, and the one that is backed up. */
const region = "eu-central-1";

/** Backup policies for the organization, applied in this order: access, what policies name, policies. */
export function addBackupStacks(app: App): void {
  // What the code is checked against at synthesis, and where paths like "Root/Production" are looked up.
  // `npx org-backup snapshot --out organization.yaml` updates it from the live organization.
  new BackupOrganization(app, "backup-organization", {
    organization: join(__dirname, "..", "organization.yaml"),
    // The tag org-backup:owner of every policy: reviews know by it which policies leave the code. Never change it.
    owner: "backup-policies-example",
  });

  // Only verifies: fails with what to do where trusted access or the policy type is missing. Modes "adopt"
  // and "create" manage them.
  const organization = new TerraformStack(app, "organization");
  new AwsProvider(organization, "aws", { region });
  new OrganizationBackupAccess(organization, "access", { mode: "verify" });

  // The role and the vault that the policies name, in every account, new accounts included.
  const memberAccounts = new TerraformStack(app, "member-accounts");
  const home = new AwsProvider(memberAccounts, "aws", { region });
  new MemberAccountFoundation(memberAccounts, "foundation", {
    regions: [region],
    role: { roleName: "OrganizationBackupRole" },
    vaults: [{ name: "OrganizationBackups" }],
    managementAccount: { providers: { [region]: home } },
  });

  const policies = new TerraformStack(app, "backup-policies");
  new AwsProvider(policies, "aws", { region });
  new BackupPolicy(policies, "daily-baseline", {
    name: "daily-baseline",
    description: "A daily backup of everything tagged backup=daily",
    targets: ["Root"],
    content: dailyBaseline,
  });
}
