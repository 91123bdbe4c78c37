import { BACKUP_SERVICE } from "../../organization/application-remarks";
import { checkOf, checkOfFact } from "./preflight-check";
import type { Fact, Observation, PreflightCheck } from "./preflight-check";

const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

/** What AWS says about the organization as a whole. */
export interface OrganizationFacts {
  readonly caller: Fact<{ readonly arn: string; readonly accountId: string }>;
  readonly organization: Fact<{
    readonly managementAccountId: string | undefined;
    /** `ALL` or `CONSOLIDATED_BILLING`. */
    readonly featureSet: string | undefined;
  }>;
  readonly enabledPolicyTypes: Fact<readonly string[]>;
  readonly trustedServices: Fact<readonly string[]>;
  /** Accounts that administer AWS Backup. */
  readonly backupAdministrators: Fact<readonly string[]>;
  /** The organization's resource policy; undefined if there is none. */
  readonly resourcePolicy: Fact<string | undefined>;
  /** `ENABLED`, `DISABLED`, `DISABLED_PERMANENTLY`. */
  readonly stackSetsAccess: Fact<string>;
}

/** Who calls, and whether the organization lets backup policies work at all. */
export function organizationChecks(
  facts: OrganizationFacts,
  usesStackSets: boolean,
): readonly PreflightCheck[] {
  return [
    caller(facts),
    allFeatures(facts),
    policyType(facts),
    trustedAccess(facts),
    delegation(facts),
    ...stackSets(facts, usesStackSets),
  ];
}

function caller({
  caller: who,
  organization,
  backupAdministrators,
  resourcePolicy,
}: OrganizationFacts): PreflightCheck {
  const check = (observation: Observation): PreflightCheck =>
    checkOf("caller", "The caller may manage the organization's backup policies", observation);
  if (!who.known) {
    return check({ status: "unknown", seen: who.why });
  }
  const { arn: callerArn, accountId: callerAccountId } = who.value;
  const managementAccountId = organization.known ? organization.value.managementAccountId : undefined;
  if (callerAccountId === managementAccountId) {
    return check({ status: "ok", seen: `${callerArn}, in the management account.` });
  }
  const isNamed = resourcePolicy.known && resourcePolicy.value?.includes(callerAccountId) === true;
  if (isNamed) {
    return check({
      status: "ok",
      seen: `${callerArn}, in an account that the organization's resource policy names.`,
    });
  }
  if (!organization.known) {
    return check({
      status: "unknown",
      seen: `${callerArn}. Whether account ${callerAccountId} is the management account is not known: ${organization.why}`,
    });
  }
  const isAdministrator = backupAdministrators.known && backupAdministrators.value.includes(callerAccountId);
  return check({
    status: isAdministrator ? "warning" : "failed",
    seen: isAdministrator
      ? `${callerArn}: account ${callerAccountId} administers AWS Backup, which delegates monitoring and not the policies.`
      : `${callerArn}: account ${callerAccountId} is not the management account (${managementAccountId ?? "unknown"}).`,
    action:
      "Use the management account, or delegate the policies to this account in the organization's resource policy (organizations:PutResourcePolicy).",
  });
}

function allFeatures({ organization }: OrganizationFacts): PreflightCheck {
  return checkOfFact("all-features", "All features are enabled", organization, ({ featureSet }) =>
    featureSet === "ALL"
      ? { status: "ok", seen: "The organization has all features." }
      : { status: "failed", seen: `The organization has ${featureSet ?? "unknown features"}.` },
  );
}

function policyType({ enabledPolicyTypes }: OrganizationFacts): PreflightCheck {
  return checkOfFact(
    "policy-type",
    "The policy type BACKUP_POLICY is enabled",
    enabledPolicyTypes,
    (types) =>
      types.includes("BACKUP_POLICY")
        ? { status: "ok", seen: "BACKUP_POLICY is enabled on the root." }
        : {
            status: "failed",
            seen: types.length === 0 ? "No policy type is enabled." : `Enabled: ${types.join(", ")}.`,
            action:
              'Enable it: aws organizations enable-policy-type --policy-type BACKUP_POLICY --root-id ROOT, or OrganizationBackupAccess with mode "adopt". Until then policies cannot be attached.',
          },
  );
}

function trustedAccess({ trustedServices }: OrganizationFacts): PreflightCheck {
  return checkOfFact("trusted-access", "AWS Backup has trusted access", trustedServices, (services) =>
    services.includes(BACKUP_SERVICE)
      ? { status: "ok", seen: `${BACKUP_SERVICE} has trusted access.` }
      : {
          status: "failed",
          seen: services.length === 0 ? "No service has trusted access." : `Trusted: ${services.join(", ")}.`,
          action:
            "Switch on cross-account monitoring in the AWS Backup console of the management account, or: aws organizations enable-aws-service-access --service-principal backup.amazonaws.com.",
        },
  );
}

function delegation({ backupAdministrators }: OrganizationFacts): PreflightCheck {
  return checkOfFact(
    "delegated-administrator",
    "AWS Backup has a delegated administrator",
    backupAdministrators,
    (accounts) =>
      accounts.length > 0
        ? { status: "ok", seen: `Delegated to ${accounts.join(", ")}.` }
        : {
            status: "warning",
            seen: "No account administers AWS Backup for the organization: the management account does all monitoring.",
            action:
              "AWS recommends a member account for it: BackupDelegation, or aws organizations register-delegated-administrator.",
          },
  );
}

function stackSets(
  { stackSetsAccess, trustedServices }: OrganizationFacts,
  usesStackSets: boolean,
): readonly PreflightCheck[] {
  const title = "StackSets may deploy to the organization";
  const trusted = trustedServices.known ? trustedServices.value.includes(STACK_SETS) : undefined;
  return [
    checkOfFact("stack-sets-access", title, stackSetsAccess, (status) => {
      if (status === "ENABLED") {
        return { status: "ok", seen: "Organizations access of AWS CloudFormation StackSets is active." };
      }
      const half = trusted === true ? " The service has trusted access; that alone is not enough." : "";
      return {
        status: usesStackSets ? "failed" : "warning",
        seen: `Organizations access of AWS CloudFormation StackSets is ${status}.${half}`,
        action:
          "Activate it in the StackSets console, or: aws cloudformation activate-organizations-access. No Terraform resource does. Roles and vaults in member accounts need it.",
      };
    }),
  ];
}
