import { BackupClient, DescribeRegionSettingsCommand, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { isManagementAccount } from "../../capabilities/selection-opt-in";
import type { Answer } from "../../capabilities/verdict";
import { assumption } from "../../effective/assumptions";
import { OrgBackupError } from "../../org-backup-error";
import type { AccountFacts } from "../../jobs/account-facts";
import type { MissingPart } from "../../jobs/missing-part";
import type { Gap } from "../../jobs/planned-against-actual";
import { parseRoleArn, roleName } from "../../policy/role-arn";
import { awsError } from "./aws-error";
import { awsFailure } from "./aws-failure";
import type { AwsSession } from "./aws-session";
import { createLimiter } from "./limiter";
import { PageTokens } from "./page-tokens";

const CONCURRENCY = 8;
const SESSION_NAME = "org-backup-jobs";

export interface FactsRequest {
  readonly gaps: readonly Gap[];
  readonly regions: readonly string[];
  /** The name or path of a role in the accounts that may read roles and vaults; undefined to look into none. */
  readonly roleName: string | undefined;
  /** The account of the session, which is looked into without another role. */
  readonly ownAccountId: string;
  /** The account whose opt-in settings count; undefined if the organization does not say. */
  readonly managementAccountId: string | undefined;
  readonly partition: string;
}

export interface FoundFacts {
  readonly facts: AccountFacts;
  readonly missing: readonly MissingPart[];
}

/** Looks for the reasons of gaps: opt-in in the management account, roles and vaults in the accounts with a gap. */
export async function readFacts(session: AwsSession, request: FactsRequest): Promise<FoundFacts> {
  const reader = new FactsReader(session);
  await Promise.all([
    reader.optIns(request),
    ...[...byAccount(request.gaps)].map(([accountId, gaps]) => reader.account(accountId, gaps, request)),
  ]);
  return { facts: reader.facts, missing: reader.missingParts() };
}

class FactsReader {
  private readonly roles = new Map<string, Answer>();
  private readonly vaults = new Map<string, Answer>();
  private readonly optInSettings = new Map<string, ReadonlyMap<string, boolean>>();
  private readonly missing = new Map<string, { readonly part: MissingPart; count: number }>();
  private readonly limit = createLimiter(CONCURRENCY);

  readonly facts: AccountFacts = {
    role: (_accountId, roleArn) => this.roles.get(roleArn) ?? "unknown",
    vault: (accountId, region, vault) => this.vaults.get(`${accountId} ${region} ${vault}`) ?? "unknown",
    optIn: (region) => this.optInSettings.get(region),
  };

  constructor(private readonly session: AwsSession) {}

  /** Plans of policies obey the management account's settings: those of another account say nothing of them. */
  async optIns({ regions, ownAccountId, managementAccountId }: FactsRequest): Promise<void> {
    const isManagement = isManagementAccount({ accountId: ownAccountId, managementAccountId });
    if (isManagement === "yes") {
      await Promise.all(regions.map((region) => this.optIn(region)));
      return;
    }
    const part: MissingPart = {
      part: "the opt-in settings of the management account",
      why: `${isManagement === "no" ? `The caller is in ${ownAccountId}, not in the management account ${managementAccountId ?? ""}.` : "The organization does not say which account is the management account."} Assumed: ${assumption("management-account-opt-in-counts").sentence}`,
      hint: "Run jobs with credentials of the management account, or look there: aws backup describe-region-settings --region REGION.",
    };
    this.missing.set(part.part, { part, count: 1 });
  }

  private async optIn(region: string): Promise<void> {
    await this.attempt(`the opt-in settings in ${region}`, async () => {
      const client = await this.session.client(
        "backup-settings",
        (configuration) => new BackupClient(configuration),
        region,
      );
      const { ResourceTypeOptInPreference: types } = await this.session.call(
        "backup:DescribeRegionSettings",
        (options) => client.send(new DescribeRegionSettingsCommand({}), options),
        [],
        region,
      );
      this.optInSettings.set(region, new Map(Object.entries(types ?? {})));
    });
  }

  async account(accountId: string, gaps: readonly Gap[], request: FactsRequest): Promise<void> {
    const { roleName, ownAccountId, partition } = request;
    if (accountId !== ownAccountId && roleName === undefined) {
      return;
    }
    await this.limit(async () => {
      if (accountId === ownAccountId) {
        await this.rolesAndVaults(this.session, accountId, gaps);
        return;
      }
      const roleArn = `arn:${partition}:iam::${accountId}:role/${roleName ?? ""}`;
      const session = this.session.assume(roleArn, SESSION_NAME);
      try {
        // Tells a role that may not be assumed apart from one that may not read.
        await this.attempt(
          `roles and vaults of account ${accountId}, since ${roleArn} cannot be assumed`,
          async () => {
            await checkAssumed(session);
            await this.rolesAndVaults(session, accountId, gaps);
          },
          "assume",
        );
      } finally {
        // A session for each of thousands of accounts: its connections must not stay.
        session.close();
      }
    });
  }

  missingParts(): readonly MissingPart[] {
    return [...this.missing.values()].map(({ part, count }) =>
      count === 1 ? part : { ...part, part: `${part.part} (and of ${count - 1} more)` },
    );
  }

  private async rolesAndVaults(session: AwsSession, accountId: string, gaps: readonly Gap[]): Promise<void> {
    await this.attempt(
      `the roles of account ${accountId}`,
      async () => {
        for (const arn of new Set(gaps.flatMap(({ roleArns }) => roleArns))) {
          this.roles.set(arn, await this.roleExists(session, accountId, arn));
        }
      },
      "roles",
    );
    await this.attempt(
      `the vaults of account ${accountId}`,
      async () => {
        for (const region of new Set(gaps.map((gap) => gap.region))) {
          const names = await vaultNames(session, region);
          for (const { vault } of gaps.filter((gap) => gap.region === region)) {
            this.vaults.set(`${accountId} ${region} ${vault}`, names.has(vault) ? "yes" : "no");
          }
        }
      },
      "vaults",
    );
  }

  private async roleExists(session: AwsSession, accountId: string, arn: string): Promise<Answer> {
    const found = parseRoleArn(arn);
    if (found?.account !== accountId) {
      // A role of another account: AWS Backup cannot use it here.
      return "no";
    }
    const client = await session.client("iam", (configuration) => new IAMClient(configuration));
    try {
      const { Role: role } = await session.call(
        "iam:GetRole",
        (options) => client.send(new GetRoleCommand({ RoleName: roleName(found.role) }), options),
        ["NoSuchEntityException", "NoSuchEntity"],
      );
      // The path is part of the ARN: a role of that name elsewhere is another role.
      return role?.Arn === arn ? "yes" : "no";
    } catch (error) {
      if (awsFailure(error).code.startsWith("NoSuchEntity")) {
        return "no";
      }
      throw error;
    }
  }

  /** A part that is refused is missing; the others go on. */
  private async attempt(part: string, read: () => Promise<void>, group = part): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.session.failIfInterrupted();
      if (!(error instanceof OrgBackupError)) {
        throw error;
      }
      const known = this.missing.get(group);
      if (known === undefined) {
        const { message: why, hint } = error;
        this.missing.set(group, { part: { part, why, ...(hint === undefined ? {} : { hint }) }, count: 1 });
      } else {
        known.count += 1;
      }
    }
  }
}

