import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { BackupNeeds } from "../../effective/backup-plan/backup-needs";
import type { NeededRole, NeededVault } from "../../effective/backup-plan/needs";
import { parseArn } from "../../text/arn";
import { parseRoleArn, roleName } from "../../policy/role-arn";
import { checkOfFact, listed } from "./preflight-check";
import type { Fact, Observation, PreflightCheck } from "./preflight-check";

/** A role as it is in an account. */
export interface FoundRole {
  readonly arn: string;
  readonly trustPolicy: JsonObject | undefined;
  /** Names of attached managed policies. */
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: number;
}

export interface FoundVault {
  readonly name: string;
  readonly encryptionKeyArn: string | undefined;
}

/** What was found in one account. */
export interface AccountFacts {
  readonly accountId: string;
  /** By name without path; undefined if there is none. */
  readonly roles: ReadonlyMap<string, Fact<FoundRole | undefined>>;
  readonly vaults: ReadonlyMap<string, Fact<readonly FoundVault[]>>;
  /** Keys that IAM denies to a backup role, by key. */
  readonly deniedKeys: Fact<ReadonlyMap<string, readonly string[]>>;
}

const BACKUP_POLICY = "AWSBackupServiceRolePolicyForBackup";
const S3_POLICY = "AWSBackupServiceRolePolicyForS3Backup";

/** Whether the roles and vaults that an account's effective policy names are there and fit. */
export function accountChecks(facts: AccountFacts, needs: BackupNeeds): readonly PreflightCheck[] {
  const { accountId } = facts;
  const roles = distinctBy(needs.roles, ({ role }) => role).map((need) => roleCheck(need, facts, needs));
  const own = needs.vaults.filter((need) => need.accountId === undefined || need.accountId === accountId);
  const regions = [...new Set(own.map(({ region }) => region))].sort();
  const vaults = regions.map((region) => vaultCheck(region, own, facts));
  return [...roles, ...vaults, ...keyChecks(facts)];
}

function roleCheck({ role }: NeededRole, facts: AccountFacts, needs: BackupNeeds): PreflightCheck {
  const { accountId } = facts;
  const name = roleName(role);
  const fact = facts.roles.get(name) ?? NOT_ASKED;
  const observe = (found: FoundRole | undefined): Observation => observedRole(role, name, found, needs);
  return checkOfFact("role", `The role ${role} exists and fits`, fact, observe, { accountId });
}

const NOT_ASKED = { known: false, why: "It was not checked." } as const;

function observedRole(
  role: string,
  name: string,
  found: FoundRole | undefined,
  needs: BackupNeeds,
): Observation {
  if (found === undefined) {
    return {
      status: "failed",
      seen: `There is no role ${name}.`,
      action:
        "Create it in every account, with MemberAccountFoundation for example. Without it no job of the policy is created.",
    };
  }
  const problems = [...roleProblems(role, found), ...policyProblems(found, needs)];
  return problems.length === 0
    ? { status: "ok", seen: `${found.arn}, trusted by AWS Backup.` }
    : {
        status: problems.some(({ isFatal }) => isFatal) ? "failed" : "warning",
        seen: problems.map(({ text }) => text).join(" "),
        action: "Fix the role, or name another one in the policy.",
      };
}

interface Problem {
  readonly text: string;
  readonly isFatal: boolean;
}

function roleProblems(role: string, { arn, trustPolicy }: FoundRole): readonly Problem[] {
  const path = parseRoleArn(arn)?.role ?? arn;
  return [
    ...(path === role
      ? []
      : [
          {
            text: `The role is at ${path}: the policy names ${role}, and the path is part of the ARN.`,
            isFatal: true,
          },
        ]),
    ...(trustsBackup(trustPolicy)
      ? []
      : [{ text: "Its trust policy does not let backup.amazonaws.com assume it.", isFatal: true }]),
  ];
}

