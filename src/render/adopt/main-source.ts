import type { Organization } from "../../organization/organization";
import { stringLiteral } from "../../policy/author/source/string-literal";
import type { AdoptOptions } from "./adopt-options";
import { commonOwner } from "./common-owner";

const BACKUP = "backup.amazonaws.com";

/** The app: one stack that imports everything and changes nothing. */
export function mainSource(
  organization: Organization,
  { from, region, manageOrganization }: AdoptOptions,
): string {
  const administrators = (organization.settings.delegatedAdministrators ?? [])
    .filter(({ servicePrincipals }) => servicePrincipals.includes(BACKUP))
    .map(({ accountId }) => accountId);
  const hasAccess = manageOrganization || isReady(organization);
  const constructs = [
    ...(administrators.length > 0 ? ["BackupDelegation"] : []),
    "BackupOrganization",
    "BackupPolicy",
    ...(hasAccess ? ["OrganizationBackupAccess"] : []),
  ];
  return `import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ${constructs.join(", ")} } from ${stringLiteral(`${from}/constructs`)};
import { adoptedAttachments } from "./attachments";
import { acknowledge, existing } from "./existing";
import { adoptedPolicies } from "./policies";

/** What exists, under code: the first plan imports everything and changes nothing. */
class AdoptedBackupPolicies extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: ${stringLiteral(region)} });
${accessSource(hasAccess, manageOrganization)}${administrators.map(administratorSource).join("")}
    const policies = new Map<string, BackupPolicy>();
    for (const { construct, id: policyId, name, content, listsAsFound, ...others } of adoptedPolicies) {
      const policy = new BackupPolicy(this, construct, { name, content: content.document, ...others });
      if (listsAsFound) {
        policy.policy.content = terraformText(JSON.stringify(content.document));
      }
      if (!("tags" in others)) {
        // The snapshot holds no tags: existing ones stay.
        policy.policy.lifecycle = { ignoreChanges: ["tags", "tags_all"] };
      }
      policy.policy.importFrom(policyId);
      policies.set(construct, policy);
    }
    for (const { target, targetId, policies: attached } of adoptedAttachments) {
      for (const construct of attached) {
        const policy = policies.get(construct);
        if (policy === undefined) {
          throw new Error(\`attachments.ts names no policy of policies/index.ts: \${construct}\`);
        }
        policy.attachTo(target);
        const policyId = adoptedPolicies.find((adopted) => adopted.construct === construct)?.id ?? "";
        policy.attachments.at(-1)?.attachment.importFrom(\`\${targetId}:\${policyId}\`);
      }
    }
  }
}

/** Text that Terraform takes as it is: what would start a template is doubled. */
function terraformText(text: string): string {
  return text.replace(/[$%]\\{/g, (start) => start.charAt(0) + start);
}

const app = new App();
new BackupOrganization(app, "organization-file", {
  organization: join(__dirname, "organization.yaml"),
${ownerSource(commonOwner(organization))}
  existing,
  acknowledge,
});
new AdoptedBackupPolicies(app, "adopted-backup-policies");
app.synth();
`;
}

/** The first plan must not change tags: a new owner is switched on later. */
function ownerSource(owner: string | undefined): string {
  const what = "the tag org-backup:owner of every policy: reviews know by it which policies leave the code.";
  return owner === undefined
    ? `  // Remove the slashes once the import is applied. This is ${what}\n  // owner: "adopted-backup-policies",`
    : `  // This is ${what}\n  owner: ${stringLiteral(owner)},`;
}

/** Whether verifying trusted access and the policy type would pass. */
function isReady({ settings }: Organization): boolean {
  return (
    settings.trustedServices?.includes(BACKUP) === true &&
    settings.enabledPolicyTypes?.includes("BACKUP_POLICY") === true
  );
}

function accessSource(hasAccess: boolean, manageOrganization: boolean): string {
  if (manageOrganization) {
    return `    // Imports the organization; existing services and policy types stay.
    new OrganizationBackupAccess(this, "access", { mode: "adopt" });
`;
  }
  return hasAccess
    ? `    // Changes nothing: the plan stops where trusted access or the policy type is missing.
    new OrganizationBackupAccess(this, "access");
`
    : `    // Trusted access for AWS Backup or the policy type BACKUP_POLICY is missing, or could not be read.
    // Run org-backup preflight; then add: new OrganizationBackupAccess(this, "access");
`;
}

function administratorSource(accountId: string): string {
  const id = stringLiteral(accountId);
  return `    new BackupDelegation(this, "administrator-${accountId}", {
      accountId: ${id},
      existing: { administrator: true },
    });
`;
}
