import type { BackupJob, CopyJob } from "@aws-sdk/client-backup";
import type { OrganizationSeed } from "../../support/aws-double/organization-seed";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import { AwsSession } from "../../../src/sources/live/aws-session";
import { OrganizationsApi } from "../../../src/sources/live/organizations-api";
import type { Organization } from "../../../src/organization/organization";
import { Organization as Model } from "../../../src/organization/organization";
import { dailyPlan } from "../../jobs/jobs";
import type { PlanSettings } from "../../jobs/jobs";

export const MANAGEMENT = "111111111111";
export const NOW = new Date("2026-01-15T12:00:00Z");
export const DAY = 86_400_000;

export function accountId(index: number): string {
  return String(200_000_000_000 + index);
}

/** A management account and so many members in one OU, which has the plan `Daily`. */
export function seedOf(members: number, plan?: PlanSettings): OrganizationSeed {
  return {
    organization: {
      id: "o-jobs",
      managementAccountId: MANAGEMENT,
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com"],
    },
    root: { id: "r-root", name: "Root" },
    organizationalUnits: [{ id: "ou-root-11111111", name: "Work", parentId: "r-root" }],
    accounts: [
      { id: MANAGEMENT, name: "management", parentId: "r-root" },
      ...Array.from({ length: members }, (_, index) => ({
        id: accountId(index),
        name: `member-${index}`,
        parentId: "ou-root-11111111",
      })),
    ],
    ...(plan === undefined
      ? {}
      : {
          policies: [{ id: "p-daily00001", name: "daily", content: dailyPlan(plan) }],
          attachments: [{ targetId: "ou-root-11111111", policyIds: ["p-daily00001"] }],
        }),
  };
}

/** The same organization as the planner's model. */
export function modelOf(members: number, plan: PlanSettings): Organization {
  const seed = seedOf(members, plan);
  const result = Model.create({
    settings: { id: "o-jobs", managementAccountId: MANAGEMENT, enabledPolicyTypes: ["BACKUP_POLICY"] },
    root: { id: "r-root", name: "Root" },
    organizationalUnits: [{ id: "ou-root-11111111", name: "Work", parentId: "r-root" }],
    accounts: (seed.accounts ?? []).map(({ id, name, parentId }) => ({
      id,
      name,
      parentId,
      state: "ACTIVE" as const,
    })),
    policies: [{ id: "p-daily00001", name: "daily", content: { kind: "known", value: dailyPlan(plan) } }],
    attachments: [{ targetId: "ou-root-11111111", policyIds: ["p-daily00001"], order: "known" }],
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join("\n"));
  }
  return result.organization;
}

/** A completed job of `Daily`/`Nightly`, begun five minutes after it was due on the last night. */
export function backupJob(id: string, account: string, changes: Partial<BackupJob> = {}): BackupJob {
  return {
    BackupJobId: id,
    AccountId: account,
    State: "COMPLETED",
    ResourceType: "EBS",
    ResourceArn: `arn:aws:ec2:eu-central-1:${account}:volume/vol-0123456789abcdef0`,
    BackupVaultName: "main",
    CreationDate: new Date("2026-01-15T02:05:00Z"),
    CompletionDate: new Date("2026-01-15T02:30:00Z"),
    MessageCategory: "SUCCESS",
    CreatedBy: { BackupPlanId: "orgs/1", BackupPlanName: "Daily", BackupRuleName: "Nightly" },
    RecoveryPointLifecycle: { DeleteAfterDays: 35 },
    ...changes,
  };
}

export function copyJob(id: string, account: string, changes: Partial<CopyJob> = {}): CopyJob {
  return {
    CopyJobId: id,
    AccountId: account,
    State: "COMPLETED",
    ResourceType: "EBS",
    CreationDate: new Date("2026-01-15T03:05:00Z"),
    CompletionDate: new Date("2026-01-15T03:30:00Z"),
    DestinationBackupVaultArn: `arn:aws:backup:us-east-1:${account}:backup-vault:copies`,
    MessageCategory: "SUCCESS",
    ...changes,
  };
}

export interface Connection {
  readonly session: AwsSession;
  readonly api: OrganizationsApi;
}

/** A connection to the double as an account, with credentials in the environment as the SDK reads them. */
export function connect(double: AwsDouble, account = MANAGEMENT): Connection {
  const { accessKeyId, secretAccessKey } = double.credentialsFor(account);
  process.env.AWS_ACCESS_KEY_ID = accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = secretAccessKey;
  delete process.env.AWS_SESSION_TOKEN;
  delete process.env.AWS_PROFILE;
  const session = new AwsSession({ endpointUrl: double.endpoint, region: "eu-central-1" }, "monitoring");
  return { session, api: new OrganizationsApi(session) };
}
