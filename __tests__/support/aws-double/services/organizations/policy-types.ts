/** What differs from one policy type to the next. */
export interface PolicyTypeRules {
  /** Whether accounts have an effective policy of the type: not for control policies. */
  readonly hasEffectivePolicy: boolean;
  readonly maxContentLength: number;
  readonly maxAttachmentsPerTarget: number;
  /** The policy of AWS that is attached everywhere while the type is enabled. */
  readonly managedPolicy?: { readonly id: string; readonly name: string; readonly description: string };
}

const management: PolicyTypeRules = {
  hasEffectivePolicy: true,
  maxContentLength: 10_000,
  maxAttachmentsPerTarget: 10,
};

export const POLICY_TYPES: ReadonlyMap<string, PolicyTypeRules> = new Map([
  ["BACKUP_POLICY", management],
  ["TAG_POLICY", management],
  ["CHATBOT_POLICY", { ...management, maxAttachmentsPerTarget: 5 }],
  ["AISERVICES_OPT_OUT_POLICY", { ...management, maxContentLength: 2_500, maxAttachmentsPerTarget: 5 }],
  ["DECLARATIVE_POLICY_EC2", management],
  ["SECURITYHUB_POLICY", management],
  ["SECURITYHUB_CSPM_POLICY", management],
  ["INSPECTOR_POLICY", management],
  ["UPGRADE_ROLLOUT_POLICY", management],
  ["BEDROCK_POLICY", management],
  ["S3_POLICY", management],
  ["NETWORK_SECURITY_DIRECTOR_POLICY", management],
  ["GUARDDUTY_POLICY", management],
  [
    "SERVICE_CONTROL_POLICY",
    {
      hasEffectivePolicy: false,
      maxContentLength: 5_120,
      maxAttachmentsPerTarget: 5,
      managedPolicy: {
        id: "p-FullAWSAccess",
        name: "FullAWSAccess",
        description: "Allows access to every operation",
      },
    },
  ],
  [
    "RESOURCE_CONTROL_POLICY",
    {
      hasEffectivePolicy: false,
      maxContentLength: 5_120,
      maxAttachmentsPerTarget: 5,
      managedPolicy: {
        id: "p-RCPFullAWSAccess",
        name: "RCPFullAWSAccess",
        description: "Allows all access",
      },
    },
  ],
]);

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const ORGANIZATION_LIMITS = {
  organizationalUnitDepth: 5,
  organizationalUnits: 2_000,
  policiesPerType: 1_000,
  tagsPerResource: 50,
  resourcePolicyLength: 40_000,
  delegatedAdministratorsForBackup: 5,
} as const;
