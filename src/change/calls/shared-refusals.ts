import type { AccountState } from "../../organization/model";
import type { Call } from "../call";
import type { CallDefinition } from "../call-definition";
import type { Refusal } from "../folded";

/** Documented for every write of AWS Organizations; they depend on the caller and the moment. */
export const ORGANIZATIONS_EXCEPTIONS = {
  AccessDeniedException: "depends on the caller's permissions",
  AWSOrganizationsNotInUseException:
    "depends on the account that calls; foreseen only while the change creates the organization",
  ConcurrentModificationException: "depends on what else runs at that moment; retried by the provider",
  InvalidInputException: "arguments come from Terraform, which checks their form",
  ServiceException: "an error of AWS",
  TooManyRequestsException: "throttling; retried by the provider",
} as const;

/** Whether AWS refuses a call while there is no organization. */
export function needsOrganization({ operation }: Call, { notPredicted }: CallDefinition<Call>): boolean {
  return operation !== "CreateOrganization" && "AWSOrganizationsNotInUseException" in notPredicted;
}

export const ORGANIZATION_NOT_IN_USE: Refusal = {
  exception: "AWSOrganizationsNotInUseException",
  message: "The organization does not exist yet.",
  hint: "Let the resource wait for the organization: depends_on.",
};

/** The states of an account that is closed, or about to be. */
export const CLOSED_STATES: ReadonlySet<AccountState> = new Set(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"]);

/** Documented for calls that change policies. */
export const POLICY_CHANGES_IN_PROGRESS = {
  PolicyChangesInProgressException: "depends on what AWS still carries out at that moment",
} as const;

export function policyNotFound(policyId: string): Refusal {
  return {
    exception: "PolicyNotFoundException",
    message: `There is no policy ${JSON.stringify(policyId)}.`,
  };
}

export function targetNotFound(targetId: string): Refusal {
  return {
    exception: "TargetNotFoundException",
    message: `There is no root, OU or account ${JSON.stringify(targetId)}.`,
    hint: "If it exists, the organization file is out of date: update it with `org-backup snapshot`.",
  };
}

export function accountNotFound(accountId: string): Refusal {
  return {
    exception: "AccountNotFoundException",
    message: `There is no account ${JSON.stringify(accountId)} in the organization.`,
    hint: "If it exists, the organization file is out of date: update it with `org-backup snapshot`.",
  };
}

export function unitNotFound(unitId: string): Refusal {
  return {
    exception: "OrganizationalUnitNotFoundException",
    message: `There is no OU ${JSON.stringify(unitId)}.`,
    hint: "If it exists, the organization file is out of date: update it with `org-backup snapshot`.",
  };
}

export function constraintViolation(reason: string, message: string, hint?: string): Refusal {
  return {
    exception: "ConstraintViolationException",
    reason,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}
