import { BackupClient, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { AccountFacts, FoundRole, FoundVault } from "../../review/preflight/account-checks";
import type { BackupNeeds } from "../../effective/backup-plan/backup-needs";
import { roleName } from "../../policy/role-arn";
import type { Fact } from "../../review/preflight/preflight-check";
import { isJsonObject } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { parseJsonValue } from "../../text/parse-json";
import { isAwsError } from "./aws-failure";
import type { AwsSession } from "./aws-session";
import { factOf } from "./fact";
import { PageTokens } from "./page-tokens";
import { iamClient, simulate } from "./read-permissions";

/** What AWS Backup does with the key of a vault, in the name of the role. */
const KEY_ACTIONS = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKeyWithoutPlaintext",
];

/**
 * Looks into one account for what its effective policy needs.
 *
 * @param session of that account
 */
export async function readAccountFacts(
  session: AwsSession,
  accountId: string,
  needs: BackupNeeds,
): Promise<AccountFacts> {
  const names = [...new Set(needs.roles.map(({ role }) => roleName(role)))];
  const roles = new Map<string, Fact<FoundRole | undefined>>();
  for (const name of names) {
    roles.set(name, await factOf(() => findRole(session, name)));
  }
  const own = needs.vaults.filter((need) => need.accountId === undefined || need.accountId === accountId);
  const vaults = new Map<string, Fact<readonly FoundVault[]>>();
  for (const region of new Set(own.map((need) => need.region))) {
    const wanted = new Set(own.flatMap((need) => (need.region === region ? [need.vault] : [])));
    vaults.set(region, await factOf(() => findVaults(session, region, wanted), region));
  }
  return { accountId, roles, vaults, deniedKeys: await factOf(() => deniedKeys(session, roles, vaults)) };
}

async function findRole(session: AwsSession, RoleName: string): Promise<FoundRole | undefined> {
  const client = await iamClient(session);
  try {
    const { Role: role } = await session.call(
      "iam:GetRole",
      (options) => client.send(new GetRoleCommand({ RoleName }), options),
      ["NoSuchEntity", "NoSuchEntityException"],
    );
    const { AttachedPolicies: attached } = await session.call("iam:ListAttachedRolePolicies", (options) =>
      client.send(new ListAttachedRolePoliciesCommand({ RoleName, MaxItems: 100 }), options),
    );
    const { PolicyNames: inline } = await session.call("iam:ListRolePolicies", (options) =>
      client.send(new ListRolePoliciesCommand({ RoleName, MaxItems: 100 }), options),
    );
    return {
      arn: role?.Arn ?? "",
      trustPolicy: document(role?.AssumeRolePolicyDocument),
      managedPolicies: (attached ?? []).flatMap(({ PolicyName }) => PolicyName ?? []),
      inlinePolicies: (inline ?? []).length,
    };
  } catch (error) {
    if (isAwsError(error, "NoSuchEntity", "NoSuchEntityException")) {
      return undefined;
    }
    throw error;
  }
}

/** Lists: of a vault that does not exist AWS Backup says that access is denied. */
async function findVaults(
  session: AwsSession,
  region: string,
  wanted: ReadonlySet<string>,
): Promise<readonly FoundVault[]> {
  const client = await session.client("backup", (configuration) => new BackupClient(configuration), region);
  const found: FoundVault[] = [];
  const tokens = new PageTokens("backup:ListBackupVaults");
  let token: string | undefined;
  do {
    const page = await session.call(
      "backup:ListBackupVaults",
      (options) => client.send(new ListBackupVaultsCommand({ NextToken: token, MaxResults: 1000 }), options),
      [],
      region,
    );
    for (const { BackupVaultName: name = "", EncryptionKeyArn: encryptionKeyArn } of page.BackupVaultList ??
      []) {
      if (wanted.has(name)) {
        found.push({ name, encryptionKeyArn });
      }
    }
    token = tokens.after(page.BackupVaultList?.length ?? 0, page.NextToken);
  } while (token !== undefined);
  return found;
}

async function deniedKeys(
  session: AwsSession,
  roles: ReadonlyMap<string, Fact<FoundRole | undefined>>,
  vaults: ReadonlyMap<string, Fact<readonly FoundVault[]>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const denied = new Map<string, readonly string[]>();
  const arns = [...roles.values()].flatMap((fact) =>
    fact.known && fact.value !== undefined ? [fact.value.arn] : [],
  );
  const keys = new Set(
    [...vaults.values()].flatMap((fact) =>
      fact.known ? fact.value.flatMap(({ encryptionKeyArn }) => encryptionKeyArn ?? []) : [],
    ),
  );
  for (const arn of arns) {
    for (const key of keys) {
      const decisions = await simulate(session, arn, KEY_ACTIONS, [key]);
      const refused = decisions.flatMap(({ action, isDenied }) => (isDenied ? [action] : []));
      if (refused.length > 0) {
        denied.set(key, refused);
      }
    }
  }
  return denied;
}

/** IAM gives documents URL-encoded. */
function document(text: string | undefined): JsonObject | undefined {
  const value = parseJsonValue(decodeURIComponent(text ?? ""));
  return isJsonObject(value) ? value : undefined;
}
