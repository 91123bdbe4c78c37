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
  group("Begin", {
    "getting-started": "from nothing, or from an existing organization",
    stacks: "the app in stacks/, GitOps, an app of your own",
    "organization-file": "the organization in one file",
    snapshot: "the live organization as such a file",
    adopt: "code and import blocks for existing policies",
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
    guardrails: "requirements of your own, and acknowledgements",
    jest: "matchers for tests of policies and apps",
    "pull-requests": "GitHub, GitLab, hooks: where a review runs",
    "hcp-terraform": "a workspace from nothing, in three ways",
    "run-task": "the server behind HCP Terraform's run tasks",
    "policy-engines": "OPA, conftest and Sentinel on the review",
  }),
  group("The organization", {
    "trusted-access": "what it is, and switching it on and off",
    "roles-and-vaults": "what has to be in every account and Region",
    delegation: "monitoring and policies in a member account",
    preflight: "what must be true before apply",
    verify: "the prediction against what AWS published",
    coverage: "which accounts are backed up, and when next",
    resources: "which resources are selected, which not, and why",
    monitoring: "jobs, and what was planned but did not happen",
  }),
  group("Reference", {
    configuration: "flags in a file, and completion in the shell",
    permissions: "an IAM policy for each command",
    troubleshooting: "by error message",
    security: "what is trusted, and what is not",
    "how-we-know": "the evidence behind the predictions",
    performance: "how fast, how large, measured",
    dependencies: "what an installation brings, and its licences",
    "cdktf-status": "CDKTF's end of support, and CDK Terrain",
  }),
  group("Constructs", {
    "constructs/backup-organization": "the organization that a review knows",
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
