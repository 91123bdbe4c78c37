import { CloudFormationClient, DescribeOrganizationsAccessCommand } from "@aws-sdk/client-cloudformation";
import {
  BackupClient,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
} from "@aws-sdk/client-backup";
import type { OrganizationFacts } from "../../review/preflight/organization-checks";
import type { Fact } from "../../review/preflight/preflight-check";
import type { AwsSession } from "./aws-session";
import { factOf } from "./fact";
import type { OrganizationsApi } from "./organizations-api";
import { allPages } from "./organizations-api";

const BACKUP = "backup.amazonaws.com";
const ALL_PARTITIONS_HOME = "us-east-1";

/** What AWS says about the organization and the caller. */
export async function readOrganizationFacts(api: OrganizationsApi): Promise<OrganizationFacts> {
  const { session } = api;
  const organization = await factOf(async () => {
    const { FeatureSet: featureSet, MasterAccountId: managementAccountId } = await api.describeOrganization();
    return { featureSet, managementAccountId };
  });
  const caller = await factOf(() => session.caller());
  // What is not known is asked of the account that most callers use; AWS refuses where that is wrong.
  const isManagement =
    !organization.known || !caller.known || caller.value.accountId === organization.value.managementAccountId;
  return {
    caller,
    organization,
    enabledPolicyTypes: await factOf(async () =>
      (await allPages(api.listRoots)).flatMap(({ PolicyTypes }) =>
        (PolicyTypes ?? []).flatMap(({ Type, Status }) =>
          Status === "ENABLED" && Type !== undefined ? [Type as string] : [],
        ),
      ),
    ),
    trustedServices: await factOf(async () =>
      (await allPages(api.listTrustedServices)).flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []),
    ),
    backupAdministrators: await factOf(async () =>
      (await allPages(api.listDelegatedAdministratorsOf(BACKUP))).flatMap(({ Id }) => Id ?? []),
    ),
    resourcePolicy:
      isManagement && organization.known && caller.known
        ? { known: true, value: undefined }
        : await factOf(() => api.resourcePolicy()),
    stackSetsAccess: await factOf(() => stackSetsAccess(session, isManagement)),
  };
}

/** AWS Backup's settings of the organization. */
export function readGlobalSettings(session: AwsSession): Promise<Fact<ReadonlyMap<string, string>>> {
  return factOf(async () => {
    const client = await session.client("backup", (configuration) => new BackupClient(configuration));
    const { GlobalSettings: settings } = await session.call("backup:DescribeGlobalSettings", (options) =>
      client.send(new DescribeGlobalSettingsCommand({}), options),
    );
    return new Map(Object.entries(settings ?? {}));
  });
}

/** Which resource types the caller's account is opted in to. */
export function readRegionSettings(
  session: AwsSession,
  region: string,
): Promise<Fact<ReadonlyMap<string, boolean>>> {
  return factOf(async () => {
    const client = await session.client("backup", (configuration) => new BackupClient(configuration), region);
    const { ResourceTypeOptInPreference: preferences } = await session.call(
      "backup:DescribeRegionSettings",
      (options) => client.send(new DescribeRegionSettingsCommand({}), options),
      [],
      region,
    );
    return new Map(Object.entries(preferences ?? {}));
  }, region);
}

async function stackSetsAccess(session: AwsSession, isManagement: boolean): Promise<string> {
  const region = (await session.configuredRegion()) ?? ALL_PARTITIONS_HOME;
  const client = await session.client(
    "cloudformation",
    (configuration) => new CloudFormationClient(configuration),
    region,
  );
  const { Status: status } = await session.call(
    "cloudformation:DescribeOrganizationsAccess",
    (options) =>
      client.send(
        new DescribeOrganizationsAccessCommand({ CallAs: isManagement ? "SELF" : "DELEGATED_ADMIN" }),
        options,
      ),
    [],
    region,
  );
  return status ?? "DISABLED";
}
