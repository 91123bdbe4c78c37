import type { AwsError } from "../../aws-error";
import type { Identifiers } from "../../identifiers";
import type { Input } from "../../input";
import type { PageOf } from "../../paging";
import { nextToken, pager } from "../../paging";
import type { Call } from "../../service";
import { invalidInput, organizationsError } from "./errors";
import type { AccountTarget, Organization, Policy, RootTarget, Target, UnitTarget } from "./organization";
import type { OrganizationsStore } from "./organizations-store";
import { POLICY_TYPES } from "./policy-types";

/** Says why a policy document is refused; undefined accepts it. */
export type AdmitPolicy = (type: string, content: string, now: Date) => string | undefined;

export interface OrganizationsContext {
  readonly store: OrganizationsStore;
  readonly identifiers: Identifiers;
  readonly page: PageOf;
  readonly admitPolicy: AdmitPolicy;
  /** Answer with `State` and `Paths` of accounts and `Path` of organizational units, as newer versions do. */
  readonly entityPaths: boolean;
}

/** An operation on an existing organization, of a caller who may. */
export type OrganizationOperation = (organization: Organization, input: Input, call: Call) => unknown;
export type OrganizationOperations = Readonly<Record<string, OrganizationOperation>>;

/** Lists of AWS Organizations: never more than 20 items a page. */
export function organizationsPager(pageSize: number, emptyFirstPages: boolean): PageOf {
  return pager({
    token: ["NextToken"],
    size: ["MaxResults"],
    defaultSize: Math.min(pageSize, 20),
    next: nextToken,
    invalidToken: () =>
      invalidInput("INVALID_NEXT_TOKEN", "The value for the NextToken parameter is not valid."),
    checkSize: (size) => {
      if (size < 1) {
        throw invalidInput("MIN_VALUE_EXCEEDED", "You specified a value that is below the allowed minimum.");
      }
      if (size > 20) {
        throw invalidInput("MAX_VALUE_EXCEEDED", "You specified a value that exceeds the allowed maximum.");
      }
    },
    emptyFirstPages,
  });
}

const TARGET_ID = /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
const POLICY_ID = /^p-[0-9a-zA-Z_]{8,128}$/;

/** A wrong identifier is one that exists nowhere, or one that no identifier looks like. */
export function findTarget(organization: Organization, id: string, missing: () => AwsError): Target {
  const target = organization.targets.get(id);
  if (target === undefined) {
    throw TARGET_ID.test(id)
      ? missing()
      : invalidInput(
          "INVALID_PATTERN_TARGET_ID",
          "You provided a target ID that doesn't match the required pattern.",
        );
  }
  return target;
}

export function findAccount(organization: Organization, id: string): AccountTarget {
  const account = organization.accounts.get(id);
  if (account === undefined) {
    throw /^\d{12}$/.test(id)
      ? organizationsError("AccountNotFoundException")
      : invalidInput("INVALID_PATTERN", "You provided a value that does not match the required pattern.");
  }
  return account;
}

export function findPolicy(organization: Organization, id: string): Policy {
  const policy = organization.policies.get(id);
  if (policy === undefined) {
    throw POLICY_ID.test(id)
      ? organizationsError("PolicyNotFoundException")
      : invalidInput("INVALID_SYNTAX_POLICY_ID", "You specified an invalid policy ID.");
  }
  return policy;
}

export function policyType(input: Input, parameter: string): string {
  const type = input.text(parameter);
  if (!POLICY_TYPES.has(type)) {
    throw invalidInput("INVALID_ENUM_POLICY_TYPE", "You specified an invalid policy type.");
  }
  return type;
}

export function showRoot(organization: Organization, root: RootTarget): object {
  return {
    Id: root.id,
    Arn: root.arn,
    Name: root.name,
    PolicyTypes: [...organization.enabledPolicyTypes].map((Type) => ({ Type, Status: "ENABLED" })),
  };
}

export function showUnit(
  context: OrganizationsContext,
  organization: Organization,
  unit: UnitTarget,
): object {
  return {
    Id: unit.id,
    Arn: unit.arn,
    Name: unit.name,
    ...(context.entityPaths ? { Path: organization.path(unit) } : {}),
  };
}

export function showAccount(
  context: OrganizationsContext,
  organization: Organization,
  account: AccountTarget,
): object {
  return {
    Id: account.id,
    Arn: account.arn,
    Name: account.name,
    Email: account.email,
    Status: statusOf(account),
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt,
    ...(context.entityPaths ? { State: account.state, Paths: [organization.path(account)] } : {}),
  };
}

/** `Status` knows three of the five states. */
function statusOf(account: AccountTarget): string {
  return account.state === "CLOSED"
    ? "SUSPENDED"
    : account.state === "PENDING_ACTIVATION"
      ? "ACTIVE"
      : account.state;
}

export function showPolicySummary(policy: Policy): object {
  return {
    Id: policy.id,
    Arn: policy.arn,
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}