/** The role is assumed with the first call; everyone may make this one, so that a refusal is that of the role. */
async function checkAssumed(session: AwsSession): Promise<void> {
  const action = "sts:AssumeRole";
  const client = await session.client("sts-assumed", (configuration) => new STSClient(configuration));
  try {
    const denied = ["AccessDenied", "AccessDeniedException"];
    await session.call(action, (options) => client.send(new GetCallerIdentityCommand({}), options), denied);
  } catch (error) {
    if (error instanceof OrgBackupError) {
      throw error;
    }
    const call = {
      action,
      region: undefined,
      profile: undefined,
      caller: undefined,
      managementAccountId: undefined,
      helpTopic: "monitoring",
    };
    throw awsError(awsFailure(error), call, error);
  }
}

/**
 * The names of the vaults of an account and Region. A list, since AWS answers a question about one vault that is
 * not there with "access denied".
 */
async function vaultNames(session: AwsSession, region: string): Promise<ReadonlySet<string>> {
  const client = await session.client(
    "backup-vaults",
    (configuration) => new BackupClient(configuration),
    region,
  );
  const names = new Set<string>();
  const tokens = new PageTokens("backup:ListBackupVaults");
  let token: string | undefined;
  do {
    const NextToken = token;
    const output = await session.call(
      "backup:ListBackupVaults",
      (options) => client.send(new ListBackupVaultsCommand({ NextToken }), options),
      [],
      region,
    );
    output.BackupVaultList?.forEach(({ BackupVaultName: name = "" }) => names.add(name));
    token = tokens.after(output.BackupVaultList?.length ?? 0, output.NextToken);
  } while (token !== undefined);
  return names;
}

function byAccount(gaps: readonly Gap[]): ReadonlyMap<string, readonly Gap[]> {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const group = groups.get(gap.accountId) ?? [];
    group.push(gap);
    groups.set(gap.accountId, group);
  }
  return groups;
}
