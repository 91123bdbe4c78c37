import { join } from "node:path";
import type {
  BackupOrganizationProps,
  BackupReportingProps,
  BackupSettingsProps,
  MemberAccountFoundationProps,
  OrganizationalUnitNode,
  OrganizationBackupAccessProps,
  StateBackend,
} from "../src/constructs";
import type { AwsProviderConfig } from "../src/constructs/aws-bindings";
import { backupPolicies } from "./policies";
import type { StackPolicy } from "./policies/stack-policy";

/** Everything that differs between one organization and the next. */
export interface StacksConfig {
  /** The organization as it is today; undefined if the stacks create it. */
  readonly organization?: BackupOrganizationProps;
  /** How the organization gets trusted access for AWS Backup and the policy type. */
  readonly access: OrganizationBackupAccessProps;
  /** OUs below the root that the code creates or looks up; the organization file tells the others. */
  readonly organizationalUnits?: Readonly<Record<string, OrganizationalUnitNode>>;
  /** The member account that administers AWS Backup; leave out one that is registered already. */
  readonly delegatedAdministrator?: string;
  readonly settings?: BackupSettingsProps;
  /** The Region of the stacks. */
  readonly homeRegion: string;
  /** The other Regions that policies back up. */
  readonly otherRegions: readonly string[];
  /** What every account gets before a policy reaches it. */
  readonly memberAccounts: Omit<MemberAccountFoundationProps, "regions" | "managementAccount">;
  readonly centralVault?: CentralVaultConfig;
  readonly policies: readonly StackPolicy[];
  readonly reporting?: BackupReportingProps;
  /** Where Terraform keeps its state. */
  readonly backend: StateBackend;
  /** The version of the AWS provider; absent for the one that the bindings are made for. */
  readonly awsProviderVersion?: string;
  /** Further settings of the AWS provider. */
  readonly provider?: Omit<AwsProviderConfig, "alias" | "region">;
  /** Where the stacks are written; absent for CDKTF's own default. */
  readonly outdir?: string;
}

/** The vault that all accounts copy to. */
export interface CentralVaultConfig {
  readonly vaultName: string;
  readonly accountId: string;
  readonly region: string;
  /** The role of that account that Terraform takes. */
  readonly roleArn: string;
}

/** The organization of this repository; environment variables take precedence. */
export function stacksConfig(environment: NodeJS.ProcessEnv = process.env): StacksConfig {
  const version = environment.ORG_BACKUP_AWS_PROVIDER_VERSION;
  return {
    organization: {
      organization: environment.ORG_BACKUP_ORGANIZATION ?? join(__dirname, "organization.yaml"),
      // The tag org-backup:owner of every policy: reviews know by it which policies leave the code.
      owner: "nordwind-backup",
      acknowledge: [
        {
          // The deliberate mistake of this example, in policies/data-continuous.ts. Remove this
          // acknowledgement and the synthesis fails, as it should in an organization of your own.
          rule: "account-withheld",
          policies: ["data-continuous"],
          reason: "The deliberate mistake of this example",
        },
      ],
    },
    access: { mode: "verify" },
    settings: { global: { crossAccountBackup: true, delegatedAdministrator: true } },
    homeRegion: "eu-central-1",
    otherRegions: ["eu-west-1"],
    memberAccounts: {
      role: { roleName: "AWSBackupSolutionRole" },
      vaults: [{ name: "AWSBackupSolutionVault" }],
    },
    centralVault: {
      vaultName: "CentralVault",
      accountId: "222222222222",
      region: "eu-central-1",
      roleArn: "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
    },
    policies: backupPolicies(),
    reporting: { bucketName: "nordwind-backup-reports", expireReportsAfterDays: 400 },
    backend: stateBackend(environment),
    ...(version === undefined || version === "" ? {} : { awsProviderVersion: version }),
  };
}

/** `ORG_BACKUP_STATE` is `local`, `s3://BUCKET/REGION`, or `cloud` with TF_CLOUD_ORGANIZATION and TF_CLOUD_HOSTNAME. */
function stateBackend(environment: NodeJS.ProcessEnv): StateBackend {
  const {
    ORG_BACKUP_STATE: state = "local",
    TF_CLOUD_ORGANIZATION: organization,
    TF_CLOUD_HOSTNAME: hostname,
  } = environment;
  const [, bucket, region] = /^s3:\/\/([^/]+)\/([^/]+)$/.exec(state) ?? [];
  if (bucket !== undefined && region !== undefined) {
    return { kind: "s3", bucket, region };
  }
  if (state === "cloud") {
    return {
      kind: "cloud",
      ...(organization === undefined ? {} : { organization }),
      ...(hostname === undefined ? {} : { hostname }),
    };
  }
  if (state !== "local") {
    throw new Error(
      `ORG_BACKUP_STATE is ${JSON.stringify(state)}: write local, s3://BUCKET/REGION or cloud.`,
    );
  }
  return { kind: "local" };
}
