import { BackupClient, DescribeGlobalSettingsCommand } from "@aws-sdk/client-backup";
import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { OrgBackupError } from "../../org-backup-error";
import type { MissingPart } from "../../jobs/missing-part";
import { BACKUP_PRINCIPAL, NEEDED_PERMISSIONS } from "../../jobs/trusted-access";
import type { BackupRole, NeededPermission, TrustedAccess } from "../../jobs/trusted-access";
import { awsFailure } from "./aws-failure";
import type { AwsSession } from "./aws-session";
import { parseCaller } from "./caller-arn";
import { allPages } from "./organizations-api";
import type { OrganizationsApi } from "./organizations-api";

/** The roles that AWS's guide names. */
const ROLES: readonly Pick<BackupRole, "name" | "purpose" | "serviceLinked">[] = [
  {
    name: "AWSServiceRoleForBackup",
    purpose: "AWS Backup's own work in the account; service-linked",
    serviceLinked: true,
  },
  {
    name: "AWSBackupDefaultServiceRole",
    purpose: "the role that backup plans name by default; created by the AWS Backup console on first use",
    serviceLinked: false,
  },
];

/** Reads what trusted access is and what depends on it. Nothing here changes anything. */
export async function readTrustedAccess(session: AwsSession, api: OrganizationsApi): Promise<TrustedAccess> {
  const missing: MissingPart[] = [];
  const part = async <T>(name: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      session.failIfInterrupted();
      if (!(error instanceof OrgBackupError)) {
        throw error;
      }
      const { message: why, hint } = error;
      missing.push({ part: name, why, ...(hint === undefined ? {} : { hint }) });
      return undefined;
    }
  };
  const caller = await part("the caller", () => session.caller());
  const organization = await part("the organization", () => api.describeOrganization());
  const principals = await part("services with trusted access", () => allPages(api.listTrustedServices));
  const administrators = await part("delegated administrators for AWS Backup", () => delegatedTo(api));
  const globalSettings = await part("AWS Backup's settings for the organization", () => settingsOf(session));
  const permissions =
    caller === undefined
      ? undefined
      : await part("the caller's permissions", () => permissionsOf(session, caller.arn));
  const roles: BackupRole[] = [];
  for (const role of ROLES) {
    roles.push(
      (await part(`the role ${role.name}`, () => roleOf(session, role))) ?? {
        ...role,
        status: undefined,
        trustedPrincipals: [],
      },
    );
  }
  return {
    organizationId: organization?.Id,
    managementAccountId: organization?.MasterAccountId,
    caller,
    allFeatures: organization?.FeatureSet === undefined ? undefined : organization.FeatureSet === "ALL",
    principals: principals
      ?.map(({ ServicePrincipal: principal = "", DateEnabled: enabledAt }) => ({ principal, enabledAt }))
      .sort((left, right) => (left.principal < right.principal ? -1 : 1)),
    delegatedAdministrators: administrators,
    globalSettings,
    roles,
    permissions: permissions ?? NEEDED_PERMISSIONS.map((needed) => ({ ...needed, allowed: undefined })),
    missing,
  };
}

async function delegatedTo(
  api: OrganizationsApi,
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const administrators = await allPages(api.listDelegatedAdministratorsOf(BACKUP_PRINCIPAL));
  return administrators.map(({ Id: accountId = "", Name: name = "" }) => ({ accountId, name }));
}

async function settingsOf(session: AwsSession): Promise<ReadonlyMap<string, string>> {
  const client = await session.client(
    "backup-global-settings",
    (configuration) => new BackupClient(configuration),
  );
  const { GlobalSettings: settings } = await session.call("backup:DescribeGlobalSettings", (options) =>
    client.send(new DescribeGlobalSettingsCommand({}), options),
  );
  return new Map(Object.entries(settings ?? {}));
}

async function roleOf(
  session: AwsSession,
  role: Pick<BackupRole, "name" | "purpose" | "serviceLinked">,
): Promise<BackupRole> {
  const client = await session.client("iam", (configuration) => new IAMClient(configuration));
  try {
    const { Role: found } = await session.call(
      "iam:GetRole",
      (options) => client.send(new GetRoleCommand({ RoleName: role.name }), options),
      ["NoSuchEntityException", "NoSuchEntity"],
    );
    return {
      ...role,
      status: "exists",
      trustedPrincipals: principalsIn(found?.AssumeRolePolicyDocument ?? ""),
    };
  } catch (error) {
    if (awsFailure(error).code.startsWith("NoSuchEntity")) {
      return { ...role, status: "missing", trustedPrincipals: [] };
    }
    throw error;
  }
}

/** The services that a trust policy names; IAM gives it URL-encoded. */
function principalsIn(text: string): readonly string[] {
  try {
    const document = JSON.parse(decodeURIComponent(text)) as {
      readonly Statement?: unknown;
    } | null;
    const statements: readonly unknown[] = [document?.Statement ?? []].flat();
    return [
      ...new Set(
        statements.flatMap((statement) => {
          const { Effect, Principal } = statement as {
            readonly Effect?: unknown;
            readonly Principal?: { readonly Service?: unknown } | null;
          };
          const services: readonly unknown[] = [Principal?.Service ?? []].flat();
          return Effect === "Allow"
            ? services.filter((name): name is string => typeof name === "string")
            : [];
        }),
      ),
    ].sort();
  } catch {
    return [];
  }
}

/** IAM's own simulation of the caller's policies; service control policies do not reach the management account. */
async function permissionsOf(session: AwsSession, callerArn: string): Promise<readonly NeededPermission[]> {
  const client = await session.client("iam", (configuration) => new IAMClient(configuration));
  const { EvaluationResults: results } = await session.call("iam:SimulatePrincipalPolicy", (options) =>
    client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: policySource(callerArn),
        ActionNames: [...new Set(NEEDED_PERMISSIONS.map(({ action }) => action))],
      }),
      options,
    ),
  );
  const decisions = new Map(
    (results ?? []).map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision]),
  );
  return NEEDED_PERMISSIONS.map((needed) => {
    const decision = decisions.get(needed.action);
    return { ...needed, allowed: decision === undefined ? undefined : decision === "allowed" };
  });
}

/** IAM simulates roles, not their sessions; a role's path is not in the session's name, and names are unique. */
function policySource(arn: string): string {
  const caller = parseCaller(arn);
  return caller.kind === "session"
    ? `arn:${caller.partition}:iam::${caller.accountId}:role/${caller.role}`
    : arn;
}
