/** A page of the guide as the list of topics shows it. */
export interface Topic {
  /** The page's path below `help/`, without `.md`. */
  readonly name: string;
  readonly summary: string;
}

export interface TopicGroup {
  readonly title: string;
  readonly topics: readonly Topic[];
}

/** The guide in the order in which it is read. A test compares it with the existing pages. */
export const TOPIC_GROUPS: readonly TopicGroup[] = [
  group("Tasks", {
    "getting-started": "a first review; code for your organization",
    "pull-requests": "review a pull request",
    resources: "find unprotected resources and accounts",
    adopt: "bring existing policies under code",
    "new-accounts": "roll out to new accounts: roles, vaults, opt-in",
    audit: "prove an audit",
    jest: "test policies with jest",
    library: "the commands as functions",
  }),
  group("Policies", {
    authoring: "policies in TypeScript, checked by the compiler",
    "policy-syntax": "every key of a backup policy",
    inheritance: "operators and child controls, with worked examples",
    "effective-policies": "published, withheld, empty, order-dependent",
    quotas: "what AWS limits",
    capabilities: "what AWS Backup can do, by type and Region",
  }),
  group("Review", {
    findings: "every rule: what it reports, what to do",
    guardrails: "your own requirements, and acknowledgements",
    "hcp-terraform": "a workspace from nothing, in three ways",
    "run-task": "the server behind HCP Terraform's run tasks",
    "policy-engines": "OPA, conftest and Sentinel on the review",
  }),
  group("The organization", {
    "organization-file": "the organization in one file",
    snapshot: "write that file from AWS",
    "trusted-access": "what it is, and switching it on and off",
    delegation: "monitoring and policies in a member account",
    preflight: "what must be true before apply",
    verify: "predictions against what AWS published",
    monitoring: "jobs, and what was planned but did not happen",
  }),
  group("Reference", {
    configuration: "flags in a file, and completion in the shell",
    permissions: "an IAM policy for each command",
    troubleshooting: "by error message",
    security: "what the tool trusts, and what not",
    "how-we-know": "the evidence behind the predictions",
    performance: "how fast and how large, measured",
    dependencies: "what gets installed, and under which licences",
    "cdktf-status": "CDKTF's end of support, and CDK Terrain",
  }),
  group("Constructs", {
    "constructs/backup-organization": "the organization, for reviews",
    "constructs/organization-backup-access": "trusted access and the policy type",
    "constructs/organizational-units": "OUs, created or looked up",
    "constructs/backup-policy": "a policy and its attachments",
    "constructs/member-account-foundation": "role and vaults in every account",
    "constructs/backup-service-role": "the role that AWS Backup assumes",
    "constructs/backup-vault": "a vault with its key, policy and lock",
    "constructs/backup-settings": "AWS Backup's own settings",
    "constructs/backup-delegation": "a delegated administrator",
    "constructs/backup-reporting": "reports and messages about jobs",
  }),
];

function group(title: string, summaries: Readonly<Record<string, string>>): TopicGroup {
  return { title, topics: Object.entries(summaries).map(([name, summary]) => ({ name, summary })) };
}