function policyProblems(
  { managedPolicies, inlinePolicies }: FoundRole,
  { resourceTypes }: BackupNeeds,
): readonly Problem[] {
  if (!managedPolicies.includes(BACKUP_POLICY)) {
    const hasOwn = inlinePolicies > 0 || managedPolicies.length > 0;
    return [
      {
        text: hasOwn
          ? `It does not have ${BACKUP_POLICY}; policies of its own were not evaluated.`
          : "It has no policies: it may not back up anything.",
        isFatal: !hasOwn,
      },
    ];
  }
  const lacksS3 =
    resourceTypes.some((type) => parseArn(type)?.service === "s3") && !managedPolicies.includes(S3_POLICY);
  return lacksS3 ? [{ text: `Amazon S3 is selected and ${S3_POLICY} is not attached.`, isFatal: true }] : [];
}

function trustsBackup(policy: JsonObject | undefined): boolean {
  return listOf(policy?.Statement).some((statement) => {
    if (!isJsonObject(statement) || statement.Effect !== "Allow") {
      return false;
    }
    const services = isJsonObject(statement.Principal)
      ? listOf(statement.Principal.Service)
      : listOf(statement.Principal);
    const actions = listOf(statement.Action).flatMap((action) =>
      typeof action === "string" ? [action.toLowerCase()] : [],
    );
    return (
      services.some((service) => service === "backup.amazonaws.com" || service === "*") &&
      actions.some((action) => action === "sts:assumerole" || action === "sts:*" || action === "*")
    );
  });
}

function vaultCheck(
  region: string,
  needs: readonly NeededVault[],
  { accountId, vaults }: AccountFacts,
): PreflightCheck {
  const names = [...new Set(needs.filter((need) => need.region === region).map(({ vault }) => vault))].sort();
  const title =
    names.length === 1
      ? `The vault ${names.join()} exists in ${region}`
      : `The vaults ${names.join(", ")} exist in ${region}`;
  const observe = (existing: readonly FoundVault[]): Observation => {
    const found = new Set(existing.map(({ name }) => name));
    const missing = names.filter((name) => !found.has(name));
    return missing.length === 0
      ? { status: "ok", seen: "All are there." }
      : {
          status: "failed",
          seen: `Missing: ${missing.join(", ")}.`,
          action: isForCopies(missing, region, needs)
            ? "Create what is missing in this account and Region: copies of other accounts go there. Names are case-sensitive."
            : "Create what is missing in every Region of the plan, with MemberAccountFoundation for example. Names are case-sensitive.",
        };
  };
  return checkOfFact("vault", title, vaults.get(region) ?? NOT_ASKED, observe, { accountId, region });
}

/** Whether what is missing receives copies only. */
function isForCopies(missing: readonly string[], region: string, needs: readonly NeededVault[]): boolean {
  return needs.every(
    (need) =>
      need.region !== region ||
      !missing.includes(need.vault) ||
      (need.use === "copy" && need.accountId !== undefined),
  );
}

function keyChecks({ accountId, deniedKeys, vaults }: AccountFacts): readonly PreflightCheck[] {
  const keys = [...vaults.values()].flatMap((fact) =>
    fact.known ? fact.value.flatMap(({ encryptionKeyArn }) => encryptionKeyArn ?? []) : [],
  );
  if (keys.length === 0) {
    return [];
  }
  const observe = (byKey: ReadonlyMap<string, readonly string[]>): Observation => {
    const denied = [...byKey].map(([key, actions]) => `${key} (${listed(actions)})`);
    return denied.length === 0
      ? {
          status: "ok",
          seen: "No policy of the role denies it. Policies and states of the keys themselves were not looked at.",
        }
      : { status: "failed", seen: `Denied: ${listed(denied)}.` };
  };
  return [
    checkOfFact("kms", "The backup role may use the keys of the vaults", deniedKeys, observe, { accountId }),
  ];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
